import { z } from 'zod'
import type { Person } from '../../slack/contract.ts'
import type { Answer } from '../shape.ts'
import { adminDeeds } from './admin-deeds.ts'
import { appDeeds } from './app-deeds.ts'
import { channelDeeds } from './channel-deeds.ts'
import type { Deed } from './deed.ts'
import { demoDeeds } from './demo-deeds.ts'
import type { Setting } from './setting.ts'
import { wordDeeds } from './word-deeds.ts'

const deeds = { ...appDeeds, ...wordDeeds, ...channelDeeds, ...adminDeeds, ...demoDeeds }

type Deeds = typeof deeds
type Kind = keyof Deeds

/** What a person does on the page. */
export type Act = { [K in Kind]: { kind: K } & Sent<Deeds[K]> }[Kind]

type Sent<D> =
  D extends Deed<infer Shape> ? (keyof Shape extends never ? unknown : z.input<z.ZodObject<Shape>>) : never

export const act = z.looseObject({ kind: z.enum(Object.keys(deeds) as Kind[]) })

/** Does at the fake Slack what the person did on the page; it alone says whether that may be done. */
export function perform(
  setting: Setting,
  person: Person,
  done: z.output<typeof act>,
): Promise<Answer | undefined> {
  return deeds[done.kind].run(person, done, setting)
}
