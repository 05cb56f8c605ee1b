import type { WebSocket } from 'ws'
import type { Ground } from '../ground.ts'
import { replaced } from '../shape.ts'
import { keepReading } from './reading.ts'
import type { PageOptions } from './serve.ts'
import { converse } from './session.ts'
import { mayAct, type Offers, type Setting } from './setting.ts'

/** The browser tabs that look at the workspace, and the workspace they look at now. */
export interface Tabs {
  /** While another workspace is built in place of this one, nobody is let in. */
  readonly held: boolean
  take(live: WebSocket): void
  settled(): Promise<void>
}

export function openTabs(
  first: Ground,
  manifest: Omit<Offers, 'links' | 'rebuilds'>,
  { as, rebuild }: Pick<PageOptions, 'as' | 'rebuild'>,
): Tabs {
  const open = new Set<WebSocket>()
  let busy = Promise.resolve()
  let held = false
  let setting = settingFor(first)

  function settingFor(ground: Ground): Setting {
    const offers = { ...manifest, links: ground.links ?? [], rebuilds: rebuild !== undefined }
    const anew = rebuild && (() => replace(rebuild))
    return { ground, reading: keepReading(ground.slack), offers, installed: true, rebuild: anew }
  }
  function replace(build: () => Promise<Ground>): void {
    if (held) return
    held = true
    for (const live of open) live.close(replaced, 'starting anew')
    busy = build().then((ground) => {
      setting = settingFor(ground)
      held = false
    })
  }
  return {
    get held() {
      return held
    },
    settled: () => busy,
    take(live) {
      const { slack } = setting.ground
      const first = as === undefined ? slack.people().find(mayAct) : slack.person(as)
      if (!first) return live.close(1011, 'nobody is there to act as')
      open.add(live)
      live.on('close', () => open.delete(live))
      converse(live, first, setting)
    },
  }
}
