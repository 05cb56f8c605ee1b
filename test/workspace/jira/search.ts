import { isJson } from '../slack/json.ts'
import { readJql } from './jql.ts'
import { whole } from './numbers.ts'
import { badPayload, Refusal } from './refusal.ts'
import { showIssue } from './render.ts'
import type { Answer, Asked, Handler } from './routes.ts'

interface Search {
  jql: unknown
  fields: string[]
  maxResults: unknown
  nextPageToken: unknown
}

export const searchByQuery: Handler = (asked) => {
  const { query } = asked
  const fields = query.getAll('fields').flatMap((names) => names.split(','))
  const [jql, maxResults, nextPageToken] = ['jql', 'maxResults', 'nextPageToken'].map((name) =>
    query.get(name),
  )
  return search(asked, { jql, fields, maxResults, nextPageToken })
}

export const searchByBody: Handler = (asked) => {
  const { body } = asked
  const known = ['jql', 'fields', 'maxResults', 'nextPageToken', 'expand', 'fieldsByKeys']
  if (!isJson(body) || Object.keys(body).some((name) => !known.includes(name))) throw badPayload()
  const { jql, fields = [], maxResults, nextPageToken } = body
  if (!Array.isArray(fields) || fields.some((name) => typeof name !== 'string')) throw badPayload()
  return search(asked, { jql, fields, maxResults, nextPageToken })
}

function search({ store, site }: Asked, { jql, fields, maxResults, nextPageToken }: Search): Answer {
  if (typeof jql !== 'string' && jql !== null && jql !== undefined) throw badPayload()
  const { test, compare } = readJql(jql ?? '', site.project)
  const start = startOf(nextPageToken, jql ?? '')
  const most = Math.min(Math.max(whole(maxResults, 50), 1), 5000)
  const found = store.indexed().filter(test).sort(compare)
  const page = found.slice(start, start + most)
  const isLast = start + most >= found.length
  const next = isLast ? {} : { nextPageToken: tokenOf(start + most, jql ?? '') }
  const issues = page.map((issue) => (fields.length > 0 ? showIssue(issue, fields, site) : { id: issue.id }))
  return { status: 200, body: { issues, ...next, isLast } }
}

function tokenOf(start: number, jql: string): string {
  return Buffer.from(JSON.stringify([start, jql])).toString('base64url')
}

function startOf(token: unknown, jql: string): number {
  if (token === null || token === undefined) return 0
  const text = typeof token === 'string' ? Buffer.from(token, 'base64url').toString() : ''
  const [, start] = /^\[(\d+),/.exec(text) ?? []
  if (start === undefined || tokenOf(Number(start), jql) !== token) {
    throw new Refusal(400, 'The provided next page token is invalid or expired.')
  }
  return Number(start)
}
