import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { momentsAt, readWhen } from '../../../blocks/timeline/when.ts'

const now = new Date('2026-11-25T22:15:00Z')
const read = (line: string, zone = 'UTC', at = now) => readWhen(line, at, zone)
const momentOf = (line: string, zone?: string, at?: Date) => {
  const { when } = read(line, zone, at)
  return when && 'at' in when ? when.at.toISOString() : when?.unclear
}

describe('a moment that somebody wrote', () => {
  it.each([
    ['x at 14:05', 'UTC', '2026-11-25T14:05:00.000Z'],
    ['x at 9:05', 'UTC', '2026-11-25T09:05:00.000Z'],
    ['x AT Today 14:05', 'UTC', '2026-11-25T14:05:00.000Z'],
    ['at 14:05 x', 'UTC', '2026-11-25T14:05:00.000Z'],
    ['x at yesterday 23:10', 'UTC', '2026-11-24T23:10:00.000Z'],
    ['x at 2026-03-01 14:05', 'UTC', '2026-03-01T14:05:00.000Z'],
    // Tomorrow already, there.
    ['x at 03:00', 'Asia/Kolkata', '2026-11-25T21:30:00.000Z'],
    ['x at yesterday 03:00', 'Asia/Kolkata', '2026-11-24T21:30:00.000Z'],
    ['x at 14:05', 'Mars/Olympus', '2026-11-25T14:05:00.000Z'],
    // Still the day before, there.
    [
      'x at 14:05',
      'Pacific/Honolulu',
      'That is still to come: it is not 14:05 there yet (Pacific/Honolulu). For yesterday, write `at yesterday 14:05`.',
    ],
    // The night in which clocks went back, and an hour came twice: the later one.
    ['x at 2026-10-25 02:30', 'Europe/Berlin', '2026-10-25T01:30:00.000Z'],
    [
      'x at 2026-03-29 02:30',
      'Europe/Berlin',
      'The clocks went forward past 2:30 that day (Europe/Berlin). Please write another time.',
    ],
    // A day that Samoa never had.
    [
      'x at 2011-12-30 12:00',
      'Pacific/Apia',
      'The clocks went forward past 12:00 that day (Pacific/Apia). Please write another time.',
    ],
  ])('"%s" in %s', (line, zone, expected) => {
    expect(momentOf(line, zone)).toBe(expected)
    expect(read(line, zone).text).toBe('x')
  })

  it('in an hour that comes twice is the first one, while the second is still to come', () => {
    const between = new Date('2026-10-25T00:45:00Z')
    expect(momentOf('x at 02:30', 'Europe/Berlin', between)).toBe('2026-10-25T00:30:00.000Z')
  })

  it.each(['look at the logs', 'at 14', 'met at14:05', '14:05 alarm', 'room at 14:05 and later', 'a 1:2'])(
    'is not in "%s"',
    (line) => expect(read(line)).toEqual({ text: line }),
  )

  it('stands alone, too', () => {
    expect(read('at 14:05').text).toBe('')
    expect(momentOf('at 14:05')).toBe('2026-11-25T14:05:00.000Z')
  })
})

const zones = [
  'Europe/Dublin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Chatham',
]

it.each(zones)('whatever the moment: what the clocks of %s show then leads back to it', (timeZone) => {
  // Another way from a moment to what clocks show: in the form of ISO, which Sweden writes.
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  const minutes = fc.integer({ min: Date.UTC(2020, 0) / 60_000, max: Date.UTC(2030, 0) / 60_000 })
  fc.assert(
    fc.property(minutes, (minute) => {
      const wall = Date.parse(`${clock.format(minute * 60_000).replace(' ', 'T')}Z`)
      expect(momentsAt(wall, timeZone)).toContain(minute * 60_000)
    }),
    { numRuns: 50 },
  )
})
