import { createServer } from 'node:net'

/** A port of 127.0.0.1 that nobody listens on: `wanted` if it is free. */
export async function freePort(wanted = 0): Promise<number> {
  const server = createServer()
  return await new Promise((resolve, reject) => {
    server.once('error', (error) => (wanted === 0 ? reject(error) : resolve(freePort())))
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : wanted
      server.close(() => resolve(port))
    })
  })
}
