import { fromSlack } from '../../blocks/text.ts'
import type { Role } from '../../db/people/roles.ts'

/** What a line says of a role and of people: mentions, and the words beside them. */
export interface Named {
  people: string[]
  words: string
}

/** Reads a line in whatever order it was typed; "me" is whoever typed it. */
export function readNamed(line: string, user: string): Named {
  const people = [...new Set([...line.matchAll(mention)].map(([, id = '']) => id))]
  const words = fromSlack(line.replace(mention, ' ')).replace(/\s+/g, ' ').trim()
  const self = /(?:^| )me$/i.exec(words)
  return self && people.length === 0
    ? { people: [user], words: words.slice(0, self.index) }
    : { people, words }
}

/** The role that people call so, by its name or its key. */
export function roleCalled(roles: Role[], words: string): Role | undefined {
  const said = plainly(words)
  return roles.find(({ key, name }) => [key, name].map(plainly).includes(said))
}

/** Why the words are no role, and how to say it; a role with a bare name behind it is the commonest. */
export function notRead(roles: Role[], word: string, words: string): string {
  const begun = roles.find(({ key, name }) =>
    [key, name].some((one) => plainly(words).startsWith(`${plainly(one)}-`)),
  )
  if (begun)
    return `Please mention the person, so that it is sure who is meant: \`/dispatch ${word} ${begun.key} @name\`.`
  return `That is no role. There are: ${roles.map(({ key }) => `\`${key}\``).join(', ')}.`
}

const mention = /<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/g

function plainly(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '-')
}
