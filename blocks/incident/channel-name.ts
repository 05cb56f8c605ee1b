import { oneLine } from '../text.ts'

/** Slack's limit for the name of a channel. */
const longest = 80

/**
 * The name of an incident's channel by the template, in which `{number}` and `{title}` stand for themselves.
 * `round` above 1 gives the next name to try where a foreign channel has the one before.
 */
export function channelName(template: string, incident: { id: number; title: string }, round = 1): string {
  const suffix = round > 1 ? `-${round}` : ''
  const fixed = slug(template.replace('{number}', String(incident.id)).replace('{title}', ''))
  const room = longest - suffix.length - fixed.length - 1
  const title = slug(oneLine(incident.title)).slice(0, Math.max(0, room))
  const name = slug(template.replace('{number}', String(incident.id)).replace('{title}', title))
  return `${name.slice(0, longest - suffix.length).replace(/-+$/, '')}${suffix}`
}

function slug(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^-+|-+$/g, '')
}
