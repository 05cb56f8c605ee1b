import type { Comment, Issue, JiraChange, Link } from './contract.ts'
import type { Editable } from './fields.ts'
import { defaultPriority, firstStatus } from './project.ts'
import { noIssue } from './refusal.ts'

interface Version {
  at: number
  /** None once it was deleted. */
  issue: Issue | undefined
}

/** The issues of the site, and the index of them that search reads, which may lag behind. */
export class Store {
  lagMs = 0
  /** The names of the transitions that the workflow has out of a status; out of one that is not named, all. */
  readonly ways = new Map<string, string[]>()
  private readonly living = new Map<string, Issue>()
  private readonly versions = new Map<string, Version[]>()
  private readonly listeners = new Set<(change: JiraChange) => void>()
  private count = 0
  private lastId = 20_000

  watch(listener: (change: JiraChange) => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  changed(change: JiraChange): void {
    for (const listener of this.listeners) listener(change)
  }

  all(): Issue[] {
    return [...this.living.values()]
  }

  find(idOrKey: string): Issue | undefined {
    return this.living.get(idOrKey.toUpperCase()) ?? this.all().find((issue) => issue.id === idOrKey)
  }

  get(idOrKey: string): Issue {
    const issue = this.find(idOrKey)
    if (!issue) throw noIssue()
    return issue
  }

  create(project: string, fields: Partial<Editable>): Issue {
    this.count += 1
    const now = new Date()
    const issue: Issue = {
      id: String(10_000 + this.count),
      key: `${project}-${this.count}`,
      summary: '',
      description: null,
      labels: [],
      issueType: '',
      priority: defaultPriority,
      dueDate: null,
      ...fields,
      status: firstStatus,
      created: now,
      updated: now,
      links: [],
      comments: [],
    }
    this.living.set(issue.key, issue)
    this.written(issue)
    return issue
  }

  edit(issue: Issue, fields: Partial<Editable & { status: string }>): void {
    Object.assign(issue, fields)
    this.touch(issue)
    this.written(issue)
  }

  remove(issue: Issue): void {
    this.living.delete(issue.key)
    this.versions.get(issue.key)?.push({ at: performance.now(), issue: undefined })
    this.changed({ kind: 'issue', id: issue.key })
  }

  comment(issue: Issue, body: Comment['body']): Comment {
    const comment = { id: this.nextId(), body, created: new Date() }
    issue.comments.push(comment)
    this.touch(issue)
    this.changed({ kind: 'comment', id: issue.key })
    return comment
  }

  /** Sets the link of its global id, or adds one; says which. */
  link(issue: Issue, link: Omit<Link, 'id'>): { link: Link; added: boolean } {
    const old = issue.links.find((one) => link.globalId !== undefined && one.globalId === link.globalId)
    const set = { ...link, id: old?.id ?? Number(this.nextId()) }
    issue.links = old ? issue.links.map((one) => (one === old ? set : one)) : [...issue.links, set]
    this.changed({ kind: 'link', id: issue.key })
    return { link: set, added: !old }
  }

  unlink(issue: Issue, link: Link): void {
    issue.links = issue.links.filter((one) => one !== link)
    this.changed({ kind: 'link', id: issue.key })
  }

  /** Each issue as the index knows it now. */
  indexed(): Issue[] {
    const until = performance.now() - this.lagMs
    return [...this.versions.values()].flatMap((versions) => {
      const known = versions.findLast(({ at }) => at <= until)
      return known?.issue ? [known.issue] : []
    })
  }

  private written(issue: Issue): void {
    const versions = this.versions.get(issue.key) ?? []
    versions.push({ at: performance.now(), issue: { ...issue } })
    this.versions.set(issue.key, versions)
    this.changed({ kind: 'issue', id: issue.key })
  }

  private touch(issue: Issue): void {
    issue.updated = new Date()
  }

  private nextId(): string {
    this.lastId += 1
    return String(this.lastId)
  }
}
