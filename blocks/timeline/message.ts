import { clean, fromSlack, oneLine } from '../text.ts'

/** A message as Slack gives it; only what its words are read from. */
export interface SlackMessage {
  text?: string
  files?: { title?: string | null; name?: string | null }[]
  attachments?: { fallback?: string; title?: string; text?: string }[]
  blocks?: unknown
}

/** The people that a message names, whose names Slack leaves out. */
export function namedIn({ text = '' }: SlackMessage): string[] {
  return [...new Set([...text.matchAll(/<@([UW][A-Z0-9]+)>/g)].map(([, id = '']) => id))]
}

/** What a message says, in plain words; where it has none, what it shows instead. */
export function wordsOf(message: SlackMessage, names: ReadonlyMap<string, string>): string {
  const named = (message.text ?? '').replace(/<@([UW][A-Z0-9]+)>/g, (mention, id: string) => {
    const name = names.get(id)
    return name === undefined ? mention : `<@${id}|${name.replace(/[<>|&]/g, '')}>`
  })
  const said = clean(fromSlack(named))
  const files = (message.files ?? []).map((file) => oneLine(file.title || file.name || 'a file'))
  const shown = files.length > 0 ? `[${files.join(', ')}]` : ''
  const words = [said || inBlocks(message.blocks) || attached(message), shown]
    .filter((part) => part !== '')
    .join('\n')
  return words || '[a message without words]'
}

function attached({ attachments = [] }: SlackMessage): string {
  return attachments
    .map(({ fallback, title, text }) => clean(fromSlack(text || title || fallback || '')))
    .filter((part) => part !== '')
    .join('\n')
}

function inBlocks(blocks: unknown): string {
  return clean(fromSlack(textsIn(blocks).join('\n')))
}

function textsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textsIn)
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'text' && typeof value === 'string' ? [value] : textsIn(value),
  )
}
