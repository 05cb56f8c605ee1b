import type { Sheet } from './canvas/sheets.ts'
import type { Json } from './json.ts'
import type { Upload } from './uploads.ts'
import type { World } from './world.ts'

/** A completed upload as files.info gives it, with the messages that share it. */
export function fileJson(world: World, upload: Upload): Json {
  const { id, name, title, created, length } = upload
  const user = world.bot.userId
  const extension = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : 'text'
  const shape = {
    filetype: extension,
    mode: 'hosted',
    size: length,
    user,
    editable: false,
    is_external: false,
  }
  return { id, created, timestamp: created, name, title, ...shape, ...placesOf(world, upload) }
}

/** A canvas as files.info gives it: a file without its words. */
export function canvasJson(world: World, sheet: Sheet): Json {
  const { id, title, updated, createdBy: user } = sheet
  const shape = {
    filetype: 'quip',
    mimetype: 'application/vnd.slack-docs',
    pretty_type: 'Canvas',
    mode: 'quip',
  }
  const permalink = `${world.team.url}docs/${world.team.id}/${id}`
  return {
    id,
    created: updated,
    timestamp: updated,
    name: title,
    title,
    user,
    editable: true,
    ...shape,
    permalink,
  }
}

function placesOf(world: World, upload: Upload): Json {
  const channel = upload.channelId === null ? undefined : world.channels.get(upload.channelId)
  if (!channel) return { channels: [], groups: [], ims: [], shares: {} }
  const own = channel.messages.filter((it) => it.files?.some((file) => file.id === upload.id))
  const shares = own.map(({ ts, threadTs }) => ({ ts, ...(threadTs ? { thread_ts: threadTs } : {}) }))
  const open = channel.kind === 'channel'
  return {
    channels: open ? [channel.id] : [],
    groups: channel.kind === 'group' ? [channel.id] : [],
    ims: channel.kind === 'im' ? [channel.id] : [],
    shares: { [open ? 'public' : 'private']: { [channel.id]: shares } },
  }
}
