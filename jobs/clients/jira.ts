import type { Ticket } from '../../blocks/ticket.ts'
import { Failure, neverSent } from './failure.ts'

/** Jira in our words. Every method is one call; a failed one throws a Failure. */
export interface JiraClient {
  openTicket(ticket: NewTicket): Promise<{ key: string; url: string }>
  /** Tickets that bear the label, the oldest first; Jira's index may not have the newest yet. */
  listTickets(label: string): Promise<FoundTicket[]>
  /** Sets the ticket's link of this id; set again, it is the same link. */
  linkTicket(key: string, link: { id: string; url: string; title: string }): Promise<void>
  removeTicket(key: string): Promise<void>
}

export interface FoundTicket {
  key: string
  url: string
  summary: string
  created: Date
}

export interface NewTicket extends Ticket {
  label: string
  issueType: string
  priority: string | undefined
}

export interface JiraSettings {
  url: string
  email: string
  token: string
  project: string
}

/** The SDK is heavy, so it is loaded only where Jira is configured. */
export async function jiraClient(settings: JiraSettings): Promise<JiraClient> {
  const { createCloudClient } = await import('jira.js')
  const jira = createCloudClient({
    host: settings.url.replace(/\/+$/, ''),
    auth: { type: 'basic', email: settings.email, apiToken: settings.token },
  })
  const located = (key: string) => ({ key, url: `${settings.url.replace(/\/+$/, '')}/browse/${key}` })
  return {
    async openTicket({ summary, description, label, issueType, priority }) {
      const issue = await answer(
        jira.issues.createIssue({
          fields: {
            project: { key: settings.project },
            issuetype: { name: issueType },
            summary,
            description,
            labels: [label],
            ...(priority ? { priority: { name: priority } } : {}),
          },
        }),
      )
      return located(issue.key)
    },
    async listTickets(label) {
      const found = await answer(
        jira.issueSearch.searchAndReconsileIssuesUsingJql({
          jql: `project = ${settings.project} AND labels = "${label}" ORDER BY created ASC`,
          fields: ['summary', 'created'],
        }),
      )
      return (found.issues ?? []).flatMap(({ key, fields }) =>
        key
          ? [
              {
                ...located(key),
                summary: String(fields?.summary ?? ''),
                created: new Date(fields?.created ?? 0),
              },
            ]
          : [],
      )
    },
    async linkTicket(key, { id, url, title }) {
      await answer(
        jira.issueRemoteLinks.createOrUpdateRemoteIssueLink({
          issueIdOrKey: key,
          globalId: id,
          object: { url, title },
        }),
      )
    },
    async removeTicket(key) {
      await answer(jira.issues.deleteIssue({ issueIdOrKey: key }))
    },
  }
}

const timeoutMs = 10_000

// The SDK has no time limit of its own.
async function answer<T>(call: Promise<T>): Promise<T> {
  const clock = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => clock.reject(new Failure('unanswered', 'jira.unanswered', { method: 'jira' })),
    timeoutMs,
  )
  try {
    return await Promise.race([call, clock.promise])
  } catch (error) {
    throw failureOf(error)
  } finally {
    clearTimeout(timer)
  }
}

function failureOf(error: unknown): unknown {
  if (error instanceof Failure || !(error instanceof Error)) return error
  const status = 'status' in error && typeof error.status === 'number' ? error.status : undefined
  if (status === 429) {
    const wait =
      'retryAfterMs' in error && typeof error.retryAfterMs === 'number' ? error.retryAfterMs : 5_000
    return new Failure('limited', 'jira.429', { method: 'jira', retryAfterMs: wait })
  }
  if (status !== undefined && status < 500)
    return new Failure('refused', codeOf(status, error), { method: 'jira' })
  if (status !== undefined) return new Failure('unanswered', 'jira.unanswered', { method: 'jira' })
  if (neverSent(error)) return new Failure('unreachable', 'jira.unreachable', { method: 'jira' })
  if ('code' in error || error.name === 'NetworkError' || error.name === 'TypeError')
    return new Failure('unanswered', 'jira.unanswered', { method: 'jira' })
  return error
}

// The name of the first field that Jira objects to says more than 400 does.
function codeOf(status: number, error: object): string {
  const body = 'body' in error ? error.body : undefined
  const fields =
    typeof body === 'object' && body !== null && 'errors' in body ? Object.keys(body.errors ?? {}) : []
  return status === 400 && fields[0] ? `jira.${fields[0]}` : `jira.${status}`
}
