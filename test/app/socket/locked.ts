import postgres from 'postgres'
import type { Stage } from '../../stage.ts'
import { channelOf, closeAll, postsIn, report, textOf } from '../../tale.ts'
import type { Person } from '../../workspace/slack/contract.ts'

/** Locks a table as a long maintenance would; answers how to let go. */
export async function lock({ url }: Stage, table: string): Promise<() => Promise<void>> {
  const session = postgres(url, { max: 1, onnotice: () => undefined })
  const released = Promise.withResolvers<void>()
  const locked = Promise.withResolvers<void>()
  const over = session.begin(async (tx) => {
    await tx`lock table ${tx(table)} in access exclusive mode`
    locked.resolve()
    await released.promise
  })
  await locked.promise
  return async () => {
    released.resolve()
    await over
    await session.end()
  }
}

/** An incident that a line is to change: types the line, and finds what was said of the change in its channel. */
export async function changing(stage: Stage, ana: Person) {
  await closeAll(ana)
  const incident = await report(stage, ana, 'a slow change')
  await closeAll(ana)
  await stage.settle()
  const channel = channelOf(stage, incident)
  const typed = () => ana.command('/dispatch update half of it is back', channel.id)
  const told = () =>
    postsIn(stage, channel).filter(
      (one) => textOf(one).includes('half of it is back') && !channel.pins.includes(one.ts),
    )
  return { typed, told }
}
