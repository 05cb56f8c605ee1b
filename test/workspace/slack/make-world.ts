import type { Change } from './contract.ts'
import { Deliveries } from './deliveries.ts'
import { Ids } from './ids.ts'
import { readManifest } from './manifest.ts'
import { firstResidents } from './people.ts'
import { ResponseUrls } from './response-urls.ts'
import { Hub } from './sockets.ts'
import { Triggers } from './triggers.ts'
import { slackTiming, type Timing, type World } from './world.ts'

export interface WorldOptions {
  /** Path to a manifest, or its text; the app's own by default. */
  manifest?: string
  botToken?: string
  appToken?: string
  team?: { name: string; domain: string }
  /** Shortens Slack's patience, so that a story need not sleep. */
  timing?: Partial<Timing>
}

export type Listeners = Set<(change: Change) => void>

/** An empty workspace with the app installed in it. */
export function makeWorld(options: WorldOptions): {
  world: World
  events: Listeners
  stopTimers: () => void
} {
  const timing = { ...slackTiming, ...options.timing }
  const events: Listeners = new Set()
  const timers = new Set<NodeJS.Timeout>()
  const ids = new Ids()
  const changed: World['changed'] = (kind, id) => {
    for (const listener of [...events]) listener({ kind, id })
  }
  let stopped = false
  const later: World['later'] = (ms, run) => {
    if (stopped) return
    const timer = setTimeout(() => {
      timers.delete(timer)
      run()
    }, ms)
    timers.add(timer)
  }
  const bot = { userId: ids.next('U'), botId: ids.next('B'), appId: ids.next('A') }
  const hub = new Hub(timing, bot.appId, (id) => {
    changed('socket', id)
    deliveries.resume()
  })
  const deliveries = new Deliveries(hub, timing, later)
  const { name, domain } = options.team ?? { name: 'Harbour', domain: 'harbour' }
  const world: World = {
    manifest: readManifest(options.manifest),
    team: { id: ids.next('T'), name, domain, url: `https://${domain}.slack.com/` },
    bot,
    botToken: options.botToken ?? 'xoxb-workspace-bot',
    appToken: options.appToken ?? 'xapp-workspace-app',
    timing,
    ids,
    people: new Map(),
    channels: new Map(),
    groups: new Map(),
    sheets: new Map(),
    uploads: new Map(),
    plan: { paid: true, canvases: true },
    calls: [],
    acks: [],
    hub,
    deliveries,
    triggers: new Triggers(timing.triggerMs),
    responseUrls: new ResponseUrls(timing.responseUrlMs, () => world.origin),
    origin: '',
    installed: true,
    changed,
    later,
    underWay: () => timers.size,
  }
  for (const resident of firstResidents(world)) world.people.set(resident.id, resident)
  const stopTimers = () => {
    stopped = true
    for (const timer of timers) clearTimeout(timer)
  }
  return { world, events, stopTimers }
}
