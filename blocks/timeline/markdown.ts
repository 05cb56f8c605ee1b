import type { Line } from '../../db/timeline/list.ts'
import { oneLine } from '../text.ts'
import { byline } from './entry.ts'
import { type Part, said } from './parts.ts'
import { sentence } from './sentences.ts'

/** Lines of a timeline as a list in a canvas's Markdown, which knows no moments in the reader's own zone. */
export function timelineMarkdown(lines: Line[]): string {
  return lines.map((line) => `* ${utc(line.at)}  ${partsOf(line).map(inMarkdown).join('')}`).join('\n')
}

function partsOf(line: Line): Part[] {
  if ('fact' in line) return sentence(line.fact) ?? []
  return [...byline(line.entry), said(': '), { kind: 'quoted', text: line.entry.text }]
}

function inMarkdown(part: Part): string {
  switch (part.kind) {
    case 'text':
      return escapeMarkdown(part.text)
    case 'quoted':
      return `“${escapeMarkdown(oneLine(part.text))}”`
    case 'person':
      return `![](@${part.id})`
    case 'channel':
      return `![](#${part.id})`
    case 'link':
      return `[${escapeMarkdown(oneLine(part.text))}](${part.url.replace(/[()<>\s]/g, encodeURIComponent)})`
  }
}

/** People's words for Markdown in which nothing of them formats, links or mentions. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|~<>@:&]/g, '\\$&')
}

function utc(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
