import { channelOf, postsIn, textOf } from '../tale.ts'
import type { Channel } from '../workspace/slack/contract.ts'
import { type Incident, type Message, type Model, type Real, severities, statuses } from './model.ts'
import { ofTimeline } from './timeline.ts'

const categories = { active: 'In Progress', stable: 'In Progress', closed: 'Done' }

/** All in which the workspace and Jira differ from the model, once everything has run its course. */
export async function differences(real: Real, { incidents }: Model): Promise<string[]> {
  const found: string[] = []
  for (const [i, incident] of incidents.entries()) {
    const number = real.numbers[i] ?? 0
    const all = [
      ...ofChannel(real, incident, number),
      ...ofAnnouncement(real, incident, number),
      ...ofTicket(real, incident, number),
      ...(await ofTimeline(real, incident, number)),
    ]
    found.push(...all.map((one) => `INC-${number}: ${one}`))
  }
  return found
}

function ofChannel(real: Real, incident: Incident, number: number): string[] {
  const channel = channelOf(real.stage, number)
  const brief = channel.messages.find((one) => one.ts === channel.pins[0])
  const { title, status, severity, told, people } = incident
  const leads = `<@${idOf(real, incident.commander)}>`
  const topic = `INC-${number} · ${statuses[status]} · Severity: ${severities[severity]} · Commander: ${leads}`
  const ids = [...people].map((name) => idOf(real, name))
  return [
    ...lacks('the brief', textOf(brief?.blocks), [
      ...[title, statuses[status], severities[severity], `*Commander*\\n${leads}`],
      ...(told !== '' && status !== 'closed' ? [told] : []),
    ]),
    ...(channel.topic === topic ? [] : [`the topic is "${channel.topic}", not "${topic}"`]),
    ...ids.filter((id) => !channel.members.has(id)).map((id) => `${id} is not in the channel`),
    ...incident.messages.flatMap((message) => ofReceipt(real, channel, message)),
  ]
}

// The receipt of what is kept and not hidden; a deletion may have left nothing to stand on.
function ofReceipt({ stage, messages }: Real, channel: Channel, message: Message): string[] {
  const { keepers, entry, text, gone } = message
  const found = channel.messages.find((one) => one.ts === messages.get(message.mark))
  const given = found?.reactions.find((one) => one.name === 'memo')?.users ?? []
  const wanted = keepers.size > 0 && !entry?.hidden && !gone
  const is = given.includes(stage.slack.bot.userId)
  return is === wanted || gone ? [] : [`"${text}" has ${is ? 'a' : 'no'} receipt`]
}

function ofAnnouncement(real: Real, incident: Incident, number: number): string[] {
  const { stage } = real
  const all = postsIn(stage, stage.slack.channel('incidents')).filter(
    (one) => one.threadTs === undefined && textOf(one.blocks).includes(`*INC-${number}*`),
  )
  const { title, status, severity, commander } = incident
  const wanted = [title, statuses[status], severities[severity], `led by <@${idOf(real, commander)}>`]
  return [
    ...(all.length === 1 ? [] : [`it has ${all.length} announcements`]),
    ...lacks('the announcement', textOf(all[0]?.blocks), wanted),
  ]
}

function ofTicket({ jira }: Real, incident: Incident, number: number): string[] {
  const all = jira.issues().filter((one) => one.labels.some((label) => label.endsWith(`-inc-${number}`)))
  const [ticket] = all
  return [
    ...(all.length === 1 ? [] : [`it has ${all.length} tickets`]),
    ...(ticket?.summary === `INC-${number} ${incident.title}`
      ? []
      : [`the ticket is called ${ticket?.summary}`]),
    ...(ticket?.status === categories[incident.status] ? [] : [`the ticket is ${ticket?.status}`]),
  ]
}

function lacks(what: string, shown: string, wanted: string[]): string[] {
  return wanted.filter((one) => !shown.includes(one)).map((one) => `${what} lacks ${one}`)
}

function idOf({ stage }: Real, name: string): string {
  return stage.slack.person(name).id
}
