import type { Ticket } from '../../blocks/incident/ticket.ts'
import { answer, answerOfTicket } from './jira-answer.ts'

/** Jira in our words. Every method is one call; a failed one throws a Failure. */
export interface JiraClient {
  openTicket(ticket: NewTicket): Promise<{ key: string; url: string }>
  /** Tickets that bear the label, the oldest first; Jira's index may not have the newest yet. */
  listTickets(label: string): Promise<FoundTicket[]>
  /** Sets the ticket's link of this id; set again, it is the same link. */
  linkTicket(key: string, link: { id: string; url: string; title: string }): Promise<void>
  removeTicket(key: string): Promise<void>
  /** Sets what is given and leaves the rest as it is. */
  changeTicket(key: string, change: TicketChange): Promise<void>
  /** What the ticket shows by now. */
  getTicket(key: string): Promise<ShownTicket>
  /** The transitions that Jira offers from where the ticket stands, in its order. */
  listMoves(key: string): Promise<Move[]>
  moveTicket(key: string, move: Move): Promise<void>
}

export type TicketChange = Partial<Ticket> & { priority?: string }

export interface ShownTicket {
  summary: string
  priority: string | undefined
  status: TicketStatus
}

/** `category` is Jira's own: new, indeterminate, done. */
export interface TicketStatus {
  name: string
  category: string
}

export interface Move {
  id: string
  to: TicketStatus
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
          jql: `project = ${settings.project} AND labels = "${label}" ORDER BY created ASC, key ASC`,
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
      await answerOfTicket(
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
    async changeTicket(key, { priority, ...fields }) {
      await answerOfTicket(
        jira.issues.editIssue({
          issueIdOrKey: key,
          fields: { ...fields, ...(priority ? { priority: { name: priority } } : {}) },
        }),
      )
    },
    async getTicket(key) {
      const { fields } = await answerOfTicket(
        jira.issues.getIssue({ issueIdOrKey: key, fields: ['summary', 'priority', 'status'] }),
      )
      return {
        summary: String(fields?.summary ?? ''),
        priority: fields?.priority?.name,
        status: statusOf(fields?.status),
      }
    },
    async listMoves(key) {
      const { transitions } = await answerOfTicket(jira.issues.getTransitions({ issueIdOrKey: key }))
      return (transitions ?? []).flatMap(({ id, to }) => (id ? [{ id, to: statusOf(to) }] : []))
    },
    async moveTicket(key, { id }) {
      await answerOfTicket(jira.issues.doTransition({ issueIdOrKey: key, transition: { id } }))
    },
  }
}

function statusOf(status: { name?: string; statusCategory?: { key?: string } } | undefined): TicketStatus {
  return { name: status?.name ?? '', category: status?.statusCategory?.key ?? '' }
}
