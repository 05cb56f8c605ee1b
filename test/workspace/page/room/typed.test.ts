import { expect, test } from 'vitest'
import { sampleWorld } from '../sample-world.ts'
import { typedAgain } from './typed.ts'

test('a message to be edited reads as it was typed', () => {
  const text =
    '<@U1> &amp; <@U8|eve> in <#C1|x> and <#C2>: a &lt; b, <!here>, <!subteam^S1>, <https://a.example/?b&amp;c>'
  expect(typedAgain(text, sampleWorld())).toBe(
    '@ana & @U8 in #general and #C2: a < b, @here, @payments, https://a.example/?b&c',
  )
})
