import type { Actor } from '../../db/facts.ts'

/** A piece of a sentence, which each face shows in its own way; `quoted` is people's own words. */
export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'quoted'; text: string }
  | { kind: 'person'; id: string }
  | { kind: 'channel'; id: string }
  | { kind: 'link'; url: string; text: string }

export function said(text: string): Part {
  return { kind: 'text', text }
}

export function quoted(text: string): Part {
  return { kind: 'quoted', text }
}

export function person(id: string): Part {
  return { kind: 'person', id }
}

export function channel(id: string): Part {
  return { kind: 'channel', id }
}

export function link(url: string, text: string): Part {
  return { kind: 'link', url, text }
}

export function who(actor: Actor): Part[] {
  return [actor.kind === 'person' ? person(actor.id) : said('Dispatch')]
}

export function askedBy({ by }: { by: string | null }): Part[] {
  return by ? [said(', asked by '), person(by)] : []
}

/** How many of many people are named; all of them could be more than a line may hold. */
const mostNamed = 20

export function list(people: string[]): Part[] {
  const named = people
    .slice(0, mostNamed)
    .flatMap((id, i) => (i === 0 ? [person(id)] : [said(', '), person(id)]))
  return people.length > mostNamed ? [...named, said(` and ${people.length - mostNamed} more`)] : named
}

/** A key as people say it: 'on-duty' → 'on duty'. */
export function named(key: string): string {
  return key.replace(/-/g, ' ')
}
