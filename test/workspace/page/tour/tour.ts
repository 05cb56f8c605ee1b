import { useEffect, useRef, useState } from 'react'
import { keep, kept } from '../frame/kept.ts'
import { type Sight, type Step, steps } from './steps.ts'

export interface Tour {
  step: Step
  /** Counted from one. */
  number: number
  of: number
  next(): void
  leave(): void
}

/** The tour as far as it was taken in this browser; it begins by itself on the first visit. */
export function useTour(now: Sight, starting: boolean): { tour: Tour | undefined; restart(): void } {
  const [key, setKey] = useState(() => kept('tour') ?? first)
  const since = useRef(now)
  const offered = steps.filter((step) => step.offered?.(now) ?? true)
  const index = offered.findIndex((step) => step.key === key)
  const step = offered[index]
  const turn = (to: string) => {
    keep('tour', to)
    since.current = now
    setKey(to)
  }
  const next = () => turn(offered[index + 1]?.key ?? left)
  useEffect(() => {
    if (step?.done?.(now, since.current)) next()
  })
  useEffect(() => {
    if (starting && kept('tour') !== left) keep('tour', first)
  }, [starting])
  usePointer(step?.at)
  const tour = step && { step, number: index + 1, of: offered.length, next, leave: () => turn(left) }
  return { tour, restart: () => turn(first) }
}

const first = 'report'
const left = 'left'

/** Marks the place on the page that is meant. */
function usePointer(at: string | undefined): void {
  useEffect(() => {
    const places = at ? [...document.querySelectorAll(at)] : []
    const place = places.find((one) => one.checkVisibility({ visibilityProperty: true }))
    place?.setAttribute('data-pointed', '')
    return () => place?.removeAttribute('data-pointed')
  })
}
