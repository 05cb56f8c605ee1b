import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Call } from '../slack/contract.ts'
import { FaultBox } from '../slack/faults.ts'
import { isJson } from '../slack/json.ts'
import type { Jira, JiraOptions } from './contract.ts'
import { pageOf, pageOfAll, pageOfNothing } from './page.ts'
import { Refusal } from './refusal.ts'
import type { Site } from './render.ts'
import { type Answer, findRoute, type Route } from './routes.ts'
import { Store } from './store.ts'
import { Later, play, readBody, send } from './wire.ts'

const api = '/rest/api/3/'

/** Starts a Jira Cloud site on this machine; port 0, the default, takes a free one. */
export async function startJira(options: JiraOptions = {}): Promise<Jira> {
  const { email = 'dispatch@example.com', token = 'jira-token', project = 'OPS' } = options
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const url = `http://127.0.0.1:${port}`
  const host = new Host({ url, email, project: { id: '10000', key: project } }, token)
  server.on('request', (request, response) => void host.take(request, response))
  return {
    ...{ url, port, email, token, project },
    env: { JIRA_URL: url, JIRA_EMAIL: email, JIRA_API_TOKEN: token, JIRA_PROJECT: project },
    ...{ calls: host.calls, faults: host.faults },
    issues: () => host.store.all(),
    issue: (key) => host.store.find(key),
    workflow: (from, names) => void host.store.ways.set(from, names),
    indexLag: (ms) => {
      host.store.lagMs = ms
    },
    watch: (listener) => host.store.watch(listener),
    stop: () => host.stop(server),
  }
}

class Host {
  readonly store = new Store()
  readonly faults = new FaultBox(0)
  readonly calls: Call[] = []
  private readonly later = new Later()
  private readonly started = performance.now()
  private readonly site: Site
  private readonly secret: string

  constructor(site: Site, token: string) {
    this.site = site
    this.secret = `Basic ${Buffer.from(`${site.email}:${token}`).toString('base64')}`
  }

  async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = URL.parse(request.url ?? '/', this.site.url) ?? new URL(this.site.url)
    if (url.pathname.startsWith('/browse/')) return send(response, this.browse(url.pathname.slice(8)))
    const text = await readBody(request)
    if (text === undefined) return
    const call = this.record(request, url, text)
    const fault = this.faults.arrived(call)
    const wire = { request, response, later: this.later, latencyMs: this.faults.delayMs }
    const effect = () => this.answer(request, url, text, call.token)
    play(fault, effect, wire, (how) => {
      call.answer = how
      call.answeredAt = performance.now() - this.started
      this.store.changed({ kind: 'call', id: call.method })
    })
  }

  async stop(server: Server): Promise<void> {
    this.later.stop()
    server.closeAllConnections()
    await new Promise<void>((resolve) => void server.close(() => resolve()))
  }

  private record(request: IncomingMessage, url: URL, text: string): Call {
    const route = attempt(() => this.route(request, url))
    const method = route instanceof Refusal ? `${request.method} ${url.pathname}` : route.method
    const parts = route instanceof Refusal ? {} : route.parts
    const body = attempt(() => parse(request, text))
    const call: Call = {
      method,
      args: { ...parts, ...Object.fromEntries(url.searchParams), ...(isJson(body) ? body : {}) },
      at: performance.now() - this.started,
      token: this.tokenOf(request),
    }
    this.calls.push(call)
    return call
  }

  private answer(request: IncomingMessage, url: URL, text: string, token: Call['token']): Answer {
    const reply = attempt((): Answer => {
      if (token !== 'app') throw new Refusal(401, 'Client must be authenticated to access this resource.')
      const { handle, parts } = this.route(request, url)
      const body = parse(request, text)
      const { store, site } = this
      return handle({ store, site, part: (name) => parts[name] ?? '', query: url.searchParams, body })
    })
    return reply instanceof Refusal ? { status: reply.status, body: reply.body } : reply
  }

  private route(request: IncomingMessage, url: URL): Route {
    if (!url.pathname.startsWith(api)) throw new Refusal(404, `null for uri: ${this.site.url}${url.pathname}`)
    return findRoute(request.method ?? '', url.pathname.slice(api.length))
  }

  private tokenOf(request: IncomingMessage): Call['token'] {
    const given = request.headers.authorization
    if (given === undefined) return 'none'
    return given === this.secret ? 'app' : 'unknown'
  }

  private browse(key: string): Answer {
    if (key === '') return { status: 200, body: pageOfAll(this.store.all()) }
    const issue = this.store.find(key)
    return issue ? { status: 200, body: pageOf(issue) } : { status: 404, body: pageOfNothing() }
  }
}

function parse(request: IncomingMessage, text: string): unknown {
  if (request.method !== 'POST' && request.method !== 'PUT') return undefined
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new Refusal(415, 'The content type must be application/json.')
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal(400, 'There was an error parsing JSON. Check that your request body is valid.')
  }
}

function attempt<T>(act: () => T): T | Refusal {
  try {
    return act()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}
