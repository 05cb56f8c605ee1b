import type {
  ActionsBlock,
  Button,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  PlainTextOption,
  RichTextBlock,
  SectionBlock,
} from '@slack/types'
import { clean, escapeSlack, inert, oneLine, shorten } from './text.ts'

/** A message as it is posted or repainted: always both, since one without the other loses the other. */
export interface Message {
  text: string
  blocks: KnownBlock[]
}

/** Slack's limits, in code points: docs.slack.dev, Block Kit reference. */
export const limits = {
  header: 150,
  section: 3000,
  field: 2000,
  button: 75,
  option: 75,
  title: 24,
  input: 3000,
}

/** Characters of all blocks of one message that stay clear of `msg_blocks_too_long`. */
export const messageBudget = 12_000

/** Mrkdwn of our own making; people's text in it goes through {@link inert} first. */
export type Mrkdwn = string

export function plain(text: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: shorten(oneLine(text), max) || '–', emoji: false }
}

/** Plain text of our own, in which `:fire:` is an emoji. */
export function label(text: string, max = limits.button): PlainTextElement {
  return { type: 'plain_text', text: shorten(text, max), emoji: true }
}

export function mrkdwn(text: Mrkdwn): MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true }
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: { ...plain(text, limits.header), emoji: true } }
}

export function section(text: Mrkdwn, accessory?: Button): SectionBlock {
  return accessory
    ? { type: 'section', text: mrkdwn(text), accessory }
    : { type: 'section', text: mrkdwn(text) }
}

export function fields(texts: Mrkdwn[]): SectionBlock {
  return { type: 'section', fields: texts.map(mrkdwn) }
}

export function context(...texts: Mrkdwn[]): ContextBlock {
  return { type: 'context', elements: texts.map(mrkdwn) }
}

export function divider(): DividerBlock {
  return { type: 'divider' }
}

export function actions(id: string, elements: ActionsBlock['elements']): ActionsBlock {
  return { type: 'actions', block_id: id, elements }
}

export function button(text: string, action: string, value: string, more: Partial<Button> = {}): Button {
  return { type: 'button', text: label(text), action_id: action, ...(value === '' ? {} : { value }), ...more }
}

export function option(name: string, value: string, meaning = ''): PlainTextOption {
  const shown: PlainTextOption = { text: label(name, limits.option), value }
  return meaning ? { ...shown, description: plain(meaning, limits.option) } : shown
}

/** People's text, whole lines and all, which nothing in it can turn into markup. */
export function words(text: string, max: number): RichTextBlock {
  return {
    type: 'rich_text',
    elements: [
      { type: 'rich_text_section', elements: [{ type: 'text', text: shorten(clean(text), max) || '–' }] },
    ],
  }
}

/** A moment in the reader's own zone. */
export function moment(at: Date): Mrkdwn {
  const seconds = Math.floor(at.getTime() / 1000)
  const utc = at.toISOString().slice(0, 16).replace('T', ' ')
  return `<!date^${seconds}^{date_short_pretty} {time}|${utc} UTC>`
}

export function person(id: string): Mrkdwn {
  return `<@${id}>`
}

/** The person, or that there is none. */
export function somebody(id: string | null): Mrkdwn {
  return id === null ? '_nobody_' : person(id)
}

export function channel(id: string): Mrkdwn {
  return `<#${id}>`
}

export function link(url: string, text: string): Mrkdwn {
  return `<${escapeSlack(url).replace(/\|/g, '%7C')}|${inert(oneLine(text)).replace(/\|/g, '¦')}>`
}

export function incidentName(id: number): string {
  return `INC-${id}`
}
