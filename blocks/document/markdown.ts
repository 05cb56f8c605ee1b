import { clean, oneLine } from '../text.ts'

/** Markdown of our own making; people's text in it goes through {@link inertLine} or {@link inertText} first. */
export type Markdown = string

/** How people, channels and links are written where a document is read: in a canvas, or in a file. */
export interface Pen {
  person(id: string): Markdown
  channel(id: string, name: string): Markdown
}

/** In a canvas Slack shows who and what is meant: docs.slack.dev, canvas formatting. */
export const canvasPen: Pen = {
  person: (id) => `![](@${id})`,
  channel: (id) => `![](#${id})`,
}

/** In a file nothing is shown but what is written. */
export function filePen(names: (person: string) => string): Pen {
  return { person: (id) => inertLine(names(id)), channel: (_, name) => `\\#${inertLine(name)}` }
}

/** People's text on one line, in which nothing formats, links or pings. */
export function inertLine(text: string): Markdown {
  return escapeLine(oneLine(text))
}

/** The same with its lines and paragraphs. */
export function inertText(text: string): Markdown {
  return clean(text).split('\n').map(escapeLine).join('\n')
}

export function link(url: string, text: string): Markdown {
  const address = url.replace(/[\s<>()\\]/g, (sign) => encodeURIComponent(sign).replace(/[()]/g, hex))
  return `[${inertLine(text)}](${address})`
}

export function somebody(pen: Pen, id: string | null): Markdown {
  return id === null ? 'nobody' : pen.person(id)
}

/** A moment; Markdown has none that is shown in the reader's own zone. */
export function moment(at: Date): Markdown {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

export function paragraphs(...parts: Markdown[]): Markdown {
  return parts.filter((part) => part !== '').join('\n\n')
}

export function list(items: Markdown[]): Markdown {
  return items.map((item) => `- ${item}`).join('\n')
}

function escapeLine(line: string): Markdown {
  return line
    .trim()
    .replace(/[\\`*_[\]<>#|~&@]/g, '\\$&')
    .replace(/(?<=\\[<\]])[!(]|!(?=\\\[)/g, '\\$&')
    .replace(/:(?=\S)/g, '\\:')
    .replace(/www\./gi, (start) => `${start.slice(0, 3)}\\.`)
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2')
}

function hex(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16)}`
}
