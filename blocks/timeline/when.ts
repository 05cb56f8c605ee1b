/** A moment that somebody wrote, in their own time zone; or why it is none. */
export type When = { at: Date } | { unclear: string }

/** Words and the moment that stands with them: `text at 14:05`, `at yesterday 23:10 text`, `text at 2026-03-01 14:05`. */
export function readWhen(line: string, now: Date, zone: string): { text: string; when?: When } {
  const time = /at\s+(?:(today|yesterday|\d{4}-\d{2}-\d{2})\s+)?(\d{1,2}):(\d{2})/.source
  const last = new RegExp(`^([\\s\\S]*?)(?:^|\\s)${time}$`, 'i').exec(line.trim())
  const first = last ? null : new RegExp(`^${time}\\s+([\\s\\S]*)$`, 'i').exec(line.trim())
  const [day, hours, minutes, text] = last
    ? [last[2], last[3], last[4], last[1]]
    : [first?.[1], first?.[2], first?.[3], first?.[4]]
  if (hours === undefined) return { text: line.trim() }
  return {
    text: text?.trim() ?? '',
    when: momentOf(day?.toLowerCase(), Number(hours), Number(minutes), now, zone),
  }
}

const dayMs = 86_400_000

function momentOf(day: string | undefined, hours: number, minutes: number, now: Date, zone: string): When {
  const midnight = dayOf(day, now, zone)
  if (midnight === undefined) return { unclear: `There is no such day as ${day}.` }
  if (hours > 23 || minutes > 59)
    return {
      unclear: `There is no such time as ${hours}:${pad(minutes)}. Please write hours and minutes, like 14:05.`,
    }
  const wall = midnight + (hours * 60 + minutes) * 60_000
  const moments = momentsAt(wall, zone)
  const past = moments.filter((at) => at <= now.getTime())
  const latest = past.at(-1)
  // An hour that came twice is the later one, unless that is still to come.
  if (latest !== undefined) return { at: new Date(latest) }
  const shown = `${hours}:${pad(minutes)}`
  if (moments.length === 0)
    return { unclear: `The clocks went forward past ${shown} that day (${zone}). Please write another time.` }
  const yesterday = day === undefined ? ` For yesterday, write \`at yesterday ${shown}\`.` : ''
  return { unclear: `That is still to come: it is not ${shown} there yet (${zone}).${yesterday}` }
}

// Midnight of the day, as if the zone were UTC.
function dayOf(day: string | undefined, now: Date, zone: string): number | undefined {
  const today = Math.floor(shownBy(clockOf(zone), now.getTime()) / dayMs) * dayMs
  if (day === undefined || day === 'today') return today
  if (day === 'yesterday') return today - dayMs
  const named = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(named.getTime()) || named.toISOString().slice(0, 10) !== day
    ? undefined
    : named.getTime()
}

/** Every moment at which the zone's clocks show this, the earliest first: none where they skip it, two where they come back to it. */
export function momentsAt(wall: number, zone: string): number[] {
  const clock = clockOf(zone)
  const offsets = new Set([wall - dayMs, wall + dayMs].map((near) => shownBy(clock, near) - near))
  return [...offsets]
    .map((offset) => wall - offset)
    .filter((at) => shownBy(clock, at) === wall)
    .sort((a, b) => a - b)
}

/** What clocks show at a moment, to the second, read as if they showed UTC. */
function shownBy(clock: Intl.DateTimeFormat, at: number): number {
  const parts = clock.formatToParts(at).map(({ type, value }) => [type, Number(value)])
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = Object.fromEntries(parts)
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

function clockOf(zone: string): Intl.DateTimeFormat {
  const timeZone = isZone(zone) ? zone : 'UTC'
  const whole = { year: 'numeric', month: 'numeric', day: 'numeric' } as const
  const time = { hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const
  return new Intl.DateTimeFormat('en-US-u-ca-gregory', { timeZone, ...whole, ...time })
}

// Slack may know a zone that this machine does not.
function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined
  } catch {
    return false
  }
}

function pad(minutes: number): string {
  return String(minutes).padStart(2, '0')
}
