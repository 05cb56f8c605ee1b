import type { Fact } from '../../db/facts.ts'
import { commander } from '../../db/people/holders.ts'

/** Of all roles the topic and the announcement name the commander's alone; what is of no role is theirs too. */
export function namesCommander({ data }: Fact): boolean {
  return !('role' in data) || data.role === commander
}
