import type { Work } from '../../db/verb.ts'
import { addSteps } from '../../db/work/new-steps.ts'
import { getWaitingFact } from '../../db/work/outbox.ts'
import { listTroubles } from '../../db/work/troubled.ts'
import type { Scene } from '../reaction.ts'

/** More than these nobody reads: how many there are in all is on the Home tab. */
const most = 20

/** What failed, or is late, before there was an operations channel to tell it in, is told there now, each once. */
export async function tellTroubles({ tx }: Work, { plan }: Scene): Promise<void> {
  for (const fact of await listTroubles(tx, most))
    await addSteps(tx, await plan(tx, await getWaitingFact(tx, fact), 'tellOperations'))
}
