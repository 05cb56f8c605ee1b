import type { Act } from './server/acts.ts'
import { type Answer, type Parts, replaced, type Word } from './shape.ts'

/** What the server has said so far; `world` is there from the first word on. */
export type Seen = Partial<Parts> & { connected: boolean; replaced?: boolean }

export interface Wire {
  subscribe(listener: () => void): () => void
  seen(): Seen
  act(act: Act): Promise<Answer>
  actAs(person: string): void
  open(channel: string | null): void
}

/** The connection to the page's server; made anew, with the same person and channel, when it is lost. */
export function openWire(as: string | null): Wire {
  const listeners = new Set<() => void>()
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>()
  let seen: Seen = { connected: false }
  let socket: WebSocket
  let person = as
  let channel: string | null = null
  let count = 0

  const tell = (change: Partial<Seen>) => {
    seen = { ...seen, ...change }
    for (const listener of listeners) listener()
  }
  const send = (message: object) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
  }
  const hear = (word: Word) => {
    if ('parts' in word) return tell(word.parts)
    const asked = waiting.get(word.done)
    waiting.delete(word.done)
    if (word.error === undefined) asked?.resolve(word.answer ?? {})
    else asked?.reject(new Error(word.error))
  }
  const connect = () => {
    socket = new WebSocket(`ws://${location.host}/live`)
    socket.onopen = () => {
      if (seen.replaced) return location.replace(location.pathname)
      if (person !== null) send({ as: person })
      send({ open: channel })
      tell({ connected: true })
    }
    socket.onmessage = ({ data }) => hear(JSON.parse(String(data)) as Word)
    socket.onclose = ({ code }) => {
      tell({ connected: false, replaced: seen.replaced || code === replaced })
      for (const { reject } of waiting.values()) reject(new Error('The connection was lost.'))
      waiting.clear()
      setTimeout(connect, 1000)
    }
  }
  connect()

  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    seen: () => seen,
    act(act) {
      count += 1
      const id = count
      return new Promise((resolve, reject) => {
        if (socket.readyState !== WebSocket.OPEN) return reject(new Error('Not connected.'))
        waiting.set(id, { resolve, reject })
        send({ id, act })
      })
    },
    actAs(next) {
      person = next
      send({ as: next })
    },
    open(next) {
      channel = next
      send({ open: next })
    },
  }
}
