import { channelOf, groupOf, personOf } from '../context.ts'
import type { World } from '../shape.ts'
import { readEntities } from '../text/mrkdwn.ts'

/** A message's text as one would type it: names in place of tokens, signs in place of entities. */
export function typedAgain(text: string, world: World): string {
  return text
    .split(/(<[^<>\n]+>)/)
    .map((part, index) => (index % 2 === 1 ? (nameIn(part, world) ?? part) : readEntities(part)))
    .join('')
}

function nameIn(token: string, world: World): string | undefined {
  const [head = '', label] = token.slice(1, -1).split('|')
  if (head.startsWith('@')) return `@${personOf(world, head.slice(1))?.name ?? head.slice(1)}`
  if (head.startsWith('#')) return `#${channelOf(world, head.slice(1))?.name ?? head.slice(1)}`
  if (head.startsWith('!subteam^')) return `@${groupOf(world, head.slice(9))?.handle ?? head.slice(9)}`
  if (/^!(here|channel|everyone)$/.test(head)) return `@${head.slice(1)}`
  return /^(https?|mailto|tel):/.test(head) ? readEntities(head) : label
}
