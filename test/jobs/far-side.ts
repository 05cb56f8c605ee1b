import type { Message } from '../../blocks/kit.ts'
import type { Workspace } from '../../db/configuration/questions.ts'
import { Failure } from '../../jobs/clients/failure.ts'
import type { Move, TicketStatus } from '../../jobs/clients/jira.ts'
import type { OwnChannel } from '../../jobs/clients/slack-port.ts'
import type { World } from '../../jobs/world.ts'

export interface FarTicket {
  key: string
  label: string
  summary: string
  description: unknown
  priority: string | undefined
  status: TicketStatus
}

/** How a call ends: `before` anything is done, or `after` it. What throws there is what the caller gets. */
export interface Ending {
  before?: () => Promise<void>
  after?: () => Promise<void>
}

/** Slack and Jira, as far as steps see them: what is made stands, and each call ends as it is told to. */
export interface FarSide {
  world: World
  calls: string[]
  channels: OwnChannel[]
  posts: { channel: string; ts: string; key: string; message: Message }[]
  tickets: FarTicket[]
  /** The statuses that a ticket can be moved to, from wherever it stands. */
  moves: Move[]
  topics: Map<string, string>
  /** The channels in which nothing can be painted. */
  archived: Set<string>
  /** The next calls of this method end so. */
  next(method: string, ...endings: Ending[]): void
  callsOf(method: string): number
}

const fail = (failure: Error): Ending => ({ before: () => Promise.reject(failure) })
export const refused = (code: string, method = '') => fail(new Failure('refused', code, { method }))
export const limited = (method: string, retryAfterMs: number) =>
  fail(new Failure('limited', 'ratelimited', { method, retryAfterMs }))
export const unreachable = fail(new Failure('unreachable', 'slack.unreachable'))
export const unanswered = fail(new Failure('unanswered', 'slack.unanswered'))
export const mistake = fail(new TypeError('undefined is not a function'))
/** Our own database is gone meanwhile. */
export const databaseAway = fail(Object.assign(new Error('closed'), { code: 'CONNECTION_CLOSED' }))
/** It is done, and nobody hears of it. */
export const lost: Ending = { after: () => Promise.reject(new Failure('unanswered', 'slack.unanswered')) }

/** The workspace that the app is in. */
export const theWorkspace: Workspace = {
  teamId: 'T1',
  name: 'Acme',
  url: 'https://acme.example/',
  botId: 'B1',
  botUserId: 'UBOT',
}

