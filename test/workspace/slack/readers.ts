import { type Json, string } from './json.ts'
import { findView } from './view-stack.ts'
import type { World } from './world.ts'

/** Whom a call reaches: the id of the person who sees it, else of the channel or the canvas; nothing where it is for nobody. */
export function readerOf(world: World, method: string, args: Json): string | undefined {
  if (method.startsWith('views.')) return viewerOf(world, args)
  const place = string(args.channel) || string(args.channel_id) || string(args.canvas_id)
  const channel = world.channels.get(place)
  if (method === 'chat.postEphemeral') return string(args.user)
  if (channel?.kind === 'im') return [...channel.members].find((one) => one !== world.bot.userId)
  return place || undefined
}

function viewerOf(world: World, args: Json): string | undefined {
  if (args.user_id) return string(args.user_id)
  if (args.trigger_id) return world.triggers.ownerOf(string(args.trigger_id))
  return findView(world, string(args.view_id), string(args.external_id))?.resident.id
}
