import { textOf } from './adf.ts'
import type { Issue } from './contract.ts'
import { badJql } from './jql-words.ts'
import { issueTypes, type Named, priorities, statuses } from './project.ts'

export type Operator = '=' | '!=' | '~' | '!~' | '>' | '>=' | '<' | '<=' | 'in' | 'not in' | 'is' | 'is not'
export type Test = (issue: Issue) => boolean

export interface QueryField {
  name: string
  operators: Operator[]
  test(operator: Operator, values: string[], project: { id: string; key: string }): Test
  compare(a: Issue, b: Issue): number
}

export function findField(name: string): QueryField {
  const field = fields.get(aliases.get(name.toLowerCase()) ?? name.toLowerCase())
  if (field) return field
  throw badJql(`field '${name}' does not exist or you do not have permission to view it`)
}

const aliases = new Map(
  Object.entries({
    issuekey: 'key',
    issue: 'key',
    type: 'issuetype',
    createddate: 'created',
    updateddate: 'updated',
    duedate: 'due',
  }),
)

const equality: Operator[] = ['=', '!=', 'in', 'not in']

const fields = new Map<string, QueryField>(
  Object.entries({
    project: {
      name: 'project',
      operators: equality,
      test: (operator, values, project) => {
        const strange = values.find((value) => value.toUpperCase() !== project.key && value !== project.id)
        if (strange !== undefined)
          throw badJql(`the value '${strange}' does not exist for the field 'project'`)
        return () => positive(operator)
      },
      compare: () => 0,
    },
    key: {
      ...exact('key', (issue) => [issue.key]),
      compare: (a, b) => Number(a.id) - Number(b.id),
    },
    id: exact('id', (issue) => [issue.id]),
    labels: exact('labels', (issue) => issue.labels, ['is', 'is not']),
    status: among('status', statuses, (issue) => issue.status),
    issuetype: among('issuetype', issueTypes, (issue) => issue.issueType),
    priority: among('priority', priorities, (issue) => issue.priority),
    summary: words('summary', (issue) => issue.summary),
    text: words('text', (issue) => `${issue.summary} ${issue.description ? textOf(issue.description) : ''}`),
    created: moment('created', (issue) => issue.created),
    updated: moment('updated', (issue) => issue.updated),
    due: moment('due', (issue) => (issue.dueDate ? new Date(issue.dueDate) : undefined)),
  }),
)

function exact(name: string, of: (issue: Issue) => string[], more: Operator[] = []): QueryField {
  return {
    name,
    operators: [...equality, ...more],
    test: (operator, values) => {
      if (operator === 'is') return (issue) => of(issue).length === 0
      if (operator === 'is not') return (issue) => of(issue).length > 0
      // An issue without a value is not found by what its value is not.
      return (issue) =>
        of(issue).length > 0 && of(issue).some((own) => values.includes(own)) === positive(operator)
    },
    compare: (a, b) => of(a).join(' ').localeCompare(of(b).join(' ')),
  }
}

function among(name: string, list: Named[], of: (issue: Issue) => string): QueryField {
  const place = (issue: Issue) => list.findIndex((one) => one.name === of(issue))
  return {
    name,
    operators: equality,
    test: (operator, values) => {
      const meant = values.map((value) => {
        const found = list.find((one) => one.id === value || one.name.toLowerCase() === value.toLowerCase())
        if (!found) throw badJql(`the value '${value}' does not exist for the field '${name}'`)
        return found.name
      })
      return (issue) => meant.includes(of(issue)) === positive(operator)
    },
    compare: (a, b) => place(a) - place(b),
  }
}

function words(name: string, of: (issue: Issue) => string): QueryField {
  return {
    name,
    operators: ['~', '!~'],
    test: (operator, [value = '']) => {
      const wanted = value.toLowerCase().split(/\W+/).filter(Boolean)
      return (issue) => {
        const own = of(issue).toLowerCase().split(/\W+/)
        return wanted.every((word) => own.includes(word)) === (operator === '~')
      }
    },
    compare: (a, b) => of(a).localeCompare(of(b)),
  }
}

function moment(name: string, of: (issue: Issue) => Date | undefined): QueryField {
  const at = (issue: Issue) => of(issue)?.getTime() ?? Number.NaN
  return {
    name,
    operators: ['=', '!=', '>', '>=', '<', '<='],
    test: (operator, [value = '']) => {
      const bound = instant(value)
      const holds: Partial<Record<Operator, (own: number) => boolean>> = {
        '=': (own) => own === bound,
        '!=': (own) => own !== bound,
        '>': (own) => own > bound,
        '>=': (own) => own >= bound,
        '<': (own) => own < bound,
        '<=': (own) => own <= bound,
      }
      return (issue) => holds[operator]?.(at(issue)) ?? false
    },
    compare: (a, b) => at(a) - at(b),
  }
}

// `2026-11-22 16:00`, `2026-11-22`, or a span before now such as `-5m`.
function instant(value: string): number {
  const [, amount, unit = ''] = /^(-?\d+)([mhdw])$/.exec(value) ?? []
  const minutes = { m: 1, h: 60, d: 1440, w: 10_080 }[unit]
  if (minutes) return Date.now() + Number(amount) * minutes * 60_000
  const form = /^\d{4}[-/]\d{2}[-/]\d{2}( \d{2}:\d{2})?$/
  const at = Date.parse(`${value.replaceAll('/', '-').replace(' ', 'T')}${value.includes(':') ? 'Z' : ''}`)
  if (form.test(value) && !Number.isNaN(at)) return at
  throw badJql(`date value '${value}' is invalid`)
}

function positive(operator: Operator): boolean {
  return operator === '=' || operator === 'in'
}
