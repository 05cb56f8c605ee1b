import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostile } from '../hostile.ts'
import { facesNamed, facesWith, plainFaces } from './faces.ts'
import { shownIn, wrongIn } from './inspect.ts'
import { anyWords, numbered, runs } from './strings.ts'

/** `npm run test:hostile` asks for ten thousand. */
const count = Number(process.env.HOSTILE_STRINGS ?? 500)

const wrong = (faces: ReturnType<typeof facesWith>) =>
  Object.entries(faces).flatMap(([name, face]) => wrongIn(face).map((what) => `${name}: ${what}`))

describe('people’s words, of any sort, are taken by Slack and do nothing', () => {
  it.each(Object.entries(hostile))('%s', (_, words) => {
    expect(wrong(facesWith(words))).toEqual([])
    expect(wrong(facesNamed(words))).toEqual([])
  })

  it(`${count} strings, in every face`, () => {
    fc.assert(
      fc.property(anyWords, (words) => {
        expect(wrong(facesWith(words))).toEqual([])
      }),
      runs(count),
    )
  }, 400_000)

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
  fc.assert(
    fc.property(numbered, ({ words, first, last }) => {
      for (const [name, face] of Object.entries(facesWith(words)))
        for (const shown of shownIn(face).filter((text) => text.includes(first)))
          expect(shown.includes(last) || shown.includes('…'), `${name}: ${shown.slice(-30)}`).toBe(true)
    }),
    runs(count / 20),
  )
}, 400_000)

it('there is no message and no view of ours without a face here', () => {
  const made = /^export function (\w+)\((?:(?!\n\}\n)[\s\S])*?\): (?:Message|ModalView|HomeView) \{$/gm
  const names = [...sourcesIn('blocks', '.ts').matchAll(made)].map(([, name]) => name)
  const faces = sourcesIn('test/blocks', 'faces.ts')
  expect(names.length).toBeGreaterThan(50)
  expect(names.filter((name) => !new RegExp(`\\b${name}\\(`).test(faces))).toEqual([])
})

function sourcesIn(folder: string, end: string): string {
  const root = join(import.meta.dirname, '../..', folder)
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(end))
    .map((name) => readFileSync(join(root, name), 'utf8'))
    .join('\n')
}
