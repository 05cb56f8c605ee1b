import { type Ground, press, type, update } from './acts.ts'
import type { Report } from './judge.ts'
import { bearing, textOf } from './messages.ts'
import type { Hands } from './person.ts'
import type { Cast, Stage } from './stage.ts'
import { type Status, type Story, statusMarks } from './story.ts'

export type Scene = Ground & Cast & { number: string; story: Story; word: () => string }
type Act = (scene: Scene) => Promise<void>

/** What people do with an incident that stands: some of it each time, so that a few of them see all of it. */
export async function live(
  stage: Stage,
  cast: Cast,
  report: Report,
  { random, hands }: { random: () => number; hands: Hands },
): Promise<void> {
  const scene = sceneOf(stage, cast, report, hands)
  const [first, second] = pairs[Math.floor(random() * pairs.length)] ?? []
  for (const act of [first, second]) if (act) await act(scene)
}

/** All of it, once. */
export async function liveThroughAll(stage: Stage, cast: Cast, report: Report, hands: Hands): Promise<void> {
  const scene = sceneOf(stage, cast, report, hands)
  for (const act of [engage, tellInLine, tellInForm, joinAndLeave, claim, handOver, stable, closeIt, reopen])
    await act(scene)
}

export function sceneOf({ slack }: Stage, cast: Cast, report: Report, hands: Hands): Scene {
  const slug = report.title.replaceAll(' ', '-')
  const channel = slack.channels().find((one) => one.name.includes(slug))
  if (!channel) throw new Error(`${report.title} has no channel to live in`)
  const number = /^inc-(\d+)-/.exec(channel.name)?.[1] ?? ''
  const { story } = report
  return {
    slack,
    hands,
    channel: channel.id,
    ...cast,
    number,
    story,
    word: () => `(${number}/${++story.said})`,
  }
}

export const tellInLine: Act = async (scene) => {
  const { person, story, word } = scene
  const words = word()
  await type(scene, person, `update we look on ${words}`)
  story.changes.push({ words })
}

/** The next update is promised in a quarter of an hour, and not written. */
export const promise: Act = async (scene) => {
  const { person, story, word } = scene
  const words = word()
  await update(scene, person, { note: `more soon ${words}`, next_update: '15' })
  story.changes.push({ words })
  story.reminded = person.id
}

const tellInForm: Act = async (scene) => {
  const { person, story, word } = scene
  const words = word()
  await update(scene, person, { note: `half of it is back ${words}` })
  story.changes.push({ words })
}

async function changeStatus(scene: Scene, line: string, to: Status, words: string): Promise<void> {
  const { person, story } = scene
  const arrow = `${statusMarks[story.status]} → ${statusMarks[to]}`
  await type(scene, person, line)
  story.changes.push({ words, arrow })
  story.status = to
}

export const stable: Act = (scene) => {
  const words = scene.word()
  return changeStatus(scene, `status stable it holds ${words}`, 'Stable', words)
}

const reopen: Act = (scene) => {
  const words = scene.word()
  return changeStatus(scene, `reopen it came back ${words}`, 'Active', words)
}

export const closeIt: Act = (scene) =>
  changeStatus(scene, 'close the disk was full', 'Closed', `closed *INC-${scene.number}*`)

const engage: Act = async (scene) => {
  const { slack, person, friends, story } = scene
  await type(scene, person, `engage @${friends[0].name} @crew please come`)
  const crew = slack.groups().find(({ handle }) => handle === 'crew')
  for (const one of [friends[0].id, ...(crew?.members ?? [])]) story.engaged.add(one)
}

const joinAndLeave: Act = async (scene) => {
  const { slack, friends, channel, number, story } = scene
  const [, friend] = friends
  await type({ ...scene, channel: 'general' }, friend, `join INC-${number}`)
  story.joined.add(friend.id)
  await slack.until('the invitation', () => slack.channel(channel).members.has(friend.id), 120_000)
  await friend.leaveChannel(channel)
  story.joined.delete(friend.id)
  story.left.add(friend.id)
}

const claim: Act = async (scene) => {
  const { person, story } = scene
  await type(scene, person, 'claim scribe')
  story.scribe = person.id
}

/** The commander's role is offered to a friend. */
export const offer: Act = async (scene) => {
  const { person, friends, story } = scene
  const [to] = friends
  await type(scene, person, `handover commander @${to.name}`)
  story.engaged.add(to.id)
  story.offer = { to: to.id, outcome: 'open' }
}

const handOver: Act = async (scene) => {
  const { friends, number, story } = scene
  await offer(scene)
  const [to] = friends
  const asked = () => bearing(to.dm, 'askReceiver:').find((one) => textOf(one).includes(`*INC-${number}*`))
  const accepts = Number(number) % 2 === 0
  await press(
    scene,
    to,
    asked,
    accepts ? ['accept_handover', undefined, 'You accepted'] : ['decline_handover', undefined, 'You cannot'],
  )
  if (story.offer) story.offer.outcome = accepts ? 'accepted' : 'declined'
}

/** Two acts an incident: together they are all that there is. */
const pairs: Act[][] = [
  [engage, tellInLine],
  [tellInForm, stable],
  [joinAndLeave, closeIt],
  [claim, handOver],
  [stable, closeIt],
  [closeIt, reopen],
]
