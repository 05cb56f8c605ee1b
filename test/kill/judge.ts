import type { Jira } from '../workspace/jira/contract.ts'
import type { Channel, Slack } from '../workspace/slack/contract.ts'
import { judgeStory } from './judge-story.ts'
import { bearing, count, keyOf, lines, type Verdict } from './messages.ts'
import type { Story } from './story.ts'

/** One report, and what the person who made it saw of it. */
export interface Report {
  title: string
  reporter: string
  /** INC-7 for a form that said so; '' for one that closed; undefined where nothing ever said that it is recorded. */
  recorded: string | undefined
  recordedAt: number
  story: Story
}

export interface Outside {
  slack: Slack
  jira: Jira
  broadcasts: string[]
}

/** How a report stands, by nothing but the state of Slack and Jira. */
export function judge(outside: Outside, report: Report): Verdict {
  const { slack, jira } = outside
  const slug = report.title.replaceAll(' ', '-')
  const channels = slack.channels().filter((one) => one.name.includes(slug))
  const tickets = jira.issues().filter((one) => one.summary.includes(report.title))
  const verdict: Verdict = { missing: [], doubled: [] }
  const [channel] = channels
  if (!channel && tickets.length === 0 && report.recorded === undefined) return verdict
  count(verdict, 'channel', channels.length)
  count(verdict, 'ticket', tickets.length)
  if (!channel) return verdict
  const number = /^inc-(\d+)-/.exec(channel.name)?.[1] ?? ''
  if (report.recorded && report.recorded !== `INC-${number}`)
    verdict.missing.push(`${report.recorded} itself`)
  judgeChannel(verdict, channel, report, number)
  for (const place of outside.broadcasts)
    count(
      verdict,
      'announcement',
      bearing(slack.channel(place).messages, `announce:incident:${number}:${place}`).length,
    )
  judgeStory(verdict, outside, report, { channel, number })
  const [ticket] = tickets
  if (!ticket) return verdict
  count(verdict, 'label', ticket.labels.filter((one) => one.endsWith(`-inc-${number}`)).length)
  count(
    verdict,
    'link',
    ticket.links.filter((one) => one.object.url.endsWith(channel.id)).length,
    ticket.links,
  )
  const marks = channel.bookmarks.filter((one) => one.link.endsWith(`/browse/${ticket.key}`))
  // A ticket that came after its channel was archived has none there.
  if (marks.length > 0 || !channel.archived) count(verdict, 'bookmark of the ticket', marks.length)
  return verdict
}

/** What is always wrong, whichever report it is of: an effect that was ever made twice, and the removal of a twin. */
export function judgeAll({ slack, jira }: Outside): string[] {
  const seen = new Map<string, number>()
  for (const message of slack.channels().flatMap((one) => one.messages)) {
    const key = keyOf(message)
    if (key) seen.set(key, (seen.get(key) ?? 0) + 1)
  }
  const twice = [...seen].filter(([, times]) => times > 1).map(([key]) => `message ${key}`)
  const removals = [...slack.calls, ...jira.calls].filter(
    ({ method, args }) =>
      ['chat.delete', 'DELETE issue/{key}'].includes(method) ||
      // A twin of a channel never had a brief.
      (method === 'conversations.archive' &&
        bearing(slack.channel(String(args.channel)).messages, 'postBrief:').length === 0),
  )
  return [...twice, ...removals.map((one) => `a twin, removed by ${one.method}`)]
}

function judgeChannel(verdict: Verdict, channel: Channel, report: Report, number: string): void {
  const briefs = bearing(channel.messages, `postBrief:incident:${number}`)
  count(verdict, 'brief', briefs.length)
  const [brief] = briefs
  count(verdict, 'pin', channel.pins.filter((ts) => ts === brief?.ts).length, channel.pins)
  const entries = lines(channel, 'channel_join').filter((one) => one.user === report.reporter)
  count(verdict, 'invitation', channel.members.has(report.reporter) ? entries.length : 0)
  const topics = lines(channel, 'channel_topic').map(({ text }) => text)
  if (topics.some((text, i) => text === topics[i - 1])) verdict.doubled.push('topic')
  const marks = channel.bookmarks.filter((one) => one.link.includes(`/archives/${channel.id}/p`))
  count(verdict, 'bookmark of the brief', marks.length)
}
