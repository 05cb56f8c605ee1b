import type { Stage } from '../../stage.ts'
import { closeAll, report, textOf } from '../../tale.ts'
import type { Message, Person } from '../../workspace/slack/contract.ts'
import type { Marks } from './marks.ts'

export const insiders = ['ana', 'ben', 'cleo', 'dina']
export const outsiders = ['olaf', 'adam', 'gus']

/** What outsiders know by themselves: it resembles the title. */
export const common = 'payroll database was copied outside'

export interface Life {
  stage: Stage
  marks: Marks
  /** The one whose words may not get out, whatever becomes of it. */
  incident: number
  /** One that is restricted, and one that is open to all, both led by ana. */
  apart: number
  open: number
  /** It was restricted from the start. */
  isAlways: boolean
}

export interface Deed {
  name: string
  by: string
  act(life: Life): Promise<unknown>
}

const person = ({ stage }: Life, name: string) => stage.slack.person(name)
const own = ({ incident }: Life) => `INC-${incident}`

/** Somebody types a line; of `{…}` a new word is made. */
export function types(by: string, line: string): Deed {
  return {
    name: `${by} types ${line}`,
    by,
    act: (life) => typed(life, by, line),
  }
}

async function typed(life: Life, by: string, line: string): Promise<void> {
  const who = person(life, by)
  await closeAll(who)
  const said = line
    .replace(/INC-n/g, own(life))
    .replace(/INC-apart/g, `INC-${life.apart}`)
    .replace(/INC-open/g, `INC-${life.open}`)
    .replace(/\{(\w+)\}/g, (_, as: string) => life.marks.of(life.incident, as))
  await who.command(`/dispatch ${said}`, 'general')
}

/** Somebody opens a form by a line, fills it and sends it. */
export function fills(by: string, line: string, inputs: Record<string, string>): Deed {
  return {
    name: `${by} fills ${line}`,
    by,
    async act(life) {
      await typed(life, by, line)
      const who = person(life, by)
      const isOpen = await life.stage.slack.until('a form', () => who.view, 700).catch(() => undefined)
      if (!isOpen) return
      for (const [input, value] of Object.entries(inputs))
        await who.fill(
          input,
          value.replace(/\{(\w+)\}/g, (_, as: string) => life.marks.of(life.incident, as)),
        )
      await who.submit()
    },
  }
}

/** Somebody presses the newest button of this name that stands in their direct messages. */
export function presses(by: string, action: string): Deed {
  return {
    name: `${by} presses ${action}`,
    by,
    async act(life) {
      const who = person(life, by)
      const message = who.dm.findLast((one) => textOf(one.blocks).includes(`"${action}"`))
      const place = message && directOf(life, who, message)
      if (place) await who.click(place, action)
    },
  }
}

/** Somebody says something in its channel, and others do something to what was said. */
export function says(
  by: string,
  then: (who: Person, channel: string, message: Message) => Promise<unknown>,
): Deed {
  return {
    name: `${by} says something`,
    by,
    async act(life) {
      const who = person(life, by)
      const room = roomOf(life)
      if (!room || room.archived || !room.members.has(who.id)) return
      const message = await who.say(room.id, life.marks.of(life.incident, 'message'))
      await then(who, room.id, message)
    },
  }
}

export function does(by: string, name: string, act: (life: Life) => Promise<unknown>): Deed {
  return { name: `${by} ${name}`, by, act }
}

/** The channel that it goes on in. */
export function roomOf({ stage, incident }: Life) {
  const rooms = stage.slack
    .channels()
    .filter((one) => one.name.startsWith(`inc-${incident}-`) || one.name === `inc-${incident}`)
  return rooms.findLast((one) => one.kind === 'group') ?? rooms.at(-1)
}

export async function begin(stage: Stage, marks: Marks, next: number, visibility: string): Promise<number> {
  const ana = stage.slack.person('ana')
  const [title, description] = [marks.of(next, 'title'), marks.of(next, 'description')]
  const incident = await report(stage, ana, `${common} ${title}`, {
    visibility,
    description,
    priority: 'high',
  })
  if (incident !== next) throw new Error(`INC-${incident} was reported, not INC-${next}`)
  await closeAll(ana)
  await stage.settle()
  return incident
}

function directOf({ stage }: Life, who: Person, message: Message) {
  const channel = stage.slack
    .channels()
    .find((one) => one.kind === 'im' && one.members.has(who.id) && one.messages.includes(message))
  return channel && { channel: channel.id, ts: message.ts }
}
