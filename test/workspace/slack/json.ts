export type Json = Record<string, unknown>

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isJson) : []
}

export function string(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** Reads a flag as Slack does in a form: true, 1 and their words. */
export function flag(value: unknown): boolean {
  return value === true || value === 1 || value === '1' || value === 'true'
}

/** Length as Slack counts it: code points. */
export function points(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
