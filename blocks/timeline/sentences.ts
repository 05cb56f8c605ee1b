import { type Actor, type Change, type Fact, type FactType, reactionMeant } from '../../db/facts.ts'
import { askedBy, channel, link, list, named, type Part, person, quoted, said, who } from './parts.ts'

export type { Part } from './parts.ts'

type Sentence<T extends FactType> = ((fact: Fact<T>) => Part[]) | null
type Table = { [T in FactType]: Sentence<T> }

/** Each fact as one sentence of the timeline, or null where it is not told, or told otherwise. */
const sentences: Table = {
  'incident.reported': ({ actor, data }) => [
    ...who(actor),
    said(' reported the incident; '),
    person(data.commander),
    said(' leads it'),
  ],
  'incident.recorded': ({ actor }) => [...who(actor), said(' wrote the incident down afterwards')],
  'incident.updated': (fact) => updated(fact),
  'incident.declined': because((actor) => [...who(actor), said(' declined it as a false alarm')]),
  'incident.merged': because((actor, { into }) => [...who(actor), said(` merged it into INC-${into}`)]),
  'incident.absorbed': ({ actor, data }) => [...who(actor), said(` merged INC-${data.other} into it`)],
  'incident.parted': ({ actor, data }) => [
    ...who(actor),
    said(` took INC-${data.other} apart from it again`),
  ],
  'incident.restored': because((actor) => [...who(actor), said(' took that back: it counts again')]),
  'incident.restricted': because((actor) => [...who(actor), said(' restricted it to those who are in it')]),
  'times.corrected': because((actor, { times }) => [
    ...who(actor),
    said(` corrected ${times.map(({ time }) => `when it was ${time}`).join(', ')}`),
  ]),
  'participant.added': ({ data }) => [
    person(data.person),
    said(data.observer ? ' observes' : ' joined'),
    ...askedBy(data),
  ],
  'participant.reinvited': ({ data }) => [person(data.person), said(' was invited again'), ...askedBy(data)],
  'participant.left': ({ data }) =>
    data.by
      ? [person(data.by), said(' removed '), person(data.person)]
      : [person(data.person), said(' left')],
  'participant.promoted': ({ data }) => [person(data.person), said(' takes part now')],
  'role.assigned': ({ data }) => [
    person(data.person),
    said(` is ${named(data.role)} now`),
    ...(data.from ? [said(', after '), person(data.from)] : []),
  ],
  'role.vacated': ({ data }) => [person(data.person), said(` is no longer ${named(data.role)}; nobody is`)],
  'handover.offered': ({ actor, data }) => [
    ...who(actor),
    said(` asked `),
    person(data.to),
    said(` to be ${named(data.role)}`),
  ],
  'handover.accepted': null,
  'handover.declined': ({ data }) => [person(data.to), said(` cannot be ${named(data.role)}`)],
  'handover.lapsed': ({ data }) => [
    person(data.to),
    said(` did not answer whether to be ${named(data.role)}`),
  ],
  'engagement.asked': null,
  'engagement.declined': null,
  'access.requested': ({ data }) => [person(data.person), said(' asked to see it')],
  'access.granted': ({ actor, data }) => [...who(actor), said(' let '), person(data.person), said(' see it')],
  'access.refused': ({ actor, data }) => [
    ...who(actor),
    said(' did not let '),
    person(data.person),
    said(' see it'),
  ],
  'channel.opened': ({ data }) => [said('The channel '), channel(data.channel), said(' was opened')],
  'channel.late': () => [said('The channel was not open after 45 seconds')],
  'channel.replaced': ({ data }) => [
    said('It went on in the channel '),
    channel(data.channel),
    said(whyReplaced[data.reason]),
  ],
  'channel.renamed': ({ data }) => [said('The channel is called '), quoted(data.name), said(' now')],
  'channel.moved': ({ data }) => [
    said('Slack gave the channel another id: it is '),
    channel(data.to),
    said(' now'),
  ],
  'channel.asked': ({ actor, data }) => [
    ...who(actor),
    said(data.wish === 'another' ? ' asked for a new channel' : ' asked Dispatch back into the channel'),
  ],
  'channel.lost': ({ data }) => [
    ...(data.by ? [person(data.by)] : [said(data.own === false ? 'Somebody' : 'Dispatch')]),
    said(
      {
        archived: ' archived the channel',
        deleted: ' deleted the channel',
        removed: ' removed Dispatch from it',
      }[data.how],
    ),
  ],
  'channel.regained': ({ data }) => [
    ...(data.by ? [person(data.by)] : [said('Somebody')]),
    said(' gave the channel back'),
  ],
  'archive.due': null,
  'archive.postponed': ({ actor }) => [...who(actor), said(' kept the channel for a week longer')],
  'people.invited': ({ data }) => {
    if (data.people.length === 0) return [said('Slack would not invite anyone')]
    return data.came
      ? [...list(data.people), said(' came in after all')]
      : [said('Invited '), ...list(data.people)]
  },
  'brief.posted': null,
  'announcement.posted': ({ data }) => [said('Announced in '), channel(data.channel)],
  'ticket.opened': ({ data }) => [said('The ticket '), link(data.url, data.key), said(' was opened')],
  'document.opened': ({ data }) => [
    said(data.kind === 'summary' ? 'The ' : 'The people’s '),
    link(data.url, data.kind),
    said(' was opened'),
  ],
  'document.lost': () => [said('The summary was deleted with the channel that it stood in')],
  'message.kept': null,
  'message.released': null,
  'message.revised': null,
  'entry.added': null,
  'entry.corrected': null,
  'entry.hidden': null,
  'entry.shown': null,
  'nudge.due': null,
  'nudge.posted': null,
  'nudge.snoozed': null,
  'nudge.dismissed': null,
  'nudge.ended': null,
  'step.done': null,
  'step.delayed': null,
  'step.doubted': null,
  'step.told': null,
  'step.failed': ({ data }) => [said(`${words(reactionMeant(data))} failed`)],
  'step.retried': ({ actor, data }) => [
    ...who(actor),
    said(` had it tried again: ${words(reactionMeant(data))}`),
  ],
  'step.skipped': ({ actor, data }) => [
    ...who(actor),
    said(` went on without: ${words(reactionMeant(data))}`),
  ],
  'workspace.connected': null,
  'workspace.left': null,
  'administrators.named': null,
  'channel.heard': null,
  'outlet.lost': null,
  'outlet.regained': null,
  'broadcasts.chosen': null,
  'operations.chosen': null,
  'people.due': null,
  'act.refused': null,
  'person.deactivated': null,
}

