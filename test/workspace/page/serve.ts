import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Slack } from '../slack/contract.ts'
import { bundlePage } from './bundle.ts'
import { isOwnHost, isOwnOrigin, pageHeaders } from './guard.ts'
import { readManifest } from './manifest.ts'
import { keepReading } from './reading.ts'
import { converse } from './session.ts'
import type { Command, Link, Shortcut } from './shape.ts'

export interface PageOptions {
  /** 0 for any free one. */
  port: number
  /** Who acts at first, by id or name; else the first person there is. */
  as?: string
  /** Those of the manifest, unless given. */
  commands?: Command[]
  shortcuts?: Shortcut[]
  /** Shown beside the workspace's name, such as the fake Jira's own page. */
  extra?: Link[]
}

/** Serves the workspace in the browser, to this machine only. */
export async function servePage(
  slack: Slack,
  options: PageOptions,
): Promise<{ url: string; stop(): Promise<void> }> {
  const files = pageFiles(await bundlePage(), slack.team.name)
  const server = createServer((request, response) => answer(request, response, files, portOf(server)))
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1 << 20 })
  server.on('upgrade', (request, socket, head) => {
    if (!mayConverse(request, portOf(server))) return refuse(socket)
    sockets.handleUpgrade(request, socket, head, (live) => sockets.emit('connection', live, request))
  })
  converseWithAll(sockets, slack, options)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  return { url: `http://localhost:${portOf(server)}`, stop: () => stop(server, sockets) }
}

function converseWithAll(sockets: WebSocketServer, slack: Slack, options: PageOptions): void {
  const manifest = readManifest()
  const offers = {
    appName: manifest.appName,
    commands: options.commands ?? manifest.commands,
    shortcuts: options.shortcuts ?? manifest.shortcuts,
    links: options.extra ?? [],
  }
  const reading = keepReading(slack)
  sockets.on('connection', (live) => {
    const people = slack.people().filter(({ kind }) => kind !== 'bot' && kind !== 'deactivated')
    const first = options.as === undefined ? people[0] : slack.person(options.as)
    if (first) converse(live, slack, first, reading, offers)
    else live.close(1011, 'nobody is there to act as')
  })
}

type Files = Map<string, { type: string; body: string }>

function pageFiles(bundle: { script: string; style: string }, team: string): Files {
  return new Map([
    ['/', { type: 'text/html', body: html(team) }],
    ['/page.js', { type: 'text/javascript', body: bundle.script }],
    ['/page.css', { type: 'text/css', body: bundle.style }],
  ])
}

function answer(request: IncomingMessage, response: ServerResponse, files: Files, port: number): void {
  const { status, type, body } = fileFor(request, files, port)
  const length = Buffer.byteLength(body)
  const headers = { 'content-type': `${type}; charset=utf-8`, 'content-length': length }
  response.writeHead(status, { ...pageHeaders(port), ...headers }).end(request.method === 'HEAD' ? '' : body)
}

function fileFor({ method, url = '/', headers }: IncomingMessage, files: Files, port: number) {
  const words = (status: number, body: string) => ({ status, type: 'text/plain', body })
  if (!isOwnHost(headers, port)) return words(403, 'Not this host.\n')
  if (method !== 'GET' && method !== 'HEAD') return words(405, 'GET only.\n')
  const file = files.get(url.split('?')[0] ?? '/')
  return file ? { status: 200, ...file } : words(404, 'Not found.\n')
}

function mayConverse(request: IncomingMessage, port: number): boolean {
  const { headers, url } = request
  return url?.split('?')[0] === '/live' && isOwnHost(headers, port) && isOwnOrigin(headers, port)
}

function refuse(socket: Duplex): void {
  socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
}

async function stop(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const live of sockets.clients) live.terminate()
  sockets.close()
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

const portOf = (server: Server) => (server.address() as AddressInfo).port

const html = (team: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${inert(team)}</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='8' fill='%231f5f8b'/%3E%3Ccircle cx='16' cy='16' r='6' fill='%23fff'/%3E%3C/svg%3E">
<link rel="stylesheet" href="/page.css">
</head>
<body>
<div id="page"></div>
<noscript>This page needs JavaScript.</noscript>
<script type="module" src="/page.js"></script>
</body>
</html>
`

const inert = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
