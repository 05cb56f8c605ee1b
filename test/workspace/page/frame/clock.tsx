import { type ReactNode, useEffect, useState } from 'react'
import { useWorkspace } from '../context.ts'
import { writeDate } from '../text/dates.ts'
import { aheadAt, useTimes } from '../text/times.ts'
import { Menu } from './menu.tsx'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const steps = [
  { ms: 15 * minute, words: '15 minutes' },
  { ms: hour, words: '1 hour' },
  { ms: day, words: '1 day' },
  { ms: 7 * day, words: '7 days' },
]

/** The app's time, which can be wound ahead. */
export function WindableClock(): ReactNode {
  const { world, act, tell } = useWorkspace()
  const { now } = useTimes()
  useTick()
  if (!world.winds) return null
  const ahead = aheadAt(world.winds, Date.now())
  const wind = async (ms: number) => {
    const { said } = await act({ kind: 'wind', ms })
    if (said) tell(said)
  }
  const time = writeDate(now() / 1000, ahead < day ? '{time}' : '{date_short}, {time}')
  return (
    <Menu
      label={`Clock: ${time}${ahead > 0 ? `, ${written(ahead)} ahead` : ''}. Wind it ahead`}
      face={
        <>
          <span aria-hidden="true">🕑</span> <time>{time}</time>
          {ahead > 0 && <span className="ahead">+{written(ahead)}</span>}
        </>
      }
      className="bar-button clock"
      align="end"
      items={steps.map(({ ms, words }, index) => ({
        key: words,
        label: `+ ${words}`,
        heading: index === 0 ? 'Wind the clock ahead' : undefined,
        onPick: () => void wind(ms).catch(() => undefined),
      }))}
    />
  )
}

function written(ms: number): string {
  const parts = [
    [Math.floor(ms / day), 'd'],
    [Math.floor((ms % day) / hour), 'h'],
    [Math.floor((ms % hour) / minute), 'min'],
  ] as const
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ')
}

function useTick(): void {
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 10_000)
    return () => clearInterval(timer)
  }, [])
}
