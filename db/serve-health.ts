import { createServer } from 'node:http'
import { Sentence } from './sentence.ts'

/** What works and what does not, by name; throws where the database does not answer. */
export type Check = () => Promise<Record<string, boolean>>

/** Serves `/health` at the port: 200 only while everything works, else 503, with each part's state. Throws a sentence. */
export async function serveHealth(port: number, check: Check): Promise<{ close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    if (request.url !== '/health') return void response.writeHead(404).end()
    const parts = await within(2_000, check()).catch(() => ({ database: false }))
    const ok = Object.values(parts).every(Boolean)
    response.writeHead(ok ? 200 : 503, { 'content-type': 'application/json' })
    response.end(`${JSON.stringify({ ok, ...parts })}\n`)
  })
  const ready = Promise.withResolvers<void>()
  server.once('error', (error: NodeJS.ErrnoException) =>
    ready.reject(
      error.code === 'EADDRINUSE'
        ? new Sentence(
            `Port ${port} is taken by another program. Set PORT to a free one, or to 0 for no /health.`,
          )
        : error,
    ),
  )
  server.listen(port, ready.resolve)
  await ready.promise
  return {
    close: () => {
      const closed = Promise.withResolvers<void>()
      server.close(() => closed.resolve())
      server.closeAllConnections()
      return closed.promise
    },
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('no answer in time')), ms)
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer))
}
