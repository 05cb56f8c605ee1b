import { Refusal } from './refusal.ts'

export interface Word {
  text: string
  kind: 'word' | 'quoted' | 'sign'
}

/** The words, quoted strings and signs of a query. */
export function wordsOf(jql: string): Word[] {
  const words: Word[] = []
  const pattern =
    /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(!=|>=|<=|!~|[=<>~(),!])|([^\s"'=<>~(),!]+))/y
  let end = 0
  for (let hit = pattern.exec(jql); hit; hit = pattern.exec(jql)) {
    end = pattern.lastIndex
    const [, double, single, sign, bare] = hit
    const quoted = double ?? single
    if (quoted !== undefined) words.push({ text: quoted.replace(/\\(.)/g, '$1'), kind: 'quoted' })
    else if (sign !== undefined) words.push({ text: sign, kind: 'sign' })
    else words.push({ text: checkBare(bare ?? ''), kind: 'word' })
  }
  if (jql.slice(end).trim() !== '') throw badJql(`unexpected text at position ${end + 1}`)
  return words
}

export function badJql(why: string): Refusal {
  return new Refusal(400, `Error in the JQL Query: ${why}.`)
}

function checkBare(word: string): string {
  const reserved = /[@#$%^&*+?;[\]{}\\/|`]/.exec(word)
  if (reserved) throw badJql(`the character '${reserved[0]}' is a reserved JQL character and must be quoted`)
  return word
}
