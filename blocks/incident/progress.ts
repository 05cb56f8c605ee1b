import type { KnownBlock } from '@slack/types'
import type { Progress } from '../../db/incident/card.ts'
import { actions, button, context, section } from '../kit.ts'
import { partNames, reason, stateMark } from '../trouble.ts'

/** How far setting an incident up has come, until all of it is done. */
export function progress(all: Progress[]): KnownBlock[] {
  // Whoever reads the brief sees that it stands, and the channel too.
  const parts = all.filter((part) => part.label !== 'brief' && part.label !== 'channel')
  const open = parts.filter((part) => part.state !== 'done')
  if (open.length === 0) return []
  const line = context(collapse(parts).join('   '))
  const troubled = open.filter((part) => part.state === 'failed' || part.late).slice(0, 4)
  if (troubled.length === 0) return [line]
  return [
    line,
    section(troubled.map((part) => `*${partNames[part.label]}*: ${reason(part.error)}`).join('\n')),
    actions('brief_mend', troubled.flatMap(mendButtons)),
  ]
}

/** What people can do about a step that failed or is late. */
export function mendButtons(part: Pick<Progress, 'label' | 'step' | 'skippable'>) {
  const name = partNames[part.label].toLowerCase()
  const retry = button(`Retry ${name}`, `retry_step:${part.step}`, String(part.step))
  return part.skippable
    ? [retry, button(`Skip ${name}`, `skip_step:${part.step}`, String(part.step))]
    : [retry]
}

// One entry a part, however many steps it takes, with the worst of their states.
function collapse(parts: Progress[]): string[] {
  const worst = new Map<string, Progress>()
  for (const part of parts) {
    const known = worst.get(part.label)
    if (!known || rank(part) > rank(known)) worst.set(part.label, part)
  }
  return [...worst.values()].map((part) => `${stateMark(part)} ${partNames[part.label]}${stateWord(part)}`)
}

function rank(part: Progress): number {
  return ['done', 'skipped', 'held', 'waiting', 'running', 'failed'].indexOf(part.state) + (part.late ? 5 : 0)
}

function stateWord(part: Progress): string {
  if (part.state === 'failed') return ' failed'
  if (part.state === 'skipped') return ' skipped'
  if (part.late) return ' late'
  return part.state === 'done' ? '' : ' …'
}
