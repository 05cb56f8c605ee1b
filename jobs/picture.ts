import { createHash } from 'node:crypto'
import type { FactType } from '../db/facts.ts'
import { pictureShown } from '../db/incident/picture.ts'
import type { findResource } from '../db/incident/place.ts'
import type { Paint } from '../db/work/outcome.ts'
import type { Keep, Scene } from './reaction.ts'

type Resource = NonNullable<Awaited<ReturnType<typeof findResource>>>

/** A mark that two faces share only where they are the same. */
export function pictureOf(face: unknown): string {
  return createHash('sha256').update(JSON.stringify(face)).digest('base64url').slice(0, 16)
}

/**
 * Paints what a thing is to show, unless it shows that already; answers what is to be recorded with it. `paint` answers
 * false where it could not.
 */
export async function show(
  { lease }: Scene,
  thing: Resource,
  face: unknown,
  paint: () => Promise<boolean>,
): ReturnType<Keep<FactType>['paint']> {
  const picture = pictureOf(face)
  // A try without an answer may have painted another.
  if (!lease.ambiguous && thing.painted?.picture === picture) return undefined
  const isShown = await paint()
  const { id: resource, externalId } = thing
  // Whoever had the step before may have painted over it: then it is wanted again.
  return (work, again) =>
    pictureShown(work, { resource, externalId, mark: again || !isShown ? null : picture })
}

/** Records of a thing that cannot be painted now that it does not show what it is to show, where that is so. */
export function outdate({ id: resource, externalId, painted }: Resource, face: unknown): Paint['record'] {
  if (painted?.picture === pictureOf(face)) return undefined
  return (work) => pictureShown(work, { resource, externalId, mark: null })
}
