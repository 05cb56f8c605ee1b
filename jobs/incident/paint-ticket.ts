import { maskedTicket, ticketPriority, ticketSummary } from '../../blocks/incident/ticket.ts'
import { findSetting } from '../../db/configuration/questions.ts'
import type { FactType } from '../../db/facts.ts'
import { type Card, getCard } from '../../db/incident/card.ts'
import { ticketPainted } from '../../db/incident/outside.ts'
import { findResource } from '../../db/incident/place.ts'
import type { Status } from '../../db/schema/incidents.ts'
import type { Painted, TicketPart } from '../../db/schema/resources.ts'
import { Failure } from '../clients/failure.ts'
import type { JiraClient, ShownTicket, TicketStatus } from '../clients/jira.ts'
import { jiraSettleMs, type Keep } from '../reaction.ts'
import { jiraOf } from './ticket.ts'

/**
 * The ticket says what is true now. What people set in Jira stays for as long as our own is what we last wrote; what was
 * being written when no answer came may be done late, over what is newer, so of that counts what Jira shows.
 */
export const paintTicket: Keep<FactType> = {
  kind: 'keep',
  of: 'incident',
  lane: 'integrations',
  rank: 'updates',
  label: 'ticket',
  skippable: true,
  needs: 'jira',
  method: 'jira',
  settleMs: 300,
  quietMs: jiraSettleMs,

  async paint(scene) {
    const { db, incident, lease } = scene
    const [card, issue, names] = await Promise.all([
      getCard(db, incident),
      findResource(db, incident, 'ticket'),
      findSetting(db, 'jira_statuses'),
    ])
    if (!issue) return undefined
    const [jira, key, last] = [jiraOf(scene), issue.externalId, issue.painted ?? {}]
    const painted = (part: Partial<Painted>) => ticketPainted(db, issue.id, part)
    if (!lease.ambiguous && last.asked?.length) await painted({ asked: [] })
    const unsure = lease.ambiguous ? (last.asked ?? []) : []
    const shown = unsure.length > 0 ? await jira.getTicket(key) : undefined
    const statusName = names?.[card.status]
    await eachOf([paintWords, paintStatus, paintPriority], {
      ...{ jira, key, card, last, statusName, shown, unsure, asked: new Set(unsure), painted },
    })
    return undefined
  },
}

interface Easel {
  jira: JiraClient
  key: string
  card: Card
  last: Partial<Painted>
  /** What the status is called in Jira, where that is configured. */
  statusName: string | undefined
  /** What Jira shows, where that counts for some part. */
  shown: ShownTicket | undefined
  unsure: TicketPart[]
  asked: Set<TicketPart>
  painted: (part: Partial<Painted>) => Promise<void>
}

// What Jira refuses of one part is told in the end, and keeps no other part from being painted.
async function eachOf(parts: ((easel: Easel) => Promise<void>)[], easel: Easel): Promise<void> {
  const refusals: Failure[] = []
  for (const part of parts)
    await part(easel).catch((error: unknown) => {
      if (!(error instanceof Failure && error.kind === 'refused')) throw error
      refusals.push(error)
    })
  if (refusals[0]) throw refusals[0]
}

async function paintWords(easel: Easel): Promise<void> {
  const { jira, key, card, last } = easel
  const masked = card.visibility === 'restricted'
  const mask = maskedTicket(card)
  const summary = masked ? mask.summary : ticketSummary(card)
  const isShown = summary === shownOf(easel, 'words', easel.shown?.summary, last.summary)
  if (masked ? !(isShown && last.masked) : !isShown)
    await write(easel, 'words', () => jira.changeTicket(key, masked ? mask : { summary }))
  else if (summary === last.summary) return
  await easel.painted({ summary, masked })
}

async function paintPriority(easel: Easel): Promise<void> {
  const { jira, key, card, last } = easel
  const priority = ticketPriority(card)
  if (!priority) return
  if (priority !== shownOf(easel, 'priority', easel.shown?.priority, last.priority))
    await write(easel, 'priority', () => jira.changeTicket(key, { priority }))
  else if (priority === last.priority) return
  await easel.painted({ priority })
}

async function paintStatus(easel: Easel): Promise<void> {
  const { jira, key, card, last, shown, statusName } = easel
  const { status } = card
  if (status === last.status && !easel.unsure.includes('status')) return
  const fits = (one: TicketStatus) =>
    statusName ? one.name.toLowerCase() === statusName.toLowerCase() : one.category === categories[status]
  if (!fits((shown ?? (await jira.getTicket(key))).status)) {
    const move = (await jira.listMoves(key)).find(({ to }) => fits(to))
    if (!move) throw new Failure('refused', `jira.no_way_to_${status}`, { method: 'jira' })
    await write(easel, 'status', () => jira.moveTicket(key, move))
  } else if (status === last.status) return
  await easel.painted({ status })
}

function shownOf<T>({ unsure }: Easel, part: TicketPart, shown: T, remembered: T): T {
  return unsure.includes(part) ? shown : remembered
}

// That it is being written is known before it is, whatever becomes of this process.
async function write({ asked, painted }: Easel, part: TicketPart, call: () => Promise<void>): Promise<void> {
  if (!asked.has(part)) await painted({ asked: [...asked.add(part)] })
  await call()
}

const categories: Record<Status, string> = {
  active: 'indeterminate',
  stable: 'indeterminate',
  closed: 'done',
}
