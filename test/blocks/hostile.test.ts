import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostile } from '../hostile.ts'
import { facesNamed, facesWith, plainFaces } from './faces.ts'
import { shownIn, wrongIn } from './inspect.ts'
import { anyWords, runs } from './strings.ts'

const wrong = (faces: ReturnType<typeof facesWith>) =>
  Object.entries(faces).flatMap(([name, face]) => wrongIn(face).map((what) => `${name}: ${what}`))

describe('people’s words, of any sort, are taken by Slack and do nothing', () => {
  it.each(Object.entries(hostile))('%s', (_, words) => {
    expect(wrong(facesWith(words))).toEqual([])
    expect(wrong(facesNamed(words))).toEqual([])
  })

  it('a thousand strings, in every face', () => {
    fc.assert(
      fc.property(anyWords, (words) => {
        expect(wrong(facesWith(words))).toEqual([])
      }),
      runs(1_000),
    )
  })

  it('two hundred strings as the names that a team gives its choices', () => {
    fc.assert(
      fc.property(anyWords, (words) => {
        expect(wrong(facesNamed(words))).toEqual([])
      }),
      runs(200),
    )
  })
})

it.each(Object.entries(plainFaces))('%s is taken by Slack', (_, face) => {
  expect(wrongIn(face)).toEqual([])
})

it('words that do not fit are cut with an ellipsis wherever they are shown', () => {
  const words = Array.from({ length: 900 }, (_, i) => `w${i}`).join(' ')
  for (const [name, face] of Object.entries(facesWith(words)))
    for (const shown of shownIn(face).filter((text) => text.includes('w0 w1')))
      expect(shown.includes('w899') || /w\d*…/.test(shown), `${name}: ${shown.slice(-30)}`).toBe(true)
})
