import { type Entry, type Family, type Field, limits, resolve, type Spec } from './limits.ts'
import { type Place, rules } from './validate-rules.ts'
import { checkLength, isRecord, type Problem, problem, type Thing } from './validate-values.ts'

/** An object against its entry in the limits: keys, what is required, each field, extra rules. */
export function checkEntry(
  entry: Entry,
  type: string,
  thing: Thing,
  pointer: string,
  place: Place,
): Problem[] {
  const found = checkKeys(entry, type, thing, pointer)
  for (const [name, spec] of Object.entries(entry.fields)) {
    if (thing[name] !== undefined) found.push(...checkField(spec, thing[name], `${pointer}/${name}`, place))
  }
  for (const name of entry.rules ?? []) {
    const rule = rules[name]
    if (!rule) throw new Error(`limits.json names an unknown rule ${name}`)
    for (const [at, message] of rule(thing, { entry, type, place }))
      found.push(problem(pointer + at, message))
  }
  return found
}

/** An object whose `type` says which entry of the family it must keep. */
export function checkTyped(
  family: Family,
  of: Kinds,
  value: unknown,
  pointer: string,
  place: Place,
): Problem[] {
  if (!isRecord(value)) return [problem(pointer, 'must provide an object')]
  const type = value.type ?? (of.implied ? of.types[0] : undefined)
  if (type === undefined) return [problem(pointer, 'missing required field: type')]
  const entry = typeof type === 'string' && of.types.includes(type) ? limits[family][type] : undefined
  if (typeof type !== 'string' || !entry || !stands(entry, place)) {
    const word = family === 'elements' ? 'element' : 'type'
    return [problem(`${pointer}/type`, `unsupported ${word}: ${String(type)}`)]
  }
  return checkEntry(entry, type, value, pointer, family === 'blocks' ? { ...place, block: type } : place)
}

interface Kinds {
  types: string[]
  implied?: boolean
}

function checkField(spec: Spec, value: unknown, pointer: string, place: Place): Problem[] {
  const field = resolve(spec)
  if (value === null && field.nullable) return []
  switch (field.k) {
    case 'text':
      return checkText(field, value, pointer, place)
    case 'array':
      return checkArray(field, value, pointer, place)
    case 'typed':
      return checkTyped(field.in, field, value, pointer, place)
    case 'ref':
      return checkRef(field.name, value, pointer, place)
    case 'object':
      return isRecord(value)
        ? checkEntry(field, '', value, pointer, place)
        : [problem(pointer, 'must provide an object')]
    case 'oneof':
      return checkField(pick(field.of, value), value, pointer, place)
    case 'blocks':
    case 'any':
      return []
    default:
      return checkScalar(field, value, pointer)
  }
}

function checkKeys(entry: Entry, type: string, thing: Thing, pointer: string): Problem[] {
  const has = (name: string) => thing[name] !== undefined
  const known = (name: string) => Object.hasOwn(entry.fields, name) || (name === 'type' && type !== '')
  const extra = entry.open ? [] : Object.keys(thing).filter((name) => has(name) && !known(name))
  const missing = (entry.required ?? []).filter((name) => !has(name))
  const either = [...(entry.anyOf ?? []), ...(entry.xor ?? [])].filter((names) => !names.some(has))
  const single = [...(entry.not_both ?? []), ...(entry.xor ?? [])]
  const both = single.filter((names) => names.filter(has).length > 1)
  return [
    ...extra.map((name) => `invalid additional property: ${name}`),
    ...missing.map((name) => `missing required field: ${name}`),
    ...either.map((names) => `missing required field: ${names.join(' or ')}`),
    ...both.map((names) => `only one of ${names.join(', ')} is allowed`),
  ].map((message) => problem(pointer, message))
}

function checkText(field: Field & { k: 'text' }, value: unknown, pointer: string, place: Place): Problem[] {
  if (!isRecord(value)) return [problem(pointer, 'must provide an object')]
  if (value.type === undefined) return [problem(pointer, 'missing required field: type')]
  if (typeof value.type !== 'string' || !field.types.includes(value.type)) {
    return [problem(`${pointer}/type`, `unsupported type: ${String(value.type)}`)]
  }
  const text = { k: 'string' as const, min: field.min, max: field.max }
  const switchName = value.type === 'mrkdwn' ? 'verbatim' : 'emoji'
  const entry: Entry = { fields: { text, [switchName]: 'bool' }, required: ['text'] }
  return checkEntry(entry, value.type, value, pointer, place)
}

function checkArray(field: Field & { k: 'array' }, value: unknown, pointer: string, place: Place): Problem[] {
  if (!Array.isArray(value)) return [problem(pointer, 'must provide an array')]
  const found = value.flatMap((item: unknown, n) => checkField(field.items, item, `${pointer}/${n}`, place))
  if (field.min !== undefined && value.length < field.min) {
    found.unshift(problem(pointer, `must contain at least ${field.min} items`))
  }
  if (field.max !== undefined && value.length > field.max) {
    found.unshift(problem(pointer, `no more than ${field.max} items allowed`))
  }
  return found
}

function checkRef(name: string, value: unknown, pointer: string, place: Place): Problem[] {
  const entry = limits.composition[name]
  if (!entry) throw new Error(`limits.json has no composition object ${name}`)
  if (!isRecord(value)) return [problem(pointer, 'must provide an object')]
  return checkEntry(entry, '', value, pointer, place)
}

function checkScalar(field: Field, value: unknown, pointer: string): Problem[] {
  const unless = (right: boolean, message: string) => (right ? [] : [problem(pointer, message)])
  switch (field.k) {
    case 'bool':
      return unless(typeof value === 'boolean', 'must provide a boolean')
    case 'enum':
      return unless(
        field.values.includes(String(value)) && typeof value === 'string',
        'must be a valid enum value',
      )
    case 'number':
      return unless(typeof value === 'number' && Number.isFinite(value), 'must provide a number')
    case 'int':
      if (typeof value !== 'number' || !Number.isSafeInteger(value))
        return unless(false, 'must provide an integer')
      return [
        ...unless(value >= (field.min ?? value), `must be at least ${field.min}`),
        ...unless(value <= (field.max ?? value), `must be at most ${field.max}`),
      ]
    case 'string': {
      if (typeof value !== 'string') return unless(false, 'must provide a string')
      const fits = !field.pattern || new RegExp(field.pattern, 'u').test(value)
      const lengths = checkLength(value, pointer, field.min, field.max)
      return [...lengths, ...unless(fits, 'must match the expected format')]
    }
    default:
      throw new Error(`limits.json has a field of unknown kind ${field.k}`)
  }
}

function pick(specs: Spec[], value: unknown): Spec {
  const type = isRecord(value) ? value.type : undefined
  const fits = (spec: Spec) => {
    const field = resolve(spec)
    return 'types' in field && field.types.some((known) => known === type)
  }
  return specs.find(fits) ?? specs[0] ?? { k: 'any' }
}

function stands(entry: Entry, { surface, block }: Place): boolean {
  if (entry.surfaces && !entry.surfaces.includes(surface)) return false
  return !entry.in_blocks || (block !== undefined && entry.in_blocks.includes(block))
}
