import { nudge } from '../../../blocks/nudge/nudge.ts'
import { isNudgeKind, nudgeKinds } from '../../../db/nudges/kinds.ts'
import type { Face } from '../inspect.ts'
import { ana, nudgeOf } from '../samples.ts'

/** Reminders, with these words wherever there is a place for them. */
export function nudgeFacesWith(words: string): Record<string, Face> {
  return {
    'a nudge': nudge(nudgeOf({ title: words }), 1, true),
  }
}

/** The same without anybody's words. */
export const plainNudgeFaces: Record<string, Face> = {
  ...everyNudge(),
}

function everyNudge(): Record<string, Face> {
  const states = {
    open: {},
    'the last time': { said: 5 },
    snoozed: { snoozed: true },
    'said again': { said: 2 },
    done: { ended: true },
    'not needed': { ended: true, endedBy: ana },
  }
  return Object.fromEntries(
    nudgeKinds
      .filter(isNudgeKind)
      .flatMap((kind) =>
        Object.entries(states).map(([name, state]) => [
          `nudge ${kind}, ${name}`,
          nudge(nudgeOf({ kind, ...state }), name === 'the last time' ? 5 : 1),
        ]),
      ),
  )
}
