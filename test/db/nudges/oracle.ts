import type { OfficeHours } from '../../../db/configuration/questions.ts'

const minute = 60_000

/** What a clock on the wall of that zone shows, looked at every minute of so many days. */
export interface Wall {
  from: number
  shown: { day: number; time: string }[]
}

export function wallOf(zone: string, from: string, days: number): Wall {
  const clock = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  })
  const first = Date.parse(from)
  return {
    from: first,
    shown: Array.from({ length: days * 24 * 60 }, (_, i) => readingAt(clock, first + i * minute)),
  }
}

/** The first instant from `at` on at which the office is open, found by looking at every minute. */
export function openingOn(wall: Wall, at: Date, hours: OfficeHours): Date {
  const first = (at.getTime() - wall.from) / minute
  if (isOpen(wall, Math.floor(first), hours)) return at
  for (let i = Math.ceil(first); i < wall.shown.length; i++)
    if (isOpen(wall, i, hours)) return new Date(wall.from + i * minute)
  throw new Error('the wall was not looked at for long enough')
}

function isOpen({ shown }: Wall, i: number, { from, to, days }: OfficeHours): boolean {
  const reading = shown[i]
  if (!reading) throw new Error('the wall was not looked at for long enough')
  return days.includes(reading.day) && reading.time >= from && reading.time < to
}

function readingAt(clock: Intl.DateTimeFormat, at: number): Wall['shown'][number] {
  const [day = '', time = ''] = clock.format(at).split(' ')
  return { day: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(day.slice(0, 3)) + 1, time }
}
