import { connect } from 'node:net'
import { type Embedded, type EmbeddedOptions, startEmbedded } from './embedded.ts'

const everyMs = 2_000

/** A PostgreSQL of our own that is started again, at the same address, if it ever ends by itself. */
export async function keepEmbedded(dir: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  const first = await startEmbedded(dir, options)
  let checking: Promise<void> | undefined
  const timer = setInterval(() => {
    checking ??= check().finally(() => {
      checking = undefined
    })
  }, everyMs)
  return {
    ...first,
    async stop(how) {
      clearInterval(timer)
      await checking
      await first.stop(how)
    },
  }

  async function check(): Promise<void> {
    if (await answers(first.port)) return
    options.say?.('PostgreSQL has ended; it is started again.')
    const again = await startEmbedded(dir, options)
    // Other processes know the old address only: better all begin anew.
    if (again.url !== first.url) throw new Error('PostgreSQL could not be started at its old port')
  }
}

function answers(port: number): Promise<boolean> {
  const answered = Promise.withResolvers<boolean>()
  const socket = connect(port, '127.0.0.1')
  socket.once('connect', () => answered.resolve(true))
  socket.once('error', () => answered.resolve(false))
  return answered.promise.finally(() => socket.destroy())
}
