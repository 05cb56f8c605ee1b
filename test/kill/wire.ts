import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { type Splitter, splitters, type WireName } from './frames.ts'

/** What is to happen at this very message: the process that sends it is killed, before or after it went out. */
export interface Blow {
  when: 'before' | 'after'
  strike: () => void
}

export interface Wire {
  /** The address of the server, by way of this wire. */
  url: string
  close(): void
}

/** Opens a wire between one process and a server; `heard` is asked at every counted message. */
export async function openWire(
  name: WireName,
  target: string,
  heard: (label: string) => Blow | undefined,
): Promise<Wire> {
  const address = new URL(target)
  const standing = new Set<Socket>()
  const server = createServer({ noDelay: true }, (client) => {
    const far = connect({ host: address.hostname, port: Number(address.port), noDelay: true })
    standing.add(client).add(far)
    join(client, far, splitters[name](), heard)
    for (const end of [client, far]) end.once('close', () => standing.delete(end))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const own = server.address()
  const url = new URL(target)
  url.host = `127.0.0.1:${typeof own === 'object' && own ? own.port : 0}`
  return {
    url: url.href,
    close() {
      server.close()
      for (const end of standing) end.destroy()
    },
  }
}

function join(
  client: Socket,
  far: Socket,
  split: Splitter,
  heard: (label: string) => Blow | undefined,
): void {
  let cut = false
  client.on('data', (chunk) => {
    for (const { bytes, label } of cut ? [] : split(chunk)) {
      const blow = label === undefined ? undefined : heard(label)
      if (blow?.when !== 'before') far.write(bytes)
      if (!blow) continue
      cut = true
      blow.strike()
      client.destroy()
      break
    }
  })
  // What a killed process had sent is still carried to the end.
  client.on('close', () => far.end())
  client.on('error', () => far.end())
  far.on('data', (chunk) => client.write(chunk))
  far.on('end', () => client.end())
  far.on('error', () => client.resetAndDestroy())
}
