import type { Fact } from '../../db/facts.ts'

/** Who was added is shown already; whom Slack would not invite is not, nor who came all the same. What is of no invitation always counts. */
export function changesCrew({ type, data }: Fact): boolean {
  return type !== 'people.invited' || 'came' in data || ('refused' in data && data.refused.length > 0)
}
