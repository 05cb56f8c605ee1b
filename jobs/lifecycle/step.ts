import { paintBrief } from '../brief.ts'
import { paintDeadLetter, tellOperations } from '../operations.ts'
import type { Lifecycle } from '../reaction.ts'
import { tellReporterOfRefusal } from '../reporter.ts'
import { removeTwins } from '../twins.ts'

/** A step's life, as far as people hear of it. */
export const step = {
  'step.done': { paintBrief, paintDeadLetter },
  'step.delayed': { paintBrief, tellOperations },
  'step.failed': { paintBrief, tellOperations, paintDeadLetter, tellReporterOfRefusal },
  'step.told': { paintDeadLetter },
  'step.retried': { paintBrief, paintDeadLetter },
  'step.skipped': { paintBrief, paintDeadLetter },
  'step.doubted': { removeTwins },
} satisfies Lifecycle<'step'>
