import { verb } from '../verb.ts'
import { stillOpen } from './assign.ts'
import { giveRole } from './holders.ts'

export interface Claim {
  incident: number
  role: string
  /** Whom the one who claims it saw holding it: nobody, or somebody from whom it is taken knowingly. */
  after: string | null
}

/** Takes a role oneself; to hold it already is no error. Throws a Refusal where somebody else has got it meanwhile. */
export const claimRole = verb('role.claim', async (work, { incident, role, after }: Claim) => {
  if (work.actor.kind !== 'person') throw new Error('only a person claims a role')
  await stillOpen(work, incident)
  const changed = await giveRole(work, incident, role, work.actor.id, { after })
  return { changed }
})
