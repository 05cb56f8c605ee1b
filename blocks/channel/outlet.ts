import type { Loss } from '../../db/facts.ts'
import { channel, type Message, type Mrkdwn, person, section } from '../kit.ts'

export interface LostOutlet {
  channel: string
  how: Loss
}

/** Tells those who administer the app that it cannot announce, or tell what failed, in a channel that they chose. */
export function outletLost(lost: LostOutlet & { by: string | null; isOperations: boolean }): Message {
  const who = lost.by === null ? 'Somebody' : person(lost.by)
  const what = lost.isOperations ? 'tells what it could not do' : 'announces incidents'
  const text = `${who} ${did[lost.how]} ${channel(lost.channel)}, where Dispatch ${what}.`
  return { text, blocks: [section(`:warning: ${text} ${remedy(lost)}`)] }
}

/** The same as a line of the Home tab. */
export function outletLine(lost: LostOutlet): Mrkdwn {
  return `:warning: ${channel(lost.channel)} ${is[lost.how]}. ${remedy(lost)}`
}

const did: Record<Loss, string> = {
  archived: 'archived',
  deleted: 'deleted',
  removed: 'took Dispatch out of',
}

const is: Record<Loss, string> = {
  archived: 'is archived',
  deleted: 'is deleted',
  removed: 'is without Dispatch',
}

function remedy({ how }: LostOutlet): string {
  const nothing = 'Nothing is told there until then.'
  if (how === 'archived') return `Unarchive it, or choose another on the Home tab of Dispatch. ${nothing}`
  if (how === 'removed')
    return `Type \`/invite @Dispatch\` in it, or choose another on the Home tab of Dispatch. ${nothing}`
  return 'Choose another on the Home tab of Dispatch.'
}
