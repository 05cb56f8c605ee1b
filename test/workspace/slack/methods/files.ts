import { levelOf } from '../canvas/sheets.ts'
import type { Channel } from '../contract.ts'
import { announce, announceIn } from '../events.ts'
import { canvasJson, fileJson } from '../file-json.ts'
import { now } from '../ids.ts'
import { type Json, objects, string } from '../json.ts'
import { post, type Words } from '../posting.ts'
import { refuse, refuseArguments } from '../refusal.ts'
import type { Upload } from '../uploads.ts'
import type { World } from '../world.ts'
import type { Method } from './all.ts'
import { threadOf } from './chat.ts'
import { joined } from './reach.ts'
import { wordsOf } from './words.ts'

export const files: Record<string, Method> = {
  'files.getUploadURLExternal': (world, args) => {
    const length = Number(args.length)
    if (!Number.isInteger(length) || length <= 0)
      refuseArguments('must be a positive integer [json-pointer:/length]')
    const upload = asked(world, string(args.filename), length)
    return { upload_url: `${world.origin}/upload/v1/${upload.ticket}`, file_id: upload.id }
  },
  'files.completeUploadExternal': (world, args) => {
    const uploads = receivedIn(world, args)
    const channel = args.channel_id ? joined(world, args.channel_id) : undefined
    if (channel?.archived) refuse('posting_to_channel_denied')
    const words = channel ? { ...shareWords(args), ...threadOf(channel, args) } : { text: '' }
    for (const { upload, title } of uploads) completed(world, upload, title, channel, words.threadTs)
    const shown = uploads.map(({ upload: { id, name, title } }) => ({ id, name, title }))
    if (channel) share(world, channel, { ...words, files: shown })
    return { files: shown.map(({ id, title }) => ({ id, title })) }
  },
  'files.info': (world, args) => {
    const sheet = world.sheets.get(string(args.file))
    if (sheet && !world.plan.canvases) refuse('canvas_disabled_user_team')
    if (sheet?.deleted) refuse('file_deleted')
    if (sheet && levelOf(world, sheet, world.bot.userId))
      return { file: canvasJson(world, sheet), comments: [] }
    const upload = world.uploads.get(string(args.file))
    if (upload?.state !== 'completed') return refuse('file_not_found')
    return { file: fileJson(world, upload), comments: [] }
  },
}

function asked(world: World, name: string, length: number): Upload {
  const ticket = crypto.randomUUID()
  const kept = { ticket, length, state: 'asked' as const, created: now() }
  const upload: Upload = { id: world.ids.next('F'), name, title: name, content: '', channelId: null, ...kept }
  world.uploads.set(upload.id, upload)
  return upload
}

function receivedIn(world: World, args: Json): { upload: Upload; title: string }[] {
  const listed = objects(args.files)
  if (listed.length === 0) refuseArguments('must provide an array [json-pointer:/files]')
  return listed.map(({ id, title }) => {
    const upload = world.uploads.get(string(id))
    if (upload?.state !== 'received') return refuse('file_not_found')
    return { upload, title: string(title) || upload.name }
  })
}

function shareWords(args: Json): Words {
  if (args.initial_comment && args.blocks) refuseArguments('blocks and initial_comment exclude each other')
  if (args.initial_comment) return wordsOf({ text: args.initial_comment })
  // Unlike a message, a share needs no text beside its blocks.
  return { ...wordsOf({ text: 'a file', blocks: args.blocks }), text: '' }
}

function completed(
  world: World,
  upload: Upload,
  title: string,
  channel: Channel | undefined,
  threadTs: string | undefined,
): void {
  Object.assign(upload, { state: 'completed', title, channelId: channel?.id ?? null })
  if (threadTs) upload.threadTs = threadTs
  const event = { file_id: upload.id, user_id: world.bot.userId, file: { id: upload.id } }
  announce(world, { type: 'file_created', ...event })
  if (channel) announceIn(world, channel, { type: 'file_shared', ...event, channel_id: channel.id })
  world.changed('file', upload.id)
}

function share(world: World, channel: Channel, words: Words): void {
  post(world, channel, world.bot.userId, { ...words, subtype: 'file_share' }, { upload: false })
}
