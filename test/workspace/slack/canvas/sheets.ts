import type { Canvas, Channel } from '../contract.ts'
import { announce, announceIn } from '../events.ts'
import { now } from '../ids.ts'
import type { Json } from '../json.ts'
import type { World } from '../world.ts'

export type Level = 'read' | 'write' | 'owner'

/** A canvas with what only Slack knows of it. */
export interface Sheet extends Canvas {
  /** The channel's own canvas, of which there is one, rather than a tab beside it. */
  main: boolean
  /** Raised by every change, for section ids to change with. */
  revision: number
  /** By the id of a person or channel. */
  access: Map<string, Level>
}

export interface NewSheet {
  channel?: Channel
  main: boolean
  title: string
  markdown: string
}

export function addSheet(world: World, { channel, main, title, markdown }: NewSheet): Sheet {
  const by = world.bot.userId
  const sheet: Sheet = {
    id: world.ids.next('F'),
    channelId: channel?.id ?? null,
    title,
    markdown,
    createdBy: by,
    updated: now(),
    deleted: false,
    main,
    revision: 1,
    access: new Map<string, Level>([[by, 'owner'], ...(channel ? [[channel.id, 'write'] as const] : [])]),
  }
  world.sheets.set(sheet.id, sheet)
  tellOf(world, sheet, 'file_created', by)
  if (channel) announceIn(world, channel, { ...fileEvent(sheet, 'file_shared', by), channel_id: channel.id })
  world.changed('canvas', sheet.id)
  return sheet
}

/** Writes a canvas anew; ids of its sections change with it. */
export function write(world: World, sheet: Sheet, by: string, change: Partial<Canvas>): void {
  Object.assign(sheet, change, { updated: now(), revision: sheet.revision + 1 })
  tellOf(world, sheet, 'file_change', by)
  world.changed('canvas', sheet.id)
}

/** The canvases a channel shows as tabs, its own first. */
export function tabsOf(world: World, channel: Channel): Sheet[] {
  const own = [...world.sheets.values()].filter((it) => it.channelId === channel.id && !it.deleted)
  return own.sort((one, other) => Number(other.main) - Number(one.main))
}

/** What a person, or the bot, may do with a canvas: by name, or by a channel they are in. */
export function levelOf(world: World, sheet: Sheet, userId: string): Level | undefined {
  const levels = [...sheet.access].flatMap(([id, level]) => {
    const reaches = id === userId || world.channels.get(id)?.members.has(userId)
    return reaches ? [level] : []
  })
  return (['owner', 'write', 'read'] as const).find((it) => levels.includes(it))
}

// Slack tells an app of the files it can see.
function tellOf(world: World, sheet: Sheet, type: string, by: string): void {
  if (levelOf(world, sheet, world.bot.userId)) announce(world, fileEvent(sheet, type, by))
}

function fileEvent(sheet: Sheet, type: string, user_id: string): Json {
  return { type, file_id: sheet.id, user_id, file: { id: sheet.id } }
}
