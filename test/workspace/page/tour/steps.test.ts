import { expect, test } from 'vitest'
import { sampleChannel, sampleWorld } from '../sample-world.ts'
import type { World } from '../shape.ts'
import { type Sight, steps } from './steps.ts'

test('each step is done by what it asks, and not before', () => {
  const start = sight({})
  const reported = sight({ channels: [incident(true)] })
  expect(done('form', start, start)).toBe(false)
  expect(done('form', reported, start)).toBe(true)
  expect(done('channel', reported, reported)).toBe(false)
  expect(done('other', sight({ me: ben }), start)).toBe(true)
  expect(done('join', sight({ me: ben, channels: [incident(false)] }), start)).toBe(false)
  expect(done('join', sight({ me: ben, channels: [incident(true)] }), start)).toBe(true)
  expect(done('clock', sight({ winds: [{ at: 1, ahead: 1 }] }), start)).toBe(true)
})

test('what the app or the page cannot do is no step', () => {
  const offered = (now: Sight) => steps.filter((step) => step.offered?.(now) ?? true).map(({ key }) => key)
  const bare = offered(sight({ winds: null }))
  expect(bare).not.toContain('clock')
  expect(bare).not.toContain('update')
  const commands = [{ command: '/dispatch', usage_hint: '[title] | update | help' }]
  expect(offered(sight({ commands }))).toEqual(expect.arrayContaining(['clock', 'update']))
})

test('no two steps share a key, by which it is kept how far one is', () => {
  expect(new Set(steps.map(({ key }) => key)).size).toBe(steps.length)
})

const ben = { id: 'U2', name: 'ben', realName: 'Ben', kind: 'member' }

const incident = (member: boolean) => sampleChannel('C2', 'inc-1-x', { member })

function done(key: string, now: Sight, since: Sight): boolean | undefined {
  return steps.find((step) => step.key === key)?.done?.(now, since)
}

function sight(change: Partial<World>): Sight {
  return { world: sampleWorld(change), room: null, view: null }
}
