import { expect, it } from 'vitest'
import { pick, readPick } from '../../blocks/asked.ts'
import { hostile } from '../hostile.ts'
import { wrongIn } from './inspect.ts'
import { reportedAt } from './samples.ts'

const offered = Array.from({ length: 10 }, (_, i) => ({
  id: i + 1,
  title: 'down',
  mark: ':fire:',
  reportedAt,
}))

const pressed = (line: string) =>
  pick(line, line, offered).blocks.flatMap((block) =>
    'accessory' in block && block.accessory?.type === 'button' ? [readPick(block.accessory.value ?? '')] : [],
  )

it.each([1, 500, 1000, 1900, 1969, 1970, 2100, 4000])(
  'a line of %i characters is carried whole, or not at all',
  (length) => {
    const line = `update ${'a'.repeat(length)}`
    expect(wrongIn(pick(line, line, offered))).toEqual([])
    expect(pressed(line).filter((one) => one.line !== line)).toEqual([])
    expect(pressed(line).length > 0).toBe(length < 1970)
  },
)

it.each(Object.entries(hostile))('so is %s', (_, words) => {
  expect(pressed(words).filter((one) => one.line !== words)).toEqual([])
})
