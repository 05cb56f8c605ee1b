import type { HomeView, ModalView } from '@slack/types'
import { type Message, messageBudget } from '../../blocks/kit.ts'
import { lengthOf } from '../../blocks/text.ts'
import { isJson } from '../workspace/slack/json.ts'
import { validateMessage, validateView } from '../workspace/slack/validate.ts'
import { charactersOf } from '../workspace/slack/validate-values.ts'
import { ana, ben, board, browse, room, source } from './samples.ts'

export type Face = Message | ModalView | HomeView

/** All that is wrong with a face: what Slack would refuse, what is too long, and what would be live. */
export function wrongIn(face: Face): string[] {
  return [...refusedIn(face), ...liveIn(face)]
}

function refusedIn(face: Face): string[] {
  const found = ('type' in face ? validateView(face) : validateMessage(face)).map(
    ({ pointer, message }) => `${pointer} ${message}`,
  )
  if ('type' in face) return found
  if (lengthOf(face.text) > 4000) found.push(`text of ${lengthOf(face.text)} characters`)
  if (charactersOf(face.blocks) > messageBudget) found.push(`${charactersOf(face.blocks)} characters in all`)
  return found
}

/** Ids and links that the samples put there; whatever else Slack would act on came from people's words. */
const own = new Set([`<@${ana}>`, `<@${ben}>`, `<#${room}>`, `<#${board}>`])
const ownLinks = new Set([source, browse])

function liveIn(face: Face): string[] {
  const texts = 'type' in face ? [] : [face.text]
  const strange = [...texts, ...mrkdwnIn(face.blocks)].flatMap((text) =>
    (text.match(/<[^>]*>?|>/g) ?? []).filter((token) => !isOwn(token)),
  )
  return [...strange, ...actingIn(face.blocks)].map((token) => `live: ${token.slice(0, 80)}`)
}

function isOwn(token: string): boolean {
  if (own.has(token) || /^<!date\^\d+\^\{date_short_pretty\} \{time\}\|[-\d: ]+ UTC>$/.test(token))
    return true
  const [, url = '', label] = /^<([^|<>]+)\|([^|<>]+)>$/.exec(token) ?? []
  return label !== undefined && ownLinks.has(url)
}

/** The text of every mrkdwn object in there. */
export function mrkdwnIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(mrkdwnIn)
  if (!isJson(node)) return []
  if (node.type === 'mrkdwn' || node.type === 'markdown') return [String(node.text)]
  return Object.values(node).flatMap(mrkdwnIn)
}

// Of rich text only plain runs are inert.
function actingIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(actingIn)
  if (!isJson(node)) return []
  const acting = ['user', 'usergroup', 'broadcast', 'channel', 'link', 'date', 'emoji', 'team']
  const rich = 'elements' in node && node.type === 'rich_text_section' ? [node.elements].flat() : []
  const live = rich.flatMap((one) =>
    isJson(one) && acting.includes(String(one.type)) ? [String(one.type)] : [],
  )
  return [...live, ...Object.values(node).flatMap(actingIn)]
}

/** Every string that a person would read in there. */
export function shownIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(shownIn)
  if (!isJson(node)) return []
  const read = ['text', 'initial_value'].flatMap((key) => (typeof node[key] === 'string' ? [node[key]] : []))
  return [...read, ...Object.values(node).flatMap(shownIn)]
}
