import fc from 'fast-check'

const half = fc.integer({ min: 0xd800, max: 0xdfff }).map((unit) => String.fromCharCode(unit))
const oddities = [...'\u0000\u0007\u001b\u007f\u0085\u200b\u200d\u202e\u2066\u2028\u2029\ufeff\u0300\ufe0f…']
const signs = [
  ...'<>&@#!*_~`:|^{}[]()"\'\\/-+=.$%;\n\t ',
  '&lt;',
  '&amp;',
  '<!',
  '<@',
  'https://',
  'U0ANA',
  'a',
]

/** Strings of every sort that has broken something somewhere: any code point, halves of pairs, markup, piles. */
export const anyWords: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: fc.oneof({ weight: 3, arbitrary: fc.string({ maxLength: 3 }) }, half), maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...signs), maxLength: 300 }),
  fc.string({ unit: fc.constantFrom(...oddities, 'a', '👩‍👩‍👧‍👦', '🇵🇹', 'ﷺ', 'é'), maxLength: 200 }),
  long(),
)

// Around the places where faces cut, and where Slack does.
function long(): fc.Arbitrary<string> {
  const unit = fc.constantFrom('x', '&', '<', 'word ', '👍', 'e\u0301', '👩‍👩‍👧‍👦', '\n', '*')
  const times = fc.constantFrom(
    119,
    120,
    121,
    149,
    150,
    151,
    199,
    200,
    201,
    299,
    300,
    301,
    500,
    2999,
    3000,
    3001,
  )
  return fc
    .tuple(unit, times, fc.string({ maxLength: 4 }))
    .map(([one, n, end]) => one.repeat(n).slice(0, 6_000) + end)
}

/** Words that say where a cut fell: the first and the last of them are told apart from all others. */
export const numbered = fc
  .tuple(fc.integer({ min: 2, max: 1_500 }), fc.constantFrom(' ', '\n', ' & ', ' <b> ', ' 👍 ', '*, '))
  .map(([count, between]) => ({
    words: Array.from({ length: count }, (_, i) => `q${i}q`).join(between),
    first: 'q0q',
    last: `q${count - 1}q`,
  }))

/** The same every time, so that what is red once is red again. */
export const runs = (numRuns: number) => ({ seed: 20261122, numRuns })
