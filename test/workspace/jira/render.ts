import type { Comment, Issue, Link } from './contract.ts'
import { issueTypes, type Named, priorities, type Status, statuses } from './project.ts'

/** The site as its answers show it. */
export interface Site {
  url: string
  email: string
  project: { id: string; key: string }
}

/** The issue with the fields asked for; `*all` and `*navigable` are all of them. */
export function showIssue(issue: Issue, wanted: string[], site: Site): Record<string, unknown> {
  const every = fieldsOf(issue, site)
  const all = wanted.some((name) => name === '*all' || name === '*navigable')
  const without = new Set(wanted.filter((name) => name.startsWith('-')).map((name) => name.slice(1)))
  const shown = Object.entries(every).filter(([name]) => !without.has(name) && (all || wanted.includes(name)))
  return {
    expand: 'renderedFields',
    id: issue.id,
    self: self(site, 'issue', issue.id),
    key: issue.key,
    fields: Object.fromEntries(shown),
  }
}

export function showLink(link: Link, issue: Issue, site: Site): Record<string, unknown> {
  const { id, globalId, application, relationship, object } = link
  return {
    id,
    self: self(site, `issue/${issue.id}/remotelink`, String(id)),
    globalId,
    application,
    relationship,
    object,
  }
}

export function showComment(comment: Comment, issue: Issue, site: Site): Record<string, unknown> {
  const created = moment(comment.created)
  const author = showUser(site)
  const own = self(site, `issue/${issue.id}/comment`, comment.id)
  return {
    self: own,
    id: comment.id,
    author,
    body: comment.body,
    updateAuthor: author,
    created,
    updated: created,
    jsdPublic: true,
  }
}

export function showUser(site: Site): Record<string, unknown> {
  const accountId = '712020:00000000-0000-4000-8000-000000000001'
  return {
    self: `${site.url}/rest/api/3/user?accountId=${encodeURIComponent(accountId)}`,
    accountId,
    accountType: 'atlassian',
    emailAddress: site.email,
    displayName: 'Dispatch',
    active: true,
    timeZone: 'Etc/UTC',
  }
}

export function showProject(site: Site): Record<string, unknown> {
  const { id, key } = site.project
  return {
    self: self(site, 'project', id),
    id,
    key,
    name: 'Operations',
    projectTypeKey: 'software',
    simplified: false,
    style: 'classic',
    isPrivate: false,
  }
}

export function showType(type: Named, site: Site): Record<string, unknown> {
  return {
    self: self(site, 'issuetype', type.id),
    id: type.id,
    name: type.name,
    subtask: false,
    hierarchyLevel: 0,
  }
}

export function showStatus(status: Status, site: Site): Record<string, unknown> {
  const statusCategory = {
    self: self(site, 'statuscategory', String(status.category.id)),
    ...status.category,
  }
  return {
    self: self(site, 'status', status.id),
    id: status.id,
    name: status.name,
    description: '',
    statusCategory,
  }
}

export function self(site: Site, kind: string, id: string): string {
  return `${site.url}/rest/api/3/${kind}/${id}`
}

function fieldsOf(issue: Issue, site: Site): Record<string, unknown> {
  const status = statuses.find((one) => one.name === issue.status)
  const priority = priorities.find((one) => one.name === issue.priority)
  const type = issueTypes.find((one) => one.name === issue.issueType)
  const comments = issue.comments.map((comment) => showComment(comment, issue, site))
  return {
    summary: issue.summary,
    description: issue.description,
    labels: issue.labels,
    issuetype: type && showType(type, site),
    priority: priority && { self: self(site, 'priority', priority.id), ...priority },
    status: status && showStatus(status, site),
    project: showProject(site),
    duedate: issue.dueDate,
    creator: showUser(site),
    reporter: showUser(site),
    created: moment(issue.created),
    updated: moment(issue.updated),
    comment: { comments, maxResults: comments.length, total: comments.length, startAt: 0 },
  }
}

function moment(at: Date): string {
  return at.toISOString().replace('Z', '+0000')
}
