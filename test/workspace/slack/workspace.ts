import type {
  Ack,
  Call,
  Change,
  Channel,
  Faults,
  Forgery,
  Kind,
  NewChannel,
  NewPerson,
  Person,
  Slack,
  Sockets,
} from './contract.ts'
import type { Holdings } from './contract-holdings.ts'
import { sendEvent } from './events.ts'
import { forge } from './forge.ts'
import { now } from './ids.ts'
import type { Listeners } from './make-world.ts'
import { movesOf } from './moves.ts'
import { announcePerson, newResident, retire } from './people.ts'
import { Hands } from './person.ts'
import { addChannel, findChannel, findPerson, type Resident, type World } from './world.ts'

/** The workspace as stories, the page and the harnesses hold it. */
export class Workspace implements Omit<Slack, keyof Holdings> {
  readonly port: number
  readonly faults: Faults
  readonly sockets: Sockets
  readonly stop: () => Promise<void>
  private readonly world: World
  private readonly listeners: Listeners
  private readonly hands = new Map<string, Person>()

  constructor(world: World, faults: Faults, listeners: Listeners, port: number, stop: () => Promise<void>) {
    this.world = world
    this.faults = faults
    this.listeners = listeners
    this.port = port
    this.stop = stop
    this.sockets = socketsOf(world)
  }

  get url(): string {
    return `${this.world.origin}/api/`
  }

  get botToken(): string {
    return this.world.botToken
  }

  get appToken(): string {
    return this.world.appToken
  }

  get team(): World['team'] {
    return this.world.team
  }

  get bot(): World['bot'] {
    return this.world.bot
  }

  get acks(): readonly Ack[] {
    return this.world.acks
  }

  get calls(): readonly Call[] {
    return this.world.calls
  }

  addPerson(who: NewPerson): Person {
    const name = who.name.replace(/^@/, '')
    if (findPerson(this.world, name)) throw new Error(`there is already a person called ${name}`)
    const resident = newResident(this.world, { ...who, name })
    this.world.people.set(resident.id, resident)
    announcePerson(this.world, 'team_join', resident)
    this.world.changed('person', resident.id)
    return this.person(resident.id)
  }

  changePerson(id: string, change: { kind?: Kind; realName?: string }): Person {
    const resident = this.resident(id)
    Object.assign(resident, change, { updated: now() })
    if (resident.kind === 'deactivated') retire(this.world, resident)
    announcePerson(this.world, 'user_change', resident)
    this.world.changed('person', resident.id)
    return this.person(resident.id)
  }

  person(idOrName: string): Person {
    const resident = this.resident(idOrName)
    const known = this.hands.get(resident.id)
    if (known) return known
    const hands = Object.assign(new Hands(this.world, resident), movesOf(this.world, resident))
    this.hands.set(resident.id, hands)
    return hands
  }

  people(): Person[] {
    const own = new Set([this.world.bot.userId, 'USLACKBOT'])
    return [...this.world.people.keys()].filter((id) => !own.has(id)).map((id) => this.person(id))
  }

  addChannel(channel: NewChannel): Channel {
    const name = channel.name.replace(/^#/, '')
    if (findChannel(this.world, name)) throw new Error(`there is already a channel called ${name}`)
    const members = (channel.members ?? []).map((it) => this.resident(it).id)
    const creator = channel.creator ? this.resident(channel.creator).id : (members[0] ?? 'USLACKBOT')
    const kind = channel.private ? 'group' : 'channel'
    const added = addChannel(this.world, kind, name, creator, members)
    added.archived = channel.archived ?? false
    return added
  }

  channel(idOrName: string): Channel {
    const channel = findChannel(this.world, idOrName)
    if (!channel) throw new Error(`there is no channel ${idOrName}`)
    return channel
  }

  channels(): Channel[] {
    return [...this.world.channels.values()]
  }

  forge(idOrName: string, forged: Forgery): Promise<Record<string, unknown> | undefined> {
    return forge(this.world, this.resident(idOrName), forged)
  }

  watch(listener: (change: Change) => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  until<T>(what: string, probe: () => T | undefined | null | false, ms = 5000): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer)
        unwatch()
        settle()
      }
      const look = () => {
        const found = asked(probe)
        if (found) end(() => resolve(found))
      }
      const timer = setTimeout(() => end(() => reject(new Error(this.missed(what, ms, probe)))), ms)
      const unwatch = this.watch(look)
      look()
    })
  }

  async quiet(): Promise<void> {
    while (this.world.underWay() + this.world.deliveries.underWay > 0)
      await new Promise((resolve) => setTimeout(resolve, 10))
  }

  private missed(what: string, ms: number, probe: () => unknown): string {
    const calls = this.calls.slice(-8).map((it) => `${it.method} → ${it.answer ?? 'unanswered'}`)
    const notices = this.people().flatMap((it) => it.notices.slice(-2).map((text) => `${it.name}: ${text}`))
    return [`${what}: not within ${ms} ms${thrownBy(probe)}`, ...calls, ...notices].join('\n  ')
  }

  private resident(idOrName: string): Resident {
    const resident = findPerson(this.world, idOrName)
    if (!resident) throw new Error(`there is no person ${idOrName}`)
    return resident
  }
}

// What a probe looks for may not be there yet: then it throws.
function asked<T>(probe: () => T): T | undefined {
  try {
    return probe()
  } catch {
    return undefined
  }
}

function thrownBy(probe: () => unknown): string {
  try {
    probe()
    return ''
  } catch (error) {
    return `; asking failed: ${error instanceof Error ? error.message : error}`
  }
}

function socketsOf(world: World): Sockets {
  return {
    get open() {
      return world.hub.open
    },
    recycle: (nth, reason) => world.hub.recycle(nth, reason),
    silence: (nth) => world.hub.silence(nth),
    drop: () => world.hub.drop(),
    disturb: (how) => world.deliveries.disturb(how),
    deliver: async (event) => {
      const { id, done } = sendEvent(world, event)
      await done
      return id
    },
  }
}
