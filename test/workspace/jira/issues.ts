import { isJson } from '../slack/json.ts'
import { readEdit, readNew, unknownField, updateLabels } from './fields.ts'
import { badPayload, Refusal } from './refusal.ts'
import { self, showIssue } from './render.ts'
import type { Handler } from './routes.ts'

export const createIssue: Handler = ({ store, site, body }) => {
  const { fields } = only(body, ['fields'])
  const issue = store.create(site.project.key, readNew(fields, site.project))
  return { status: 201, body: { id: issue.id, key: issue.key, self: self(site, 'issue', issue.id) } }
}

export const getIssue: Handler = ({ store, site, part, query }) => {
  const issue = store.get(part('key'))
  const wanted = query.getAll('fields').flatMap((names) => names.split(','))
  return { status: 200, body: showIssue(issue, wanted.length > 0 ? wanted : ['*all'], site) }
}

export const editIssue: Handler = ({ store, part, body }) => {
  const issue = store.get(part('key'))
  const { fields = {}, update = {} } = only(body, ['fields', 'update'])
  if (!isJson(fields) || !isJson(update)) throw badPayload()
  const changes = readEdit(fields)
  for (const name of Object.keys(update)) {
    const wrong = name in fields ? `Field '${name}' cannot be specified twice.` : unknownField(name)
    if (name in fields || name !== 'labels') throw new Refusal(400, '', { [name]: wrong })
  }
  if (update.labels !== undefined) changes.labels = updateLabels(issue.labels, update.labels)
  store.edit(issue, changes)
  return { status: 204 }
}

export const deleteIssue: Handler = ({ store, part }) => {
  store.remove(store.get(part('key')))
  return { status: 204 }
}

function only(body: unknown, names: string[]): Record<string, unknown> {
  if (!isJson(body) || Object.keys(body).some((name) => !names.includes(name))) throw badPayload()
  return body
}
