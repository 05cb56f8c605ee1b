export interface Problem {
  /** JSON pointer into what was sent, for example `/blocks/0/text/text`. */
  pointer: string
  message: string
  /** The API error that stands in for `invalid_blocks` or `invalid_arguments`. */
  code?: string
}

export type Thing = Record<string, unknown>

export function problem(pointer: string, message: string, code?: string): Problem {
  return code ? { pointer, message, code } : { pointer, message }
}

export function isRecord(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Length as Slack counts it, in code points. */
export function lengthOf(text: string): number {
  return [...text].length
}

/** Characters of every string in there but those that only name a type. */
export function charactersOf(value: unknown): number {
  if (typeof value === 'string') return lengthOf(value)
  if (typeof value !== 'object' || value === null) return 0
  let sum = 0
  for (const [name, part] of Object.entries(value)) sum += name === 'type' ? 0 : charactersOf(part)
  return sum
}

export function checkLength(text: string, pointer: string, min?: number, max?: number): Problem[] {
  const length = lengthOf(text)
  const found: Problem[] = []
  if (min !== undefined && length < min) {
    found.push(problem(pointer, `must be more than ${min - 1} characters`))
  }
  if (max !== undefined && length > max) {
    found.push(problem(pointer, `must be less than ${max + 1} characters`))
  }
  return found
}

/** Text that is no text: halves of surrogate pairs, and NUL, in values or keys. */
export function checkStrings(value: unknown, pointer: string): Problem[] {
  if (typeof value === 'string') {
    const sound = value.isWellFormed() && !value.includes('\0')
    return sound ? [] : [problem(pointer, 'must provide valid UTF-8 text')]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => [
    ...checkStrings(name, pointer),
    ...checkStrings(part, `${pointer}/${name}`),
  ])
}
