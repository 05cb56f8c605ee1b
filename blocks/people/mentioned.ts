import { fromSlack } from '../text.ts'

/** Whom a line names, as Slack writes mentions: people and user groups first, then words. */
export interface Mentioned {
  people: string[]
  groups: string[]
  words: string
}

/** Reads the mentions that a line begins with; what follows them are words, further mentions among them. */
export function mentioned(line: string): Mentioned {
  const [head = ''] = /^(?:<(?:@[UW]|!subteam\^S)[^<>]*>[\s,]*)*/.exec(line) ?? []
  const ids = (sign: RegExp) => [...new Set([...head.matchAll(sign)].map(([, id = '']) => id))]
  return {
    people: ids(/<@([UW][A-Z0-9]+)/g),
    groups: ids(/<!subteam\^(S[A-Z0-9]+)/g),
    words: fromSlack(line.slice(head.length)).trim(),
  }
}
