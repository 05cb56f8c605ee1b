import type { Actor, Fact, FactType } from '../db/facts.ts'

/** A piece of a sentence, which each face shows in its own way. */
export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'person'; id: string }
  | { kind: 'channel'; id: string }
  | { kind: 'link'; url: string; text: string }

type Sentence<T extends FactType> = ((fact: Fact<T>) => Part[]) | null

/** Each fact as one sentence of the timeline, or null where it is not told. */
const sentences: { [T in FactType]: Sentence<T> } = {
  'incident.reported': ({ actor, data }) => [
    ...who(actor),
    said(' reported the incident; '),
    { kind: 'person', id: data.commander },
    said(' leads it'),
  ],
  'participant.added': ({ data }) => [{ kind: 'person', id: data.person }, said(' joined')],
  'channel.opened': ({ data }) => [
    said('The channel '),
    { kind: 'channel', id: data.channel },
    said(' was opened'),
  ],
  'channel.late': () => [said('The channel was not open after 45 seconds')],
  'people.invited': ({ data }) =>
    data.people.length === 0
      ? [said('Slack would not invite anyone')]
      : [said('Invited '), ...list(data.people)],
  'brief.posted': null,
  'announcement.posted': ({ data }) => [said('Announced in '), { kind: 'channel', id: data.channel }],
  'ticket.opened': ({ data }) => [
    said('The ticket '),
    { kind: 'link', url: data.url, text: data.key },
    said(' was opened'),
  ],
  'step.done': null,
  'step.delayed': null,
  'step.doubted': null,
  'step.told': null,
  'step.failed': ({ data }) => [said(`${words(data.reaction)} failed`)],
  'step.retried': ({ actor, data }) => [...who(actor), said(` had it tried again: ${words(data.reaction)}`)],
  'step.skipped': ({ actor, data }) => [...who(actor), said(` went on without: ${words(data.reaction)}`)],
  'workspace.connected': null,
  'broadcasts.chosen': null,
  'operations.chosen': null,
  'people.due': null,
  'act.refused': null,
}

/** The sentence of a fact, or null where the timeline does not tell it. */
export function sentence<T extends FactType>(fact: Fact<T>): Part[] | null {
  const tell: Sentence<T> = sentences[fact.type]
  return tell ? tell(fact) : null
}

function who(actor: Actor): Part[] {
  return actor.kind === 'person' ? [{ kind: 'person', id: actor.id }] : [said('Dispatch')]
}

function said(text: string): Part {
  return { kind: 'text', text }
}

function list(people: string[]): Part[] {
  return people.flatMap((id, i) =>
    i === 0 ? [{ kind: 'person', id }] : [said(', '), { kind: 'person', id }],
  )
}

// 'openTicket' → 'open ticket'
function words(reaction: string): string {
  return reaction.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
