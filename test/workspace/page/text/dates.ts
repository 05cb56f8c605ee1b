const shapes: Record<string, Intl.DateTimeFormatOptions> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  time_secs: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
}

/** A date token's format in the reader's own zone and clock, as Slack writes it. */
export function writeDate(unix: number, format: string, now = Date.now()): string {
  const date = new Date(unix * 1000)
  if (Number.isNaN(date.getTime())) return ''
  return format.replace(/\{(\w+)\}/g, (whole, name: string) => {
    if (name === 'ago') return ago(date.getTime(), now)
    if (name.endsWith('_pretty')) {
      return (
        nearDay(date, now) ??
        write(date, name.replace(/^day_divider/, 'date').slice(0, -'_pretty'.length)) ??
        whole
      )
    }
    return write(date, name) ?? whole
  })
}

export function clock(ts: string): string {
  return writeDate(Number(ts), '{time}')
}

export function dayOf(ts: string, now: number): string {
  return writeDate(Number(ts), '{day_divider_pretty}', now)
}

export function fullDate(ts: string): string {
  return writeDate(Number(ts), '{date_long} at {time_secs}')
}

function write(date: Date, name: string): string | undefined {
  const shape = shapes[name]
  if (!shape) return undefined
  if (name === 'date_num') return new Intl.DateTimeFormat('sv-SE', shape).format(date)
  return new Intl.DateTimeFormat(name.startsWith('time') ? undefined : 'en-US', shape).format(date)
}

function nearDay(date: Date, now: number): string | undefined {
  const days = Math.round((startOfDay(date) - startOfDay(new Date(now))) / 86_400_000)
  return { '0': 'Today', '-1': 'Yesterday', '1': 'Tomorrow' }[String(days)]
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}

function ago(then: number, now: number): string {
  const seconds = Math.round((then - now) / 1000)
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ] as const
  for (const [unit, size] of units) {
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit)
  }
  return seconds > 0 ? 'in a few seconds' : 'a few seconds ago'
}
