import type { Call, Faults } from '../slack/contract.ts'

/** A Jira Cloud site with one project, over HTTP; what a story may ask of it. */
export interface Jira {
  /** The site, without a slash at its end. */
  readonly url: string
  readonly port: number
  readonly email: string
  readonly token: string
  /** The key of its one project. */
  readonly project: string
  /** The variables by which the app is told of it. */
  readonly env: Record<string, string>

  issues(): Issue[]
  issue(key: string): Issue | undefined
  /** From now on the workflow has only transitions of these names out of this status; at first it has all. */
  workflow(from: string, names: string[]): void
  /** From now on search knows nothing younger than this many ms; 0, the default, lets it catch up. */
  indexLag(ms: number): void

  /** Every REST call that reached the server, in order of arrival; `method` is as in `POST issue/{key}/comment`. */
  readonly calls: readonly Call[]
  /** As on the Slack server: `error` is a 400 with that message, `http` any other status. */
  readonly faults: Omit<Faults, 'tiers'>
  /** Called after each change with what changed; returns how to stop listening. */
  watch(listener: (change: JiraChange) => void): () => void
  stop(): Promise<void>
}

export interface JiraOptions {
  port?: number
  email?: string
  token?: string
  project?: string
}

export interface JiraChange {
  kind: 'issue' | 'link' | 'comment' | 'call'
  /** Key of the issue, or method of the call. */
  id: string
}

export interface Issue {
  readonly id: string
  readonly key: string
  summary: string
  description: AdfDocument | null
  labels: string[]
  issueType: string
  priority: string
  status: string
  dueDate: string | null
  created: Date
  updated: Date
  links: Link[]
  comments: Comment[]
}

export interface Link {
  id: number
  globalId: string | undefined
  relationship: string | undefined
  application: Record<string, unknown> | undefined
  object: { url: string; title: string; summary?: string } & Record<string, unknown>
}

export interface Comment {
  id: string
  body: AdfDocument
  created: Date
}

export interface AdfDocument {
  type: 'doc'
  version: 1
  content: AdfNode[]
}

export interface AdfNode {
  type: string
  text?: string
  attrs?: Record<string, unknown>
  marks?: { type: string; attrs?: Record<string, unknown> }[]
  content?: AdfNode[]
}
