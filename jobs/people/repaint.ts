import { maskedMessage } from '../../blocks/access/restrict.ts'
import type { Message } from '../../blocks/kit.ts'
import { maySee } from '../../db/access/questions.ts'
import type { Database } from '../../db/database.ts'
import { getCard } from '../../db/incident/card.ts'
import { findResource } from '../../db/incident/place.ts'
import { getTold, type Told } from '../../db/people/told.ts'
import { Failure } from '../clients/failure.ts'
import { incidentChannel } from '../post.ts'
import type { Scene } from '../reaction.ts'

/** Paints the message that the step named by the place has posted, wherever it stands; one that is gone needs none. */
export async function repaintTold(
  scene: Scene,
  face: (db: Database, told: Told) => Promise<Message>,
): Promise<void> {
  const told = await getSettled(scene)
  if (told.at === null || (told.place === '' && !(await incidentChannel(scene)))) return
  const isOpenTo = await mayBeTold(scene, told.at.channel, told.place || null)
  const message = isOpenTo ? await face(scene.db, told) : maskedMessage(scene.incident)
  await repaintIfThere(scene, told.at, message)
}

/**
 * Whether a message that stands in this channel, for one person or for all who are in there, may say how things are now:
 * who left what is restricted is told nothing new of it, nor are those who stayed behind in a channel that it left.
 */
export async function mayBeTold({ db, incident }: Scene, channel: string, person: string | null) {
  if (person !== null) return maySee(db, person, incident)
  const { visibility, resources } = await getCard(db, incident)
  if (visibility === 'open') return true
  return resources.some((one) => one.kind === 'channel' && one.externalId === channel)
}

/** What the step named by the place has posted, once that is known. */
export async function getSettled({ db, place }: Scene): Promise<Told> {
  const told = await getTold(db, Number(place))
  if (told.isUnderWay) throw new Failure('unreachable', 'slack.unanswered')
  return told
}

/**
 * Paints a message that people may have deleted, or the channel that it stands in; the incident's own is waited for.
 * False where it shows what it did, as its channel is archived.
 */
export async function repaintIfThere(
  scene: Scene,
  { channel, ts }: { channel: string; ts: string },
  message: Message,
): Promise<boolean> {
  try {
    return await scene.world.slack.repaint(channel, ts, message)
  } catch (error) {
    if (error instanceof Failure && (await isGone(scene, channel, error.code))) return true
    throw error
  }
}

async function isGone({ db, incident }: Scene, channel: string, code: string): Promise<boolean> {
  if (code !== 'channel_not_found') return code === 'message_not_found'
  return (await findResource(db, incident, 'channel'))?.externalId !== channel
}
