import { tellNoSummary, uploadDocument } from '../document/fallback.ts'
import { paintBrief } from '../incident/brief.ts'
import { tellDeciders, tellReporterOfRefusal } from '../incident/reporter.ts'
import type { Lifecycle } from '../reaction.ts'
import { paintDeadLetter, tellOperations } from '../workspace/operations.ts'
import { removeTwins } from '../workspace/twins.ts'

/** A step's life, as far as people hear of it. */
export const step = {
  'step.done': { paintBrief, paintDeadLetter, uploadDocument, tellNoSummary },
  'step.delayed': { paintBrief, tellOperations, tellDeciders },
  'step.failed': { paintBrief, tellOperations, paintDeadLetter, tellReporterOfRefusal, tellDeciders },
  'step.told': { paintDeadLetter },
  'step.retried': { paintBrief, paintDeadLetter },
  'step.skipped': { paintBrief, paintDeadLetter },
  'step.doubted': { removeTwins },
} satisfies Lifecycle<'step'>
