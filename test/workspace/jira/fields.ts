import { isJson, type Json } from '../slack/json.ts'
import { checkStrings } from '../slack/validate-values.ts'
import { isDocument } from './adf.ts'
import type { Issue } from './contract.ts'
import { findNamed, issueTypes, priorities } from './project.ts'
import { badPayload, Refusal } from './refusal.ts'

export type Editable = Pick<
  Issue,
  'summary' | 'description' | 'labels' | 'issueType' | 'priority' | 'dueDate'
>

/** What the fields of a new issue say, or a refusal that names every field at fault. */
export function readNew(fields: unknown, project: { id: string; key: string }): Partial<Editable> {
  if (!isJson(fields)) throw badPayload()
  const { project: where, ...rest } = fields
  const errors = new Map<string, string>()
  const inThere = isJson(where) && (where.key === project.key || where.id === project.id)
  if (!inThere)
    errors.set('project', where === undefined ? 'project is required' : 'valid project is required')
  if (rest.issuetype === undefined) errors.set('issuetype', 'Specify an issue type')
  if (rest.summary === undefined) errors.set('summary', 'You must specify a summary of the issue.')
  return read(rest, errors)
}

/** What the fields of an edit say; the project cannot be changed. */
export function readEdit(fields: unknown): Partial<Editable> {
  if (!isJson(fields)) throw badPayload()
  return read(fields, new Map())
}

/** The labels after the operations `add`, `remove` and `set` of an edit. */
export function updateLabels(labels: string[], operations: unknown): string[] {
  if (!Array.isArray(operations)) throw badPayload()
  let after = labels
  for (const operation of operations) {
    const [[verb, value] = []] = isJson(operation) ? Object.entries(operation) : []
    if (verb === 'add' && typeof value === 'string') after = [...after, value]
    else if (verb === 'remove') after = after.filter((label) => label !== value)
    else if (verb === 'set' && Array.isArray(value)) after = value
    else throw badPayload()
  }
  return readEdit({ labels: [...new Set(after)] }).labels ?? []
}

export function unknownField(name: string): string {
  return `Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.`
}

type Reading = { value: unknown } | { error: string }

function read(fields: Json, errors: Map<string, string>): Partial<Editable> {
  const found: Json = {}
  for (const [name, value] of Object.entries(fields)) {
    const field = known.get(name)
    if (!field) {
      errors.set(name, unknownField(name))
      continue
    }
    const reading = checkStrings(value, '').length > 0 ? { error: 'Invalid characters' } : field.read(value)
    if ('error' in reading) errors.set(name, reading.error)
    else found[field.as] = reading.value
  }
  if (errors.size > 0) throw new Refusal(400, '', Object.fromEntries(errors))
  return found
}

const known = new Map<string, { as: keyof Editable; read: (value: unknown) => Reading }>(
  Object.entries({
    summary: { as: 'summary', read: readSummary },
    description: { as: 'description', read: readDescription },
    labels: { as: 'labels', read: readLabels },
    duedate: { as: 'dueDate', read: readDate },
    issuetype: {
      as: 'issueType',
      read: (value) => named(findNamed(issueTypes, value), 'Specify a valid issue type'),
    },
    priority: {
      as: 'priority',
      read: (value) => named(findNamed(priorities, value), 'The priority selected is invalid.'),
    },
  }),
)

function readSummary(value: unknown): Reading {
  if (typeof value !== 'string') return { error: 'Operation value must be a string' }
  if (value.trim() === '') return { error: 'You must specify a summary of the issue.' }
  if (/[\r\n]/.test(value)) return { error: 'The summary is invalid because it contains newline characters.' }
  if (value.length > 255) return { error: 'Summary must be less than 255 characters.' }
  return { value: value.trim() }
}

function readDescription(value: unknown): Reading {
  if (value === null) return { value }
  if (!isDocument(value)) {
    return { error: 'Operation value must be an Atlassian Document (see the Atlassian Document Format)' }
  }
  return JSON.stringify(value).length > 32_767 ? { error: 'CONTENT_LIMIT_EXCEEDED' } : { value }
}

function readLabels(value: unknown): Reading {
  if (!Array.isArray(value)) return { error: 'data was not an array' }
  for (const label of value) {
    if (typeof label !== 'string' || label === '') return { error: 'string expected at index 0' }
    if (/\s/.test(label)) return { error: `The label '${label}' contains spaces which is invalid.` }
    if (label.length > 255) return { error: `The label '${label}' exceeds the maximum length of 255.` }
  }
  return { value: [...new Set(value)] }
}

function readDate(value: unknown): Reading {
  if (value === null) return { value }
  const at = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(value) : Number.NaN
  const real = !Number.isNaN(at) && new Date(at).toISOString().startsWith(String(value))
  return real ? { value } : { error: "Error parsing date string, expected format 'yyyy-MM-dd'" }
}

function named(found: { name: string } | undefined, error: string): Reading {
  return found ? { value: found.name } : { error }
}
