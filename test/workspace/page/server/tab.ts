import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { Answer, Entry, Line, Parts, Word } from '../shape.ts'
import type { Act } from './acts.ts'

/** A browser tab without the browser: what it was sent, and how it acts. */
export interface Tab {
  readonly parts: Partial<Parts>
  act(act: Act): Promise<Answer | undefined>
  until(probe: () => boolean): Promise<void>
  open(channel: string | null): Promise<void>
  names(): string[]
  entry(name: string): Entry | undefined
  texts(): string[]
  line(ts: string): Line | undefined
  become(person: string): Promise<void>
  /** All it was ever sent while this person acted. */
  heard(): string
  close(): Promise<void>
  /** Resolves with the code by which the server closes it. */
  closed(): Promise<number>
}

export async function openTab(url: string, as: string): Promise<Tab> {
  const live = url.replace('http://localhost', 'ws://127.0.0.1')
  const socket = new WebSocket(`${live}/live`, { origin: url })
  const parts: Partial<Parts> = {}
  const all: string[] = []
  const asked = new Map<number, (word: { error?: string; answer?: Answer }) => void>()
  const watching = new Set<() => void>()
  let count = 0
  socket.on('message', (data) => {
    const word = JSON.parse(String(data)) as Word
    if ('parts' in word) Object.assign(parts, word.parts)
    else asked.get(word.done)?.(word)
    if (!('parts' in word) || parts.world?.me.name === as) all.push(String(data))
    for (const look of watching) look()
  })
  await once(socket, 'open')
  const until = (probe: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => probe() && resolve()
      watching.add(look)
      look()
    })
  socket.send(JSON.stringify({ as }))
  await until(() => parts.world?.me.name === as)
  const act = (done: Act) =>
    new Promise<Answer | undefined>((resolve, reject) => {
      count += 1
      asked.set(count, ({ error, answer }) =>
        error === undefined ? resolve(answer) : reject(new Error(error)),
      )
      socket.send(JSON.stringify({ id: count, act: done }))
    })
  return {
    parts,
    act,
    until,
    async open(channel: string | null) {
      socket.send(JSON.stringify({ open: channel }))
      await act({ kind: 'fill', fills: [] })
    },
    names: () => (parts.world?.channels ?? []).map(({ name }) => name).toSorted(),
    entry: (name: string) => parts.world?.channels.find((channel) => channel.name === name),
    texts: () => (parts.room?.messages ?? []).map(({ text }) => text),
    line: (ts: string) => parts.room?.messages.find((line) => line.ts === ts),
    async become(person: string) {
      socket.send(JSON.stringify({ as: person }))
      await act({ kind: 'fill', fills: [] })
    },
    heard: () => all.join('\n'),
    closed: async () => (await once(socket, 'close'))[0],
    async close() {
      socket.close()
      await once(socket, 'close')
    },
  }
}
