import { afterAll, beforeAll, expect, it } from 'vitest'
import { listTags, tagOf } from '../../../db/incident/tags.ts'
import { updateIncident } from '../../../db/incident/update.ts'
import { ana, type Ground, openGround, report } from '../ground.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
  for (const [tags, visibility] of [
    ['cards, eu', 'open'],
    ['cards, us', 'open'],
    ['cartel', 'restricted'],
  ] as const) {
    const incident = await report(ground, { visibility })
    await updateIncident(ground.db, ana, { incident, wishes: { tags: { to: tags } }, note: '' })
  }
})
afterAll(() => ground?.close())

it('tags are found by some of their letters, the most used first', async () => {
  expect(await listTags(ground.db, 'UBEN', '')).toEqual(['cards', 'eu', 'us'])
  expect(await listTags(ground.db, 'UBEN', 'U')).toEqual(['eu', 'us'])
  expect(await listTags(ground.db, 'UBEN', '%')).toEqual([])
})

it('those of a restricted incident are found only by those who are in it', async () => {
  expect(await listTags(ground.db, 'UBEN', 'car')).toEqual(['cards'])
  expect(await listTags(ground.db, 'everyone', 'car')).toEqual(['cards'])
  expect(await listTags(ground.db, 'UANA', 'car')).toEqual(['cards', 'cartel'])
})

it.each([
  ['EU, West', 'eu west'],
  ['  a\u0000b\u202Ec\n', 'a b c'],
  [', ,', ''],
  ['x'.repeat(50), 'x'.repeat(40)],
])('%j is the tag %j', (typed, tag) => {
  expect(tagOf(typed)).toBe(tag)
})
