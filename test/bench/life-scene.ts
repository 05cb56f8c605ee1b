import { setTimeout as pause } from 'node:timers/promises'
import { placeOf, told } from '../stories/crew.ts'
import type { Channel, Choice, Message, Person, Slack } from '../workspace/slack/contract.ts'
import { startSlack } from '../workspace/slack/server.ts'
import { callMs, type Ground } from './people.ts'

const names = 'ana ben cleo dora eve finn gus hana ivan jo kim lena max nora omar'.split(' ')
const apartMs = 1_000
const broadcasts = ['incidents', 'status']

/** Fifteen people, a user group of four of them, two channels that follow every incident. */
export const town: Ground & { people: number } = {
  people: names.length,
  async open() {
    const slack = await startSlack({ latencyMs: callMs })
    for (const name of names) slack.addPerson({ name })
    for (const name of [...broadcasts, 'general']) slack.addChannel({ name, members: names })
    slack.addGroup({ handle: 'payments', members: ['dora', 'eve', 'finn', 'gus'] })
    return slack
  },
  configuration: (slack) =>
    `broadcast: [${broadcasts.map((name) => `{ channel: ${slack.channel(name).id} }`).join(', ')}]`,
}

/** What people do with one incident, in their own words. */
export interface Scene {
  person(name: string): Person
  /** The incident's channel. */
  room(): Channel
  report(name: string, title: string): Promise<void>
  /** Types these lines in the incident's channel, a second apart: `ana: update it is the gateway`. */
  type(...lines: string[]): Promise<void>
  /** Presses Update on the brief, fills the form, submits it. */
  update(name: string, answers: Record<string, Choice>): Promise<void>
  /** Presses what is told in an announcement, or in the direct message that says so. */
  pressAnnouncement(name: string, action: string): Promise<void>
  pressDirect(name: string, words: string, action: string): Promise<void>
  /** So many messages, by whoever is in the channel. */
  chat(count: number): Promise<Message[]>
}

export function openScene(slack: Slack): Scene {
  const room = () => one(slack.channels().find(({ name }) => name.startsWith('inc-')))
  const person = (name: string) => slack.person(name)
  let said = 0
  return {
    person,
    room,
    async report(name, title) {
      await person(name).command(`/dispatch report ${title}`, 'general')
      await slack.until('the report form', () => person(name).view)
      await person(name).submit()
    },
    async type(...lines) {
      for (const [i, line] of lines.entries()) {
        if (i > 0) await pause(apartMs)
        const [name = '', words = ''] = line.split(': ', 2)
        await person(name).command(`/dispatch ${words}`, room().id)
      }
    },
    async update(name, answers) {
      while (person(name).view) await person(name).closeView()
      const brief = { channel: room().id, ts: one(room().pins[0]) }
      await person(name).click(brief, 'open_update')
      await slack.until('the update form', () => person(name).view)
      for (const [action, choice] of Object.entries(answers)) await person(name).fill(action, choice)
      await person(name).submit()
      if (person(name).view) throw new Error(`not updated: ${JSON.stringify(person(name).view?.errors)}`)
    },
    async pressAnnouncement(name, action) {
      const channel = slack.channel(broadcasts[0] ?? '')
      await person(name).click(
        { channel: channel.id, ts: one(channel.messages.find(({ blocks }) => blocks)).ts },
        action,
      )
    },
    async pressDirect(name, words, action) {
      await person(name).click(placeOf(slack, told(person(name), words)), action)
    },
    async chat(count) {
      const messages: Message[] = []
      const present = names.filter((name) => room().members.has(person(name).id))
      for (let i = 0; i < count; i++, said++) {
        const speaker = person(one(present[said % present.length]))
        messages.push(await speaker.say(room().id, `I see it too, ${said}`))
      }
      return messages
    },
  }
}

function one<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Error('it is not there')
  return thing
}
