import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Slack } from '../workspace/slack/contract.ts'
import type { Errand } from './bare-client.ts'
import { startChild } from './child.ts'
import type { Contestant } from './contestant.ts'
import { openWorkspace } from './people.ts'
import { stopwatch } from './stopwatch.ts'

/** What the two references are called in the rounds. */
export const references = { client: 'bare WebClient', bolt: 'bare Bolt and one commit' }

/** The same calls as an installation has just made, by a WebClient that does nothing else. */
export async function bareClient(model: Slack): Promise<Contestant> {
  const slack = await openWorkspace()
  const watch = stopwatch(slack)
  const file = join(import.meta.dirname, 'bare-client.ts')
  const child = startChild('the bare client', file, [slack.botToken, slack.url], {})
  const errand = errandOf(model)
  let turns = 0
  return {
    name: references.client,
    async lap() {
      const before = slack.calls.length
      const name = `ref-${turns++}-${errand.create.name}`
      const answer = await child.ask<{ begunAt: number; error?: string }>({
        ...errand,
        create: { ...errand.create, name },
      })
      if (answer.error) throw new Error(`the bare client failed: ${answer.error}`)
      const calls = slack.calls.slice(before)
      return { readyMs: Math.max(...calls.map(watch.answeredAt)) - answer.begunAt }
    },
    async stop() {
      await child.stop()
      await slack.stop()
    },
  }
}

function errandOf(model: Slack): Errand {
  const last = (method: string, channel?: unknown) => {
    const call = model.calls.findLast(
      (one) => one.method === method && (channel === undefined || one.args.channel === channel),
    )
    if (!call) throw new Error(`nobody called ${method}`)
    return call.args
  }
  const invite = last('conversations.invite')
  const create = last('conversations.create')
  return {
    create: { ...create, name: String(create.name) },
    invite,
    post: last('chat.postMessage', invite.channel),
  }
}

/** A Bolt app with one listener, which commits one row and answers. */
export async function bareBolt(url: string): Promise<Contestant> {
  const slack = await openWorkspace()
  const watch = stopwatch(slack)
  const file = join(import.meta.dirname, 'bare-bolt.ts')
  const child = startChild('the bare Bolt', file, [slack.botToken, slack.appToken, slack.url, url], {})
  await Promise.race([child.lost, slack.until('its socket', () => slack.sockets.open === 1, 30_000)])
  const person = slack.person('ana')
  return {
    name: references.bolt,
    async lap() {
      while (person.view) await person.closeView()
      await person.command('/dispatch something is down')
      await slack.until('the form', () => person.view)
      await pause(50)
      const { sentAt, ackedAt } = await watch.submit(person)
      return { answerMs: ackedAt - sentAt }
    },
    async stop() {
      await child.stop()
      await slack.stop()
    },
  }
}
