import type { Entry, World } from './shape.ts'

/** A small world for tests of what the page makes of one. */
export function sampleWorld(change: Partial<World> = {}): World {
  const me = { id: 'U1', name: 'ana', realName: 'Ana', kind: 'owner' }
  const ben = { id: 'U2', name: 'ben', realName: 'Ben', kind: 'member' }
  return {
    team: { name: 'T', url: 'https://t.slack.com/' },
    me,
    people: [me, ben],
    app: { userId: 'U9', name: 'Dispatch', installed: true, dm: null },
    channels: [sampleChannel('C1', 'general')],
    commands: [],
    shortcuts: [],
    links: [],
    groups: [{ id: 'S1', handle: 'payments', name: 'Payments', members: ['U2'], disabled: false }],
    winds: [],
    rebuilds: true,
    ...change,
  }
}

export function sampleChannel(id: string, name: string, change: Partial<Entry> = {}): Entry {
  return { id, name, kind: 'channel', member: true, archived: false, unread: 0, pings: 0, ...change }
}
