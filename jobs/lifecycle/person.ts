import type { Lifecycle } from '../reaction.ts'

/** A person's life; a refusal is for the audit trail, and the person was told at once. */
export const person = {
  'act.refused': {},
  'person.deactivated': {},
} satisfies Lifecycle<'person'>
