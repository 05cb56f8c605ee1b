import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { channelOf, closeAll } from '../../tale.ts'
import type { Channel, OpenView, Person } from '../../workspace/slack/contract.ts'
import type { Name, Real } from '../model.ts'

export const personOf = ({ stage }: Real, name: Name): Person => stage.slack.person(name)

/** Types a line. Where the app is too slow to tell what came of it, the machine is: the life is given up, unjudged. */
export async function type(person: Person, line: string): Promise<void> {
  const [whispers, notices] = [person.whispers.length, person.notices.length]
  await person.command(`/dispatch ${line}`, 'general')
  const told = person.whispers.slice(whispers).at(-1)?.text ?? ''
  fc.pre(person.notices.length === notices && !/slow at the moment|took too long/.test(told))
}

/** Types a line that opens a form, or a list. */
export async function open({ stage }: Real, person: Person, line: string): Promise<OpenView> {
  await closeAll(person)
  await type(person, line)
  return stage.slack.until(`what ${line} opens`, () => person.view)
}

/** Sends a form; once more where it says that it is not known what came of it. */
export async function send(person: Person): Promise<void> {
  await person.submit()
  if (Object.keys(person.view?.errors ?? {}).length > 0) await person.submit()
}

/** The incident's channel, once the person is in it. */
export async function channelFor(real: Real, number: number, name: Name): Promise<Channel> {
  const { id } = personOf(real, name)
  const found = () => {
    const channel = channelOf(real.stage, number)
    return channel.members.has(id) && channel
  }
  return real.stage.slack
    .until('the channel', found, 3_000)
    .catch(() => settle(real).then(() => real.stage.slack.until('the channel', found)))
}

/** How long a trial may take to settle, in milliseconds. */
const patience = 90_000

/** No more troubles; all that is under way arrives, and everything runs its course, as if quiet times were short. */
export async function settle(real: Real): Promise<void> {
  const { stage, offices } = real
  stage.slack.faults.clear()
  stage.slack.faults.onCall(undefined)
  const until = Date.now() + patience
  for (;;) {
    await offices.ready()
    await stage.slack.quiet()
    const waits = await passQuietTimes(real)
    const isSettled = await stage.settle(2_000).then(
      () => true,
      (error: unknown) => {
        if (Date.now() > until) throw error
        return false
      },
    )
    if (isSettled && !waits) return
  }
}

// Whoever waits for what a call without an answer may yet do knows by now.
async function passQuietTimes({ stage }: Real): Promise<boolean> {
  const rows = await stage.db.execute(sql`
    update steps set asked_at = asked_at - interval '160 seconds', not_before = least(not_before, clock_timestamp()),
      offered_at = null
    where state = 'waiting' and asked_at is not null returning 1`)
  return rows.length > 0
}
