import { expect, it } from 'vitest'
import { duration } from '../../blocks/duration.ts'

it.each([
  [0, 'less than a minute'],
  [-5, 'less than a minute'],
  [1, '1 min'],
  [60, '1 h'],
  [135, '2 h 15 min'],
  [1440, '1 d'],
  [1500, '1 d 1 h'],
  [2885, '2 d'],
])('%d minutes are %s', (minutes, said) => {
  const from = new Date('2026-03-01T12:00:00Z')
  expect(duration(from, new Date(from.getTime() + minutes * 60_000))).toBe(said)
})
