import type { Channel, Message } from '../workspace/slack/contract.ts'
import type { Outside, Report } from './judge.ts'
import { bearing, count, keyOf, lines, saying, textOf, type Verdict } from './messages.ts'
import { type Change, type Offer, statusMarks } from './story.ts'

/** What must be seen of what people did: every change told once, with old and new; how it stands, everywhere; who is in, and was told so. */
export function judgeStory(
  verdict: Verdict,
  outside: Outside,
  report: Report,
  { channel, number }: { channel: Channel; number: string },
): void {
  const { story } = report
  const threads = outside.broadcasts.map((place) =>
    bearing(outside.slack.channel(place).messages, 'tellThreads:'),
  )
  const told = bearing(channel.messages, 'tellChannel:')
  for (const change of story.changes) judgeChange(verdict, change, told, threads)
  judgeState(verdict, outside, report, { channel, number })
  judgePeople(verdict, outside, report, { channel, number })
  judgeRoles(verdict, outside, report, { channel, number })
  judgeClock(verdict, outside, report, { channel, number })
}

type Place = { channel: Channel; number: string }

function judgeChange(verdict: Verdict, change: Change, told: Message[], threads: Message[][]): void {
  const { words, arrow } = change
  const here = saying(told, words)
  count(verdict, `message of a change${here.length > 1 ? ` (${here.map(known).join()})` : ''}`, here.length)
  for (const thread of threads) count(verdict, 'reply', saying(thread, words).length)
  if (arrow) count(verdict, 'old and new', saying(here, arrow).length)
}

// By what two that are the same to people are told apart.
function known(message: Message): string {
  return `${keyOf(message)} at ${message.ts}`
}

function judgeState(
  verdict: Verdict,
  { slack, jira, broadcasts }: Outside,
  { title, story }: Report,
  { channel, number }: Place,
): void {
  const state = story.status
  const [brief] = bearing(channel.messages, `postBrief:incident:${number}`)
  const last = story.changes.at(-1)?.words ?? ''
  const isLast = (text: string) => story.status === 'Closed' || text.includes(last)
  const shows = (text: string) => text.includes(statusMarks[state]) && isLast(text)
  if (!shows(textOf(brief))) verdict.missing.push('state on the brief')
  for (const place of broadcasts) {
    const [card] = bearing(slack.channel(place).messages, `announce:incident:${number}:${place}`)
    if (card && !shows(textOf(card))) verdict.missing.push('state on the announcement')
  }
  const [ticket] = jira.issues().filter((one) => one.summary.includes(title))
  const isDone = ticket?.status === 'Done'
  if (ticket && story.changes.length > 0 && isDone !== (story.status === 'Closed'))
    verdict.missing.push('state of the ticket')
  if (!channel.topic.startsWith(`INC-${number} · ${state}`)) verdict.missing.push('topic')
  const sheets = slack.canvases().filter((one) => !one.deleted && one.title === `INC-${number} summary`)
  count(verdict, 'summary', sheets.filter((one) => one.markdown.includes(`**${state}**`)).length, sheets)
}

function judgePeople(
  verdict: Verdict,
  { slack }: Outside,
  { story }: Report,
  { channel, number }: Place,
): void {
  const entries = (person: string) => lines(channel, 'channel_join').filter((one) => one.user === person)
  const welcomes = (person: string) =>
    bearing(slack.person(person).dm, `welcomePerson:incident:${number}:${person}`)
  for (const person of story.engaged) {
    count(verdict, 'who was engaged', channel.members.has(person) ? entries(person).length : 0)
    count(verdict, 'welcome', welcomes(person).length)
  }
  for (const person of story.left) {
    if (channel.members.has(person)) verdict.missing.push('leaving')
    if (entries(person).length > 1) verdict.doubled.push('who had left')
  }
  for (const person of [...story.joined, ...story.left])
    if (welcomes(person).length > 0) verdict.doubled.push('welcome of one who joined')
}

function judgeRoles(
  verdict: Verdict,
  { slack }: Outside,
  { reporter, story }: Report,
  { channel, number }: Place,
): void {
  const { scribe, offer } = story
  const of = (person: string, key: string) => saying(bearing(slack.person(person).dm, key), `INC-${number}*`)
  const line = (person: string, role: string) =>
    saying(bearing(channel.messages, 'tellRole:'), `<@${person}> is *${role}* now`)
  if (scribe) {
    count(verdict, 'line of a role', line(scribe, 'Scribe').length)
    count(verdict, 'duties', saying(of(scribe, 'tellHolder:'), '*Scribe*').length)
  }
  if (!offer) return
  const [asked] = of(offer.to, 'askReceiver:')
  count(verdict, 'offer', of(offer.to, 'askReceiver:').length)
  const { asks, outcome, holder } = outcomes[offer.outcome](offer.to, reporter)
  if (!textOf(asked).includes(asks))
    verdict.missing.push(`state of the offer (${asks} in ${textOf(asked).slice(0, 400)})`)
  const answers = bearing(slack.person(reporter).dm, 'tellGiver:')
  if (outcome) count(verdict, 'answer to the offer', saying(answers, outcome(number)).length)
  const [brief] = bearing(channel.messages, `postBrief:incident:${number}`)
  if (!textOf(brief).includes(`*Commander*\\n<@${holder}>`)) verdict.missing.push('commander on the brief')
  if (offer.outcome === 'accepted')
    count(verdict, 'line of the commander', line(offer.to, 'Commander').length)
}

function judgeClock(
  verdict: Verdict,
  { slack }: Outside,
  { story }: Report,
  { channel, number }: Place,
): void {
  const { reminded, remindedOfOffer, archived } = story
  const said = (messages: Message[], words: string) =>
    saying(saying(bearing(messages, 'sayNudge:'), `*INC-${number}*`), words).length
  if (reminded)
    count(
      verdict,
      'reminder of the promise',
      said(slack.person(reminded).dm, 'nobody has told how it stands'),
    )
  if (remindedOfOffer)
    count(verdict, 'reminder of the offer', said(slack.person(remindedOfOffer).dm, 'have not answered'))
  if (!archived) {
    if (channel.archived) verdict.doubled.push('archived, and is open')
    return
  }
  if (!channel.archived) verdict.missing.push('archived')
  count(verdict, 'warning of the archive', said(channel.messages, 'will be archived'))
}

interface Outcome {
  asks: string
  outcome?: (number: string) => string
  holder: string
}

const outcomes: Record<Offer['outcome'], (to: string, from: string) => Outcome> = {
  open: (_, from) => ({ asks: 'accept_handover', holder: from }),
  accepted: (to) => ({
    asks: 'You accepted',
    outcome: (number) => `<@${to}> accepted, and is *Commander* of INC-${number} now`,
    holder: to,
  }),
  declined: (to, from) => ({
    asks: 'You cannot',
    outcome: (number) => `<@${to}> cannot be *Commander* of INC-${number}.`,
    holder: from,
  }),
  lapsed: (to, from) => ({
    asks: 'Nobody answered in time',
    outcome: (number) => `<@${to}> has not answered whether to be *Commander* of INC-${number}.`,
    holder: from,
  }),
}
