import { addComment, getComment, listComments } from './comments.ts'
import { createIssue, deleteIssue, editIssue, getIssue } from './issues.ts'
import { deleteLink, deleteLinks, getLink, listLinks, setLink } from './links.ts'
import { Refusal } from './refusal.ts'
import type { Site } from './render.ts'
import { searchByBody, searchByQuery } from './search.ts'
import { doTransition, getMyself, getProject, listIssueTypes, listTransitions } from './site.ts'
import type { Store } from './store.ts'

/** One request, once it is known whom it is from. */
export interface Asked {
  store: Store
  site: Site
  /** What stands in the path at this name, such as `key`. */
  part(name: string): string
  query: URLSearchParams
  body: unknown
}

export interface Answer {
  status: number
  body?: unknown
}

export type Handler = (asked: Asked) => Answer

export interface Route {
  /** As counted in `calls`: `POST issue/{key}/comment`. */
  method: string
  parts: Record<string, string>
  handle: Handler
}

/** The route of a request below `/rest/api/3/`. */
export function findRoute(verb: string, path: string): Route {
  const segments = path.split('/').map(decoded)
  const fitting = Object.entries(routes).flatMap(([method, handle]) => {
    const [known = '', pattern = ''] = method.split(' ')
    const parts = match(pattern.split('/'), segments)
    return parts ? [{ verb: known, method, parts, handle }] : []
  })
  const found = fitting.find((route) => route.verb === verb)
  if (found) return found
  throw new Refusal(fitting.length > 0 ? 405 : 404, `No resource method found for ${verb} ${path}`)
}

const routes: Record<string, Handler> = {
  'GET myself': getMyself,
  'GET project/{project}': getProject,
  'GET issue/createmeta/{project}/issuetypes': listIssueTypes,
  'GET search/jql': searchByQuery,
  'POST search/jql': searchByBody,
  'POST issue': createIssue,
  'GET issue/{key}': getIssue,
  'PUT issue/{key}': editIssue,
  'DELETE issue/{key}': deleteIssue,
  'GET issue/{key}/transitions': listTransitions,
  'POST issue/{key}/transitions': doTransition,
  'GET issue/{key}/comment': listComments,
  'POST issue/{key}/comment': addComment,
  'GET issue/{key}/comment/{id}': getComment,
  'GET issue/{key}/remotelink': listLinks,
  'POST issue/{key}/remotelink': setLink,
  'DELETE issue/{key}/remotelink': deleteLinks,
  'GET issue/{key}/remotelink/{id}': getLink,
  'DELETE issue/{key}/remotelink/{id}': deleteLink,
}

function match(pattern: string[], segments: string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined
  const parts: Record<string, string> = {}
  for (const [n, name] of pattern.entries()) {
    const segment = segments[n] ?? ''
    if (name.startsWith('{')) parts[name.slice(1, -1)] = segment
    else if (name !== segment) return undefined
  }
  return parts
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw new Refusal(400, 'The path is not properly encoded.')
  }
}
