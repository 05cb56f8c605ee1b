import { Refusal } from './refusal.ts'

/** A whole number, not negative, of a query or body; `otherwise` where there is none. */
export function whole(value: unknown, otherwise: number): number {
  if (value === null || value === undefined) return otherwise
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return number
  throw new Refusal(400, `'${String(value)}' is not a valid number`)
}