/** A call that is under way until it is let go. */
export function held(): Ending & { begun: Promise<void>; letGo(): void } {
  const [begun, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const before = () => {
    begun.resolve()
    return go.promise
  }
  return { before, begun: begun.promise, letGo: () => go.resolve() }
}

const fresh: TicketStatus = { name: 'To Do', category: 'new' }

export function farSide(): FarSide {
  const endings = new Map<string, Ending[]>()
  const calls: string[] = []
  const channels: OwnChannel[] = []
  const posts: FarSide['posts'] = []
  const tickets: FarSide['tickets'] = []
  const moves: Move[] = [
    { id: '11', to: fresh },
    { id: '21', to: { name: 'In Progress', category: 'indeterminate' } },
    { id: '31', to: { name: 'Done', category: 'done' } },
  ]
  const topics = new Map<string, string>()
  const archived = new Set<string>()
  let made = 0

  async function call<R>(method: string, effect: () => R): Promise<R> {
    calls.push(method)
    const ending = endings.get(method)?.shift()
    await ending?.before?.()
    const answer = effect()
    await ending?.after?.()
    return answer
  }

  const nothing = (method: string) => () => call(method, () => undefined)
  const located = (key: string) => ({ key, url: `https://acme.example/browse/${key}` })
  const drop = <T>(list: T[], is: (one: T) => boolean) => void list.splice(list.findIndex(is), 1)
  const ticketOf = (key: string): FarTicket => {
    const ticket = tickets.find((one) => one.key === key)
    if (!ticket) throw new Failure('refused', 'jira.ticket_gone', { method: 'jira' })
    return ticket
  }
  const world: World = {
    slack: {
      openChannel: (name, isPrivate) =>
        call('openChannel', () => {
          const channel = { id: `C${++made}`, name, created: Math.floor(Date.now() / 1000), isPrivate }
          channels.push(channel)
          return channel
        }),
      listOwnChannels: () => call('listOwnChannels', () => [...channels]),
      invite: (_, people) => call('invite', () => ({ invited: people, refused: [] })),
      archive: (id) => call('archive', () => drop(channels, (one) => one.id === id)),
      getTopic: (channel) => call('getTopic', () => topics.get(channel) ?? ''),
      setTopic: (channel, topic) => call('setTopic', () => void topics.set(channel, topic)),
      post: (place, message, key) =>
        call('post', () => {
          const channel = place.startsWith('U') ? `D${place}` : place
          const post = { channel, ts: `${++made}.1`, key, message }
          posts.push(post)
          return post
        }),
      listPosts: (channel, key) =>
        call('listPosts', () => posts.filter((one) => one.channel === channel && one.key === key)),
      listArrivals: () => call('listArrivals', () => []),
      remove: (_, ts) => call('remove', () => drop(posts, (one) => one.ts === ts)),
      addBookmark: (_, { link }) => call('addBookmark', () => link),
      turnBookmark: nothing('turnBookmark'),
      listBookmarks: () => call('listBookmarks', () => []),
      openDirect: (person) => call('openDirect', () => `D${person}`),
      findChannel: (id) =>
        call('findChannel', () => {
          const found = channels.find((one) => one.id === id)
          return found && { ...found, isArchived: false, isMember: true }
        }),
      meetWorkspace: () => call('meetWorkspace', () => theWorkspace),
      join: nothing('join'),
      repaint: (channel, ts, message) =>
        call('repaint', () => {
          const post = posts.find((one) => one.channel === channel && one.ts === ts)
          if (post && !archived.has(channel)) post.message = message
          return !archived.has(channel)
        }),
      pin: nothing('pin'),
      react: nothing('react'),
      unreact: nothing('unreact'),
      showView: nothing('showView'),
      listGroups: async () => [],
      openChannelCanvas: () => call('openChannelCanvas', () => `F${++made}`),
      openCanvas: () => call('openCanvas', () => `F${++made}`),
      listCanvases: () => call('listCanvases', () => []),
      replaceCanvas: nothing('replaceCanvas'),
      letRead: nothing('letRead'),
      hideCanvas: nothing('hideCanvas'),
      removeCanvas: nothing('removeCanvas'),
      uploadFile: () => call('uploadFile', () => `F${++made}`),
      listFiles: () => call('listFiles', () => []),
      listPeople: () => call('listPeople', () => ({ people: [], next: '' })),
    },
    jira: {
      openTicket: ({ label, summary, description, priority }) =>
        call('openTicket', () => {
          const ticket = { key: `OPS-${++made}`, label, summary, description, priority, status: fresh }
          tickets.push(ticket)
          return located(ticket.key)
        }),
      listTickets: (label) =>
        call('listTickets', () =>
          tickets
            .filter((one) => one.label === label)
            .map((one) => ({ ...located(one.key), summary: one.summary, created: new Date() })),
        ),
      changeTicket: (key, change) => call('changeTicket', () => void Object.assign(ticketOf(key), change)),
      getTicket: (key) =>
        call('getTicket', () => {
          const { summary, priority, status } = ticketOf(key)
          return { summary, priority, status }
        }),
      listMoves: () => call('listMoves', () => [...moves]),
      moveTicket: (key, { to }) =>
        call('moveTicket', () => void Object.assign(ticketOf(key), { status: to })),
      linkTicket: nothing('linkTicket'),
      removeTicket: (key) => call('removeTicket', () => drop(tickets, (one) => one.key === key)),
    },
  }
  return {
    world,
    calls,
    channels,
    posts,
    tickets,
    moves,
    topics,
    archived,
    next: (method, ...list) => void endings.set(method, [...(endings.get(method) ?? []), ...list]),
    callsOf: (method) => calls.filter((one) => one === method).length,
  }
}
