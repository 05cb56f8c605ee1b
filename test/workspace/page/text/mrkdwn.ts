export type Bit =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike' | 'quote'; bits: Bit[] }
  | { kind: 'code' | 'pre'; text: string }
  | { kind: 'link'; href: string; label: string }
  | { kind: 'user' | 'channel' | 'group'; id: string; label?: string }
  | { kind: 'broadcast'; range: string }
  | { kind: 'date'; unix: number; format: string; link?: string; fallback: string }
  | { kind: 'emoji'; name: string }
  | { kind: 'break' }

/** Reads Slack's mrkdwn; whatever is not markup stays text. */
export function readMrkdwn(text: string): Bit[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n?(```[\s\S]+?```)\n?/)
    .flatMap((part, index): Bit[] =>
      index % 2 === 1
        ? [{ kind: 'pre', text: plainTokens(part.slice(3, -3).replace(/^\n|\n$/g, '')) }]
        : readLines(part),
    )
}

/** Text with `&amp;`, `&lt;` and `&gt;` read back. */
export function readEntities(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')
}

function readLines(part: string): Bit[] {
  const bits: Bit[] = []
  let quoted: string[] = []
  const endQuote = () => {
    if (quoted.length > 0) bits.push({ kind: 'quote', bits: joinLines(quoted) })
    quoted = []
  }
  const lines = part.split('\n')
  lines.forEach((line, index) => {
    const quote = /^(?:&gt;|>) ?(.*)$/.exec(line)
    if (quote) {
      quoted.push(quote[1] ?? '')
      return
    }
    const afterQuote = quoted.length > 0
    endQuote()
    if (index > 0 && !afterQuote) bits.push({ kind: 'break' })
    bits.push(...readInline(line))
  })
  endQuote()
  return bits
}

function joinLines(lines: string[]): Bit[] {
  return lines.flatMap((line, index): Bit[] => [
    ...(index > 0 ? [{ kind: 'break' } as const] : []),
    ...readInline(line),
  ])
}

const styles = { '*': 'bold', _: 'italic', '~': 'strike' } as const
type Mark = keyof typeof styles
const isMark = (character: string): character is Mark => character in styles

const token = /<([^<>\n]+)>/y
const code = /`([^`\n]+)`/y
const emoji = /:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/iy
const bareLink = /https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)'"*_~]/y

function readInline(line: string, marks: string = '*_~'): Bit[] {
  const bits: Bit[] = []
  let plain = ''
  let at = 0
  let unclosed = ''
  const add = (bit: Bit, length: number) => {
    if (plain !== '') bits.push({ kind: 'text', text: readEntities(plain) })
    plain = ''
    bits.push(bit)
    at += length
  }
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at
    return pattern.exec(line)
  }
  while (at < line.length) {
    const character = line[at] ?? ''
    const found =
      character === '<'
        ? match(token)
        : character === '`'
          ? match(code)
          : character === ':'
            ? match(emoji)
            : character === 'h'
              ? match(bareLink)
              : null
    if (found) {
      add(readFound(character, found), found[0].length)
      continue
    }
    if (
      isMark(character) &&
      marks.includes(character) &&
      !unclosed.includes(character) &&
      mayOpen(line, at)
    ) {
      const close = closing(line, at, character)
      if (close !== undefined) {
        const inner = readInline(line.slice(at + 1, close), marks.replace(character, ''))
        add({ kind: styles[character], bits: inner }, close + 1 - at)
        continue
      }
      unclosed += character
    }
    plain += character
    at += 1
  }
  if (plain !== '') bits.push({ kind: 'text', text: readEntities(plain) })
  return bits
}

function readFound(character: string, [whole, inside = '']: RegExpExecArray): Bit {
  if (character === '<') return readToken(inside)
  if (character === '`') return { kind: 'code', text: plainTokens(inside) }
  if (character === ':') return { kind: 'emoji', name: inside }
  return { kind: 'link', href: readEntities(whole), label: readEntities(whole) }
}

function readToken(inside: string): Bit {
  const bar = inside.indexOf('|')
  const head = bar < 0 ? inside : inside.slice(0, bar)
  const label = bar < 0 ? undefined : readEntities(inside.slice(bar + 1))
  if (/^@[UWB]/.test(head)) return { kind: 'user', id: head.slice(1), label }
  if (/^#[CGD]/.test(head)) return { kind: 'channel', id: head.slice(1), label }
  if (head.startsWith('!subteam^')) return { kind: 'group', id: head.slice(9), label }
  const date = /^!date\^(-?\d+)\^([^^]+)(?:\^(.+))?$/.exec(head)
  if (date) {
    const [, unix = '0', format = '', link] = date
    return { kind: 'date', unix: Number(unix), format, link, fallback: label ?? '' }
  }
  if (/^!(here|channel|everyone)$/.test(head)) return { kind: 'broadcast', range: head.slice(1) }
  return { kind: 'link', href: readEntities(head), label: label || readEntities(head) }
}

function mayOpen(line: string, at: number): boolean {
  return (
    !/[\p{L}\p{N}]/u.test(line[at - 1] ?? '') && /\S/.test(line[at + 1] ?? '') && line[at + 1] !== line[at]
  )
}

/** Where the style that opens at `open` ends, markup inside `<…>` and code left alone. */
function closing(line: string, open: number, mark: string): number | undefined {
  for (let at = open + 1; at < line.length; at += 1) {
    const character = line[at]
    const partner = character === '<' ? '>' : character === '`' ? '`' : undefined
    const end = partner ? line.indexOf(partner, at + 1) : -1
    if (end > 0) at = end
    else if (character === mark && /\S/.test(line[at - 1] ?? '') && !/[\p{L}\p{N}]/u.test(line[at + 1] ?? ''))
      return at
  }
  return undefined
}

function plainTokens(text: string): string {
  return readEntities(text.replace(/<(?:[^<>|\n]+\|)?([^<>\n]+)>/g, '$1'))
}
