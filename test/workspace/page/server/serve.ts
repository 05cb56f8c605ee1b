import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Ground } from '../ground.ts'
import type { Command, Shortcut } from '../shape.ts'
import { answer, pageFiles } from './files.ts'
import { isOwnHost, isOwnOrigin } from './guard.ts'
import { readManifest } from './manifest.ts'
import { openTabs, type Tabs } from './tabs.ts'

export interface PageOptions {
  /** 0 for any free one. */
  port: number
  /** Who acts at first, by id or name; else the first person there is. */
  as?: string
  /** Those of the manifest, unless given. */
  commands?: Command[]
  shortcuts?: Shortcut[]
  /** Brings all back to its first state, for the page's Start anew; where it is not given, the page has none. */
  rebuild?(): Promise<Ground>
}

/** Serves the workspace in the browser, to this machine only. */
export async function servePage(
  ground: Ground,
  options: PageOptions,
): Promise<{ url: string; stop(): Promise<void> }> {
  const files = await pageFiles(ground.slack.team.name)
  const server = createServer((request, response) => answer(request, response, files, portOf(server)))
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1 << 20 })
  const tabs = openTabs(ground, { ...readManifest(), ...given(options) }, options)
  server.on('upgrade', (request, socket, head) => {
    if (!mayConverse(request, portOf(server))) return refuse(socket, '403 Forbidden')
    if (tabs.held) return refuse(socket, '503 Service Unavailable')
    sockets.handleUpgrade(request, socket, head, (live) => tabs.take(live))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  return { url: `http://localhost:${portOf(server)}`, stop: () => stop(server, sockets, tabs) }
}

function given({ commands, shortcuts }: PageOptions): Partial<Pick<PageOptions, 'commands' | 'shortcuts'>> {
  return { ...(commands && { commands }), ...(shortcuts && { shortcuts }) }
}

function mayConverse(request: IncomingMessage, port: number): boolean {
  const { headers, url } = request
  return url?.split('?')[0] === '/live' && isOwnHost(headers, port) && isOwnOrigin(headers, port)
}

function refuse(socket: Duplex, why: string): void {
  socket.end(`HTTP/1.1 ${why}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
}

async function stop(server: Server, sockets: WebSocketServer, tabs: Tabs): Promise<void> {
  await tabs.settled()
  for (const live of sockets.clients) live.terminate()
  sockets.close()
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

const portOf = (server: Server) => (server.address() as AddressInfo).port
