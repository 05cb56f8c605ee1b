import type { Jira } from './contract.ts'

export type Call = (
  verb: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<{ status: number; answer: unknown; headers: Headers }>

/** One signed call below `/rest/api/3/` without any SDK; a string is sent as it is. */
export async function callJira(
  jira: Jira,
  ...[verb, path, body, headers]: Parameters<Call>
): ReturnType<Call> {
  const authorization = `Basic ${Buffer.from(`${jira.email}:${jira.token}`).toString('base64')}`
  const response = await fetch(`${jira.url}/rest/api/3/${path}`, {
    method: verb,
    headers: { authorization, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : (JSON.stringify(body) ?? null),
  })
  const answer: unknown = await response.json().catch(() => undefined)
  return { status: response.status, answer, headers: response.headers }
}
