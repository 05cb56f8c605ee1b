import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join, relative, resolve } from 'node:path'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')

/** Which rooms and packages each room may import; house rules in ARCHITECTURE.md. */
const rooms: Record<string, { rooms: string[]; packages: string[]; only?: Record<string, string[]> }> = {
  app: { rooms: ['app', 'db', 'blocks'], packages: ['@slack/bolt', '@slack/web-api', '@slack/socket-mode'] },
  db: { rooms: ['db'], packages: ['drizzle-orm', 'postgres', 'zod', 'pino', 'yaml'] },
  blocks: { rooms: ['blocks'], packages: ['@slack/types'] },
  jobs: {
    rooms: ['jobs', 'db', 'blocks'],
    packages: [],
    only: {
      'jobs/queue.ts': ['bullmq', 'ioredis', 'pg'],
      'jobs/clients/': ['@slack/web-api', '@slack/types', 'jira.js'],
    },
  },
}

/** `blocks` knows the types of what is true, and no more. */
const typesOnly: Record<string, string> = { blocks: 'db' }
const plainFacts = 'db/facts.ts'

interface Import {
  from: string
  target: string
  isType: boolean
}

function filesOf(room: string): string[] {
  return readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('migrations'))
    .map((name) => join(room, name))
}

function importsOf(file: string): Import[] {
  const source = readFileSync(join(root, file), 'utf8')
  const stated =
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'"`;]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]|(?:^|\n)import\s*['"]([^'"]+)['"]/g
  return [...source.matchAll(stated)].map(([, type, named, lazy, bare]) => {
    const target = named ?? lazy ?? bare ?? ''
    const path = target.startsWith('.') ? relative(root, resolve(root, file, '..', target)) : target
    return { from: file, target: path, isType: type !== undefined }
  })
}

function isDrawn({ from, target, isType }: Import): boolean {
  const room = from.split('/')[0] ?? ''
  const rule = rooms[room]
  if (!rule || target.startsWith('node:')) return true
  const there = target.split('/')[0] ?? ''
  if (there in rooms) {
    if (rule.rooms.includes(there)) return true
    return typesOnly[room] === there && (isType || target === plainFacts)
  }
  const special = Object.entries(rule.only ?? {}).find(([path]) => from.startsWith(path))
  const allowed = [...rule.packages, ...(special?.[1] ?? [])]
  return allowed.some((name) => target === name || target.startsWith(`${name}/`))
}

it('has no arrow that the house does not draw', () => {
  const wrong = Object.keys(rooms)
    .flatMap(filesOf)
    .flatMap(importsOf)
    .filter((one) => !isDrawn(one))
  expect(wrong.map(({ from, target }) => `${from} → ${target}`)).toEqual([])
})

it('knows an arrow that is not drawn when it sees one', () => {
  const wrong = [
    { from: 'app/report.ts', target: 'jobs/step.ts', isType: false },
    { from: 'jobs/step.ts', target: 'bullmq', isType: false },
    { from: 'db/verb.ts', target: '@slack/bolt', isType: false },
    { from: 'blocks/brief.ts', target: 'db/incident/card.ts', isType: false },
  ]
  expect(wrong.filter(isDrawn)).toEqual([])
})

it('imports no built-in by its bare name, which a package could take', () => {
  const bare = Object.keys(rooms)
    .flatMap(filesOf)
    .flatMap(importsOf)
    .filter(({ target }) => !target.startsWith('node:') && builtinModules.includes(target))
  expect(bare).toEqual([])
})

it('keeps files short, and reads the environment in one place', () => {
  const long: string[] = []
  const readers: string[] = []
  for (const file of Object.keys(rooms).flatMap(filesOf)) {
    const source = readFileSync(join(root, file), 'utf8')
    if (source.split('\n').length > 201) long.push(file)
    if (source.includes('process.env') && file !== 'db/env.ts') readers.push(file)
  }
  expect(long).toEqual([])
  expect(readers).toEqual([])
})
