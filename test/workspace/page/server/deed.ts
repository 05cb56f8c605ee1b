import { z } from 'zod'
import type { Person } from '../../slack/contract.ts'
import type { Answer } from '../shape.ts'
import type { Setting } from './setting.ts'

/** One kind of act: what the page sends of it, and what is then done at the fake Slack. */
export interface Deed<Shape extends z.ZodRawShape> {
  shape: z.ZodObject<Shape>
  run(person: Person, sent: unknown, setting: Setting): Promise<Answer | undefined>
}

export function deed<Shape extends z.ZodRawShape>(
  shape: Shape,
  does: (person: Person, args: z.output<z.ZodObject<Shape>>, setting: Setting) => Promise<Answer | undefined>,
): Deed<Shape> {
  const object = z.object(shape)
  return { shape: object, run: (person, sent, setting) => does(person, object.parse(sent), setting) }
}

/** A deed that answers nothing. */
export function move<Shape extends z.ZodRawShape>(
  shape: Shape,
  does: (person: Person, args: z.output<z.ZodObject<Shape>>, setting: Setting) => Promise<unknown>,
): Deed<Shape> {
  return deed(shape, async (person, args, setting) => {
    await does(person, args, setting)
    return undefined
  })
}