const whyReplaced = {
  restricted: ', which is private',
  reopened: ', since the one before is archived',
  lost: ', since the one before was taken away',
}

/** The facts that the timeline tells. */
export const toldTypes = (Object.keys(sentences) as FactType[]).filter((type) => sentences[type] !== null)

/** The sentence of a fact, or null where the timeline does not tell it. */
export function sentence<T extends FactType>(fact: Fact<T>): Part[] | null {
  const tell: Sentence<T> = sentences[fact.type]
  return tell ? tell(fact) : null
}

/** What changed, each as `Severity: Minor → Critical`; keys as the configuration names them by `name`. */
export function changed(
  changes: Change[],
  name: (field: Change['field'], key: string) => string = (_, key) => named(key),
): string[] {
  return changes.map(({ field, from, to }) => {
    const label = `${field[0]?.toUpperCase()}${field.slice(1)}`
    return from === null || to === null ? label : `${label}: ${name(field, from)} → ${name(field, to)}`
  })
}

function updated({ actor, data, words: told }: Fact<'incident.updated'>): Part[] {
  const what =
    data.changes.length > 0 ? ` changed ${changed(data.changes).join(', ')}` : ' told how it stands'
  return [...who(actor), said(what), ...(told?.note ? [said(': '), quoted(told.note)] : [])]
}

function because<T extends FactType>(tell: (actor: Actor, data: Fact<T>['data']) => Part[]): Sentence<T> {
  return ({ actor, data, words: told }) => [
    ...tell(actor, data),
    ...(told?.note ? [said(': '), quoted(told.note)] : []),
  ]
}

// 'openTicket' → 'open ticket'
function words(reaction: string): string {
  return reaction.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
