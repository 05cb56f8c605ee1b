import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { argumentsOf, fileIn, parsedJson, readBody } from './body.ts'
import type { Slack } from './contract.ts'
import { FaultBox } from './faults.ts'
import { holdingsOf } from './holdings.ts'
import { isJson } from './json.ts'
import { makeWorld, type WorldOptions } from './make-world.ts'
import { Wire } from './wire.ts'
import { Workspace } from './workspace.ts'

export interface SlackOptions extends WorldOptions {
  port?: number
  latencyMs?: number
}

/** Starts a workspace that answers as Slack does, on one port of this machine. */
export async function startSlack(options: SlackOptions = {}): Promise<Slack> {
  const { world, events, stopTimers } = makeWorld(options)
  const faults = new FaultBox(options.latencyMs ?? 0)
  const wire = new Wire(world, faults)
  const server = createServer((request, response) => {
    handle(wire, request, response).catch((error: unknown) => broken(response, error))
  })
  server.keepAliveTimeout = 65_000
  server.on('upgrade', (request, stream, head) => {
    stream.on('error', () => stream.destroy())
    world.hub.upgrade(request, stream, head)
  })
  const port = await listening(server, options.port ?? 0)
  world.origin = `http://127.0.0.1:${port}`
  const workspace = new Workspace(world, faults, events, port, async () => {
    stopTimers()
    await world.hub.stop()
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await closed
  })
  return Object.assign(workspace, holdingsOf(world))
}

async function handle(wire: Wire, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.on('error', () => response.destroy())
  const [path = ''] = (request.url ?? '').split('?', 1)
  const bytes = await readBody(request).catch(() => undefined)
  if (bytes === undefined) return
  if (path.startsWith('/upload/v1/')) {
    const content = await fileIn(request, bytes)
    return wire.upload(path.slice('/upload/v1/'.length), content, request, response)
  }
  const body = bytes.toString()
  if (path.startsWith('/api/')) {
    return wire.call(path.slice('/api/'.length), argumentsOf(request, body), request, response)
  }
  if (path.startsWith('/actions/')) {
    const form = new URLSearchParams(body).get('payload')
    const answer = parsedJson(form ?? body)
    return wire.respond(path.slice('/actions/'.length), isJson(answer) ? answer : {}, request, response)
  }
  response.writeHead(404).end('not found')
}

function broken(response: ServerResponse, error: unknown): void {
  process.stderr.write(`the workspace itself failed: ${error instanceof Error ? error.stack : error}\n`)
  if (!response.headersSent) response.writeHead(500)
  response.end(JSON.stringify({ ok: false, error: 'fatal_error' }))
}

function listening(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address() as AddressInfo
      resolve(address.port)
    })
  })
}
