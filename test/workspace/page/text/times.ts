import { useWorkspace } from '../context.ts'
import type { Wind } from '../shape.ts'
import { clock, dayOf, fullDate } from './dates.ts'

/** Times as the demo's clock has them: what was posted after it was wound is as late as it says. */
export function useTimes() {
  const { winds } = useWorkspace().world
  const shown = (ts: string) => String(Number(ts) + aheadAt(winds, Number(ts) * 1000) / 1000)
  const now = () => Date.now() + aheadAt(winds, Date.now())
  return {
    now,
    clock: (ts: string) => clock(shown(ts)),
    dayOf: (ts: string) => dayOf(shown(ts), now()),
    fullDate: (ts: string) => fullDate(shown(ts)),
  }
}

/** How far the clock was ahead at an instant, in milliseconds. */
export function aheadAt(winds: Wind[] | null, instant: number): number {
  return winds?.findLast(({ at }) => at <= instant)?.ahead ?? 0
}
