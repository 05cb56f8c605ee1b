import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/** Every source file of a room, with its path. */
export function sourcesOf(room: string): { path: string; text: string }[] {
  return readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ path: join(room, name), text: readFileSync(join(root, room, name), 'utf8') }))
}

export interface DeclaredVerb {
  act: string
  name: string
  exported: boolean
}

/** Every verb that the code makes. Throws where one is made in a way that cannot be read, which nobody would then try. */
export function verbsInCode(): DeclaredVerb[] {
  const sources = sourcesOf('db').filter(({ path }) => path !== join('db', 'verb.ts'))
  return sources.flatMap(({ path, text }) => {
    const found = [...text.matchAll(/(export )?const (\w+)[^=\n]* = verb\(\s*'([\w.]+)'/g)].map(
      ([, exported, name = '', act = '']) => ({ act, name, exported: exported !== undefined }),
    )
    const made = [...text.matchAll(/\bverb\(/g)].length
    if (made !== found.length)
      throw new Error(`${path} makes ${made} verbs, of which ${found.length} are read`)
    return found
  })
}
