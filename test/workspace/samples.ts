import {
  type Entry,
  type Family,
  type Field,
  limits,
  resolve,
  type Spec,
  type Surface,
} from './slack/limits.ts'
import { type Problem, validateMessage, validateView } from './slack/validate.ts'

type Thing = Record<string, unknown>

/** The least that the entry requires, with the fields of `more` put in. */
export function sample(family: Family | 'composition', type: string, more: Thing = {}): Thing {
  const entry = limits[family][type]
  if (!entry) throw new Error(`no ${family} ${type}`)
  const own = family === 'composition' ? {} : { type }
  return { ...own, ...least(entry, more), ...special[type]?.(), ...more }
}

/** A value that fills the field: `size` items or characters, or the least there may be. */
export function fill(spec: Spec, size?: number): unknown {
  const field = resolve(spec)
  switch (field.k) {
    case 'string':
      return 'a'.repeat(size ?? field.min ?? 1)
    case 'text':
      return { type: field.types[0], text: 'a'.repeat(size ?? field.min) }
    case 'array':
      return Array.from({ length: size ?? Math.max(field.min ?? 0, 1) }, () => fill(field.items))
    case 'typed':
      return sample(field.in, field.types[0] ?? '')
    case 'ref':
      return sample('composition', field.name)
    case 'object':
      return least(field)
    case 'oneof':
      return fill(field.of[0] ?? 'name')
    default:
      return scalar(field, size)
  }
}

/** What a validator says of the block, on the surface. */
export function judge(surface: Surface, ...blocks: unknown[]): Problem[] {
  if (surface === 'message') return validateMessage({ text: 'fallback', blocks })
  if (surface === 'home') return validateView({ type: 'home', blocks }, 'home')
  return validateView({ type: 'modal', title: plain('Title'), submit: plain('Send'), blocks }, 'modal')
}

/** The element inside a block of the given type, and its pointer from that block. */
export function host(block: string, element: unknown): { block: Thing; at: string } {
  const [field, wrapped] = slots[block] ?? ['elements', (one: unknown) => [one]]
  const at = Array.isArray(wrapped(element)) ? `/${field}/0` : `/${field}`
  return { block: sample('blocks', block, { [field]: wrapped(element) }), at }
}

export function plain(text: string): { type: 'plain_text'; text: string } {
  return { type: 'plain_text', text }
}

const single = (one: unknown): unknown => one
const inList = (one: unknown): unknown => [one]
const slots: Record<string, [field: string, wrap: (one: unknown) => unknown]> = {
  section: ['accessory', single],
  input: ['element', single],
  card: ['actions', inList],
  container: ['icon', single],
  task_card: ['sources', inList],
}

let count = 0

const special: Record<string, () => Thing> = {
  option: () => ({ value: `value-${count++}` }),
  input: () => ({ element: { type: 'plain_text_input' } }),
  video: () => ({ video_url: 'https://example.com/embed' }),
}

function least(entry: Entry, more: Thing = {}): Thing {
  const either = [...(entry.anyOf ?? []), ...(entry.xor ?? [])]
  const chosen = either.filter((names) => !names.some((name) => name in more)).map((names) => names[0] ?? '')
  const names = [...(entry.required ?? []), ...chosen]
  return Object.fromEntries(names.map((name) => [name, fill(entry.fields[name] ?? 'name')]))
}

function scalar(field: Field, size?: number): unknown {
  if (field.k === 'enum') return field.values[0]
  if (field.k === 'int') return size ?? field.min ?? 1
  if (field.k === 'bool') return true
  return 1
}
