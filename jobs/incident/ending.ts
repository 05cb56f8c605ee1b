import { type Ended, endedMessage, endings } from '../../blocks/incident/ended.ts'
import type { Message } from '../../blocks/kit.ts'
import { type EndingNaming, listEndingsNaming, listEndingsOfRestricted } from '../../db/access/questions.ts'
import type { Reader } from '../../db/database.ts'
import type { FactType } from '../../db/facts.ts'
import { getCard } from '../../db/incident/card.ts'
import { getFact } from '../../db/record.ts'
import { repaintIfThere } from '../people/repaint.ts'
import { incidentChannel, post } from '../post.ts'
import type { Keep, Scene } from '../reaction.ts'

/** The channels of both learn what became of an incident that does not count, and the way back. */
export const tellEnding = post<(typeof endings)[number] & FactType>({
  of: 'fact',
  lane: 'engagement',
  rank: 'updates',
  channel: incidentChannel,
  message: ({ db, incident, lease }) => endingFace(db, incident, lease.factId),
})

/** Where another incident's end names one that is restricted since then, that says no more than its number. */
export const maskEndings: Keep<'incident.restricted'> = {
  kind: 'keep',
  of: 'incident',
  lane: 'integrations',
  rank: 'updates',
  method: 'chat.update',

  async paint(scene) {
    await paintEndings(scene, await listEndingsNaming(scene.db, scene.incident))
    return undefined
  },
}

/** The same in a channel that is back, in which it could not be painted. */
export const maskMissed: Keep<'channel.regained'> = {
  kind: 'keep',
  of: 'incident',
  lane: 'integrations',
  rank: 'updates',
  method: 'chat.update',

  async paint(scene) {
    await paintEndings(scene, await listEndingsOfRestricted(scene.db, scene.incident))
    return undefined
  },
}

async function paintEndings(scene: Scene, all: EndingNaming[]): Promise<void> {
  for (const { channel, ts, fact, of } of all)
    await repaintIfThere(scene, { channel, ts }, await endingFace(scene.db, of, fact))
}

async function endingFace(db: Reader, incident: number, id: number): Promise<Message> {
  const fact = await getFact(db, id, ...endings)
  const other = otherIn(fact)
  const [card, otherCard] = await Promise.all([
    getCard(db, incident),
    other === null ? undefined : getCard(db, other),
  ])
  return endedMessage({ fact, card, other: otherCard })
}

function otherIn({ data }: Ended['fact']): number | null {
  if ('other' in data) return data.other
  return 'into' in data ? data.into : null
}
