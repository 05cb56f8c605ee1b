import type { WebSocket } from 'ws'
import { z } from 'zod'
import type { Person } from '../../slack/contract.ts'
import type { Parts, Word } from '../shape.ts'
import { act, perform } from './acts.ts'
import { mayAct, type Setting } from './setting.ts'
import { snapshot } from './snapshot.ts'

const asked = z.union([
  z.object({ as: z.string() }),
  z.object({ open: z.string().nullable() }),
  z.object({ id: z.number(), act }),
])

const coalesceMs = 20

/** One browser tab: sends the acting person's page as it changes, and does what that person does on it. */
export function converse(socket: WebSocket, first: Person, setting: Setting): void {
  const { ground, reading } = setting
  const { slack } = ground
  let person = first
  let open: string | null = null
  let timer: NodeJS.Timeout | undefined
  const sent = new Map<string, string>()

  const show = () => {
    clearTimeout(timer)
    timer = undefined
    const channel = slack.channels().find(({ id }) => id === open)
    if (channel) reading.markRead(person, channel)
    const parts = changed(snapshot(setting, person, open), sent)
    if (Object.keys(parts).length > 0) tell({ parts })
  }
  const soon = () => {
    timer ??= setTimeout(show, coalesceMs)
  }
  const tell = (word: Word) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(word))
  }
  const stopWatching = slack.watch(({ kind }) => {
    if (kind !== 'call' && kind !== 'socket') soon()
  })
  const stopClock = ground.clock?.watch(soon)

  socket.on('message', async (data) => {
    const message = asked.safeParse(readJson(String(data)))
    if (!message.success) return socket.close(1008, 'not understood')
    const said = message.data
    if ('as' in said)
      person =
        slack.people().find((one) => mayAct(one) && (said.as === one.id || said.as === one.name)) ?? person
    if ('open' in said) open = said.open
    if (!('act' in said)) return show()
    const outcome = await perform(setting, person, said.act).then((answer) => ({ answer }), failure)
    show()
    tell({ done: said.id, ...outcome })
  })
  socket.on('error', () => socket.terminate())
  socket.on('close', () => {
    clearTimeout(timer)
    stopWatching()
    stopClock?.()
  })
}

/** The parts that read otherwise than when they were last sent. */
function changed(parts: Parts, sent: Map<string, string>): Partial<Parts> {
  const fresh = Object.entries(parts).filter(([part, value]) => {
    const text = JSON.stringify(value)
    if (sent.get(part) === text) return false
    sent.set(part, text)
    return true
  })
  return Object.fromEntries(fresh)
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const failure = (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) })
