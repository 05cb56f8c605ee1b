import { announcement } from '../../../blocks/incident/announcement.ts'
import { brief, descriptionView } from '../../../blocks/incident/brief.ts'
import { changedMessage, changedReply } from '../../../blocks/incident/changed.ts'
import { closeView, reopenView } from '../../../blocks/incident/close.ts'
import { declineView } from '../../../blocks/incident/decline.ts'
import { detailsView } from '../../../blocks/incident/details.ts'
import { type Ended, endedMessage } from '../../../blocks/incident/ended.ts'
import { channelFailed, channelLate, successorFailed } from '../../../blocks/incident/late.ts'
import { mergeView } from '../../../blocks/incident/merge.ts'
import { recordView, writtenDownView } from '../../../blocks/incident/record.ts'
import { joinedView, recordedView, refusedView } from '../../../blocks/incident/recorded.ts'
import { reportView } from '../../../blocks/incident/report.ts'
import { restoreView } from '../../../blocks/incident/restore.ts'
import { movedApart, succeeded, tookPlace } from '../../../blocks/incident/successor.ts'
import { timesView } from '../../../blocks/incident/times.ts'
import { updateView } from '../../../blocks/incident/update.ts'
import { clean, lengthOf } from '../../../blocks/text.ts'
import { fields } from '../../../db/facts.ts'
import { tagOf } from '../../../db/incident/tags.ts'
import { factOf, updatedFact } from '../facts.ts'
import type { Face } from '../inspect.ts'
import { alikeOf, ana, ben, cardOf, choices, partOf, reportedAt, room, source } from '../samples.ts'

/** Forms and messages of an incident, with these words wherever there is a place for them. */
export function incidentFacesWith(words: string): Record<string, Face> {
  const card = cardOf({ title: words, description: words })
  return {
    'the form': reportView(choices, { title: words, description: words }, [
      alikeOf(words),
      alikeOf(words, 4),
    ]),
    'the brief': brief(card),
    'the announcement': announcement(card),
    'the announcement, restricted': announcement({ ...card, visibility: 'restricted' }),
    'the announcement before there is a channel': announcement({ ...card, resources: [] }),
    ...facesOfLife(words),
    'the whole description': descriptionView({ id: 7, description: words }),
    'the form to decline': declineView(card),
    'the form to merge': mergeView({ card, targets: [{ id: 3, title: words }], into: 3 }),
    'the form to take back': restoreView({ ...card, status: 'closed', outcome: 'declined' }),
    'the form to write down': recordView(choices, { title: words, asker: ana }),
    'the brief, merged': brief({ ...card, status: 'closed', outcome: 'merged', mergedInto: 2_147_483_647 }),
    'told that it was merged': ended('incident.merged', words),
    'told that another was merged into it': ended('incident.absorbed', words),
  }
}

/** The same without anybody's words. */
export const plainIncidentFaces: Record<string, Face> = {
  recorded: recordedView(7),
  'recorded, with its channel': recordedView(7, room),
  'recorded, at the last number there is': recordedView(2_147_483_647, room),
  joined: joinedView(7, null),
  'joined, with its channel': joinedView(2_147_483_647, room),
  refused: refusedView('Guests cannot use Dispatch.'),
  late: channelLate(7),
  'refused a channel': channelFailed(7, { step: 9, error: 'restricted_action' }),
  'refused another channel': successorFailed(7, { step: 9, error: 'restricted_action', state: 'failed' }),
  'late with another channel': successorFailed(7, { step: 9, error: 'slack.unanswered', state: 'waiting' }),
  'brief with all of it in trouble': brief(cardOf({ progress: allInTrouble() })),
  'told that it was declined': ended('incident.declined', ''),
  'told that another is apart again': ended('incident.parted', ''),
  'told that it was taken back': ended('incident.restored', ''),
  'written down': writtenDownView(2_147_483_647),
  'the times of an active one': timesView(cardOf()),
  'the times of a closed one': timesView(
    cardOf({ status: 'closed', detectedAt: reportedAt, stableAt: reportedAt, closedAt: reportedAt }),
  ),
  'brief without anything': brief(
    cardOf({ description: '', sourceUrl: null, resources: [], people: [], progress: [] }),
  ),
}

function ended(type: Ended['fact']['type'], words: string) {
  // The sample of a type has its data.
  const fact = { ...factOf(type, { kind: 'person', id: ana }), words: { note: words } } as Ended['fact']
  const card = cardOf({ title: words, archiveAt: reportedAt })
  return endedMessage({ fact, card, other: cardOf({ id: 9, title: words }) })
}

function facesOfLife(words: string): Record<string, Face> {
  const lastUpdate = { text: words, at: reportedAt, by: ana }
  const ends = { closedAt: reportedAt, archiveAt: reportedAt, resolution: words }
  const card = cardOf({
    title: words,
    description: words,
    lastUpdate,
    nextUpdateAt: reportedAt,
    tags: tagsOf(words),
  })
  const closed = { ...card, ...ends, status: 'closed' } as const
  const meanwhile = fields.map((field) => ({ field, now: words, by: ben, at: reportedAt }))
  const resources = [{ ...formerOf(), name: clean(words) || 'former' }, ...card.resources]
  return {
    'the brief with an update': brief(card),
    'the brief once closed': brief(closed),
    'the announcement once closed': announcement(closed),
    'the update form': updateView({ card, options: choices, asked: { note: words } }),
    'the update form, overtaken': updateView({
      ...{ card, options: choices, asked: { note: words }, meanwhile, needs: ['resolution', 'minutes'] },
    }),
    'the form that closes': closeView({ card, archiveAfterDays: 7, resolution: words }),
    'the form that closes, overtaken': closeView({ card: closed, archiveAfterDays: 1, meanwhile }),
    'the form that reopens': reopenView({ ...closed, resources: resources.map(lost) }),
    details: detailsView(closed),
    'what was changed': changedMessage({ card, fact: updatedFact(words, 'stable'), options: choices }),
    'that it was closed': changedMessage({
      card: closed,
      fact: updatedFact(words, 'closed'),
      options: choices,
    }),
    'what was changed, in a thread': changedReply({
      ...{ card, fact: updatedFact(words, 'active'), options: choices },
    }),
    'that it goes on in another': tookPlace({ ...card, resources }, 'C0FORMER'),
    'that it goes on elsewhere': succeeded({ ...card, resources }, 'C0FORMER'),
    'that it goes on in private': movedApart({ ...card, resources }, 'C0FORMER'),
  }
}

// Tags as the select offers them; one that would be cut is cut there, in sight.
function tagsOf(words: string): string[] {
  const tag = tagOf(words)
  return tag === '' || lengthOf(words) > 40 ? ['eu-west'] : [tag, 'eu-west']
}

function formerOf() {
  return {
    kind: 'former_channel',
    place: 'C0FORMER',
    externalId: 'C0FORMER',
    url: source,
    lost: null,
  } as const
}

function lost<R>(resource: R): R & { lost: 'archived' } {
  return { ...resource, lost: 'archived' }
}

function allInTrouble() {
  const labels = ['channel', 'people', 'brief', 'pin', 'topic', 'bookmark', 'announcement', 'ticket'] as const
  return labels.map((label, step) => partOf({ label, step, state: 'failed', error: 'x'.repeat(500) }))
}
