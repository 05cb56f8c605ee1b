/** What a modal must know when it comes back, as its `private_metadata`: ids and no words. */
export interface Metadata {
  incident: number
  [name: string]: number | string | boolean | null
}

export function metadata(of: Metadata): string {
  return JSON.stringify(of)
}

/** What came back from Slack is nothing that this version of the app has written. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}

/** Reads back what {@link metadata} wrote. Throws an {@link Unreadable} where it is something else. */
export function readMetadata(text: string): Metadata {
  const { incident, ...rest } = objectIn(text)
  // Ids alone are ever written, by `metadata`.
  return { ...(rest as Omit<Metadata, 'incident'>), incident: idOf(incident) }
}

/** The id that a button carries. Throws an {@link Unreadable} where it carries something else. */
export function idIn(value: unknown): number {
  return idOf(typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : undefined)
}

/** What a button carries as JSON. Throws an {@link Unreadable} where it is no object, or its incident no id. */
export function readValue(value: string | undefined): { incident: number; [name: string]: unknown } {
  const { incident, ...rest } = objectIn(value ?? '')
  return { ...rest, incident: idOf(incident) }
}

/** The largest that PostgreSQL's `integer` holds. */
const largestId = 2 ** 31 - 1

export function idOf(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= largestId) return value
  throw new Unreadable('an id came back as something else')
}

export function wordOf(value: unknown): string {
  if (typeof value === 'string') return value
  throw new Unreadable('a word came back as something else')
}

/** JSON that was written by the app. Throws an {@link Unreadable} where it is no object. */
export function objectIn(text: string): Record<string, unknown> {
  const read = parsed(text)
  if (typeof read === 'object' && read !== null && !Array.isArray(read)) return { ...read }
  throw new Unreadable('an object came back as something else')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
