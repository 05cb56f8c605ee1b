import { isJson } from '../slack/json.ts'
import { checkStrings } from '../slack/validate-values.ts'
import { isDocument } from './adf.ts'
import { whole } from './numbers.ts'
import { badPayload, Refusal } from './refusal.ts'
import { showComment } from './render.ts'
import type { Handler } from './routes.ts'

export const addComment: Handler = ({ store, site, part, body }) => {
  const issue = store.get(part('key'))
  if (!isJson(body) || Object.keys(body).some((name) => name !== 'body')) throw badPayload()
  if (!isDocument(body.body) || checkStrings(body.body, '').length > 0) {
    throw new Refusal(400, '', { comment: 'Comment body is not valid!' })
  }
  return { status: 201, body: showComment(store.comment(issue, body.body), issue, site) }
}

export const listComments: Handler = ({ store, site, part, query }) => {
  const issue = store.get(part('key'))
  const startAt = whole(query.get('startAt'), 0)
  const maxResults = Math.min(whole(query.get('maxResults'), 5000), 5000)
  const sign = query.get('orderBy') === '-created' ? -1 : 1
  const sorted = issue.comments.toSorted((a, b) => sign * (Number(a.id) - Number(b.id)))
  const comments = sorted.slice(startAt, startAt + maxResults).map((one) => showComment(one, issue, site))
  return { status: 200, body: { startAt, maxResults, total: issue.comments.length, comments } }
}

export const getComment: Handler = ({ store, site, part }) => {
  const issue = store.get(part('key'))
  const comment = issue.comments.find(({ id }) => id === part('id'))
  if (!comment) throw new Refusal(404, `Can not find a comment for the id: ${part('id')}.`)
  return { status: 200, body: showComment(comment, issue, site) }
}
