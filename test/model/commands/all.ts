import type fc from 'fast-check'
import { grading, naming, reporting, standing, telling } from './changes.ts'
import type { Command } from './command.ts'
import { correcting, hiding, showing } from './entries.ts'
import { rewording, sharing } from './kept.ts'
import { dyingOver, mislaying, misnaming, sleepingOver, waiting } from './overtaking.ts'
import { handing, joining, leaving } from './people.ts'
import { editing, erasing, noting, pinning, saying, unpinning } from './timeline.ts'
import {
  blurring,
  calming,
  disturbing,
  dying,
  failing,
  failingJira,
  passing,
  replacing,
  resending,
  sleeping,
  slowing,
} from './troubles.ts'

const commands = {
  ...{ reporting, grading, standing, telling, naming, joining, leaving, handing },
  ...{
    saying,
    pinning,
    unpinning,
    sharing,
    rewording,
    editing,
    erasing,
    noting,
    correcting,
    hiding,
    showing,
  },
  ...{ passing, resending, disturbing, calming, replacing },
  ...{ failing, blurring, slowing, failingJira, dying, sleeping },
  ...{ waiting, dyingOver, sleepingOver, mislaying, misnaming },
} satisfies Record<string, fc.Arbitrary<Command>>

/** How often each command is drawn, as against the others. */
export type Weights = Partial<Record<keyof typeof commands, number>>

const usual: Required<Weights> = {
  ...{ reporting: 1, grading: 3, standing: 3, telling: 2, naming: 3, joining: 3, leaving: 1, handing: 2 },
  ...{ saying: 5, pinning: 5, unpinning: 2, sharing: 1, rewording: 1, editing: 3, erasing: 1, noting: 2 },
  ...{ correcting: 1, hiding: 1, showing: 1 },
  ...{ passing: 1, resending: 1, disturbing: 2, calming: 1, replacing: 1 },
  ...{
    failing: 2,
    blurring: 2,
    slowing: 1,
    failingJira: 1,
    dying: 1,
    sleeping: 1,
  },
  ...{ waiting: 1, dyingOver: 1, sleepingOver: 1, mislaying: 1, misnaming: 1 },
}

/** Everything that may happen, in the proportion in which it shall. */
export function happenings(weights: Weights = usual): fc.Arbitrary<Command>[] {
  const drawn = { ...(weights === usual ? {} : usual), ...weights }
  // Every key of `commands` has a weight.
  return (Object.keys(commands) as (keyof typeof commands)[]).flatMap((name) =>
    Array.from({ length: drawn[name] ?? 0 }, () => commands[name]),
  )
}
