import type { Reader } from '../../db/database.ts'
import type { Fact } from '../../db/facts.ts'
import { getFact } from '../../db/record.ts'
import type { Answer } from '../../db/work/outcome.ts'
import { getStep } from '../../db/work/questions.ts'
import { Failure } from '../clients/failure.ts'

const prefix = 'none:'
const codes = new Set([
  'canvas_disabled_user_team',
  'team_tier_cannot_create_channel_canvases',
  'missing_scope',
  'restricted_action',
])

/** Whether Slack says that there is no such canvas to be had here, whoever asks and however often. */
export function isUnavailable(error: unknown): error is Failure {
  return error instanceof Failure && (codes.has(error.code) || /^free_teams?_/.test(error.code))
}

/** The step is done without one, and remembers why. */
export function none({ code }: Failure): Answer {
  return { externalId: `${prefix}${code}` }
}

/** Where a step went without a canvas, and Slack's code for why; nothing where it has one. */
export async function findNone(
  db: Reader,
  { subjectId }: Fact<'step.done'>,
): Promise<{ place: string; code: string } | undefined> {
  const { place, externalId } = await getStep(db, Number(subjectId))
  return externalId?.startsWith(prefix) ? { place, code: externalId.slice(prefix.length) } : undefined
}

/** Slack's code for why the step that a fact is about went without a canvas. */
export async function whyOf(db: Reader, fact: number): Promise<string> {
  return (await findNone(db, await getFact(db, fact, 'step.done')))?.code ?? ''
}
