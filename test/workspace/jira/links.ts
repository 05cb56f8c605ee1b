import { isJson, type Json } from '../slack/json.ts'
import { checkStrings } from '../slack/validate-values.ts'
import type { Link } from './contract.ts'
import { badPayload, Refusal } from './refusal.ts'
import { self, showLink } from './render.ts'
import type { Asked, Handler } from './routes.ts'

export const setLink: Handler = ({ store, site, part, body }) => {
  const issue = store.get(part('key'))
  const { link, added } = store.link(issue, readLink(body))
  const own = self(site, `issue/${issue.id}/remotelink`, String(link.id))
  return { status: added ? 201 : 200, body: { id: link.id, self: own } }
}

export const listLinks: Handler = ({ store, site, part, query }) => {
  const issue = store.get(part('key'))
  const globalId = query.get('globalId')
  if (globalId === null) return { status: 200, body: issue.links.map((link) => showLink(link, issue, site)) }
  const link = issue.links.find((one) => one.globalId === globalId)
  if (!link) throw noLink(globalId)
  return { status: 200, body: showLink(link, issue, site) }
}

export const getLink: Handler = (asked) => ({
  status: 200,
  body: showLink(find(asked), asked.store.get(asked.part('key')), asked.site),
})

export const deleteLink: Handler = (asked) => {
  asked.store.unlink(asked.store.get(asked.part('key')), find(asked))
  return { status: 204 }
}

export const deleteLinks: Handler = ({ store, part, query }) => {
  const issue = store.get(part('key'))
  const globalId = query.get('globalId') ?? ''
  const link = issue.links.find((one) => one.globalId === globalId)
  if (!link) throw noLink(globalId)
  store.unlink(issue, link)
  return { status: 204 }
}

function find({ store, part }: Asked): Link {
  const link = store.get(part('key')).links.find(({ id }) => String(id) === part('id'))
  if (!link) throw noLink(part('id'))
  return link
}

function noLink(id: string): Refusal {
  return new Refusal(404, `The remote issue link ${id} does not exist.`)
}

const known = ['globalId', 'application', 'relationship', 'object']
const knownInside = ['url', 'title', 'summary', 'icon', 'status']

function readLink(body: unknown): Omit<Link, 'id'> {
  if (!isJson(body) || strange(body, known)) throw badPayload()
  const { globalId, application, relationship, object = {} } = body
  if (!isJson(object) || strange(object, knownInside) || checkStrings(body, '').length > 0) throw badPayload()
  const { url, title, summary } = object
  const errors: Record<string, string> = {}
  if (typeof url !== 'string' || url === '') errors.url = "'url' is required."
  else if (!URL.canParse(url)) errors.url = `'${url}' is not a valid URL.`
  if (typeof title !== 'string' || title === '') errors.title = "'title' is required."
  else if (title.length > 255) errors.title = "'title' is limited to 255 characters."
  if (!isText(summary)) errors.summary = "'summary' must be a string."
  if (!isText(globalId) || (globalId ?? '').length > 255)
    errors.globalId = "'globalId' is limited to 255 characters."
  if (!isText(relationship)) errors.relationship = "'relationship' must be a string."
  if (application !== undefined && !isJson(application))
    errors.application = "'application' must be an object."
  if (Object.keys(errors).length > 0) throw new Refusal(400, '', errors)
  return {
    globalId: isText(globalId) ? globalId : undefined,
    relationship: isText(relationship) ? relationship : undefined,
    application: isJson(application) ? application : undefined,
    object: {
      ...object,
      url: String(url),
      title: String(title),
      summary: isText(summary) ? summary : undefined,
    },
  }
}

function isText(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string'
}

function strange(value: Json, names: string[]): boolean {
  return Object.keys(value).some((name) => !names.includes(name))
}
