import { maskedTicket, ticket, ticketPriority } from '../../blocks/incident/ticket.ts'
import { incidentName } from '../../blocks/kit.ts'
import { firstId } from '../../db/channel/move.ts'
import { findSetting } from '../../db/configuration/questions.ts'
import type { FactType } from '../../db/facts.ts'
import { getCard } from '../../db/incident/card.ts'
import { ticketOpened } from '../../db/incident/outside.ts'
import { findResource } from '../../db/incident/place.ts'
import { findPerson } from '../../db/people/people.ts'
import type { Painted } from '../../db/schema/resources.ts'
import type { Answer } from '../../db/work/outcome.ts'
import type { JiraClient } from '../clients/jira.ts'
import { jiraQuietMs, jiraSettleMs, type Keep, type Once, type Scene } from '../reaction.ts'

/** Where the configuration names none for the type. */
const defaultIssueType = 'Task'

export const openTicket: Once<'incident.reported' | 'incident.recorded'> = {
  kind: 'once',
  of: 'incident',
  lane: 'integrations',
  rank: 'updates',
  label: 'ticket',
  skippable: true,
  needs: 'jira',
  method: 'jira',
  lookMethod: 'jira',
  quietMs: jiraQuietMs,

  async look(scene) {
    const [found] = await jiraOf(scene).listTickets(await labelOf(scene))
    return found && opened(scene, found, { openedAs: found.summary, summary: found.summary, masked: false })
  },

  async make(scene) {
    const card = await getCard(scene.db, scene.incident)
    const [commander, reporter] = await Promise.all([
      card.commanderId === null ? undefined : findPerson(scene.db, card.commanderId),
      findPerson(scene.db, card.reporterId),
    ])
    const names = (id: string) => [commander, reporter].find((one) => one?.id === id)?.realName ?? id
    const masked = card.visibility === 'restricted'
    const face = masked ? maskedTicket(card) : ticket(card, names)
    const priority = ticketPriority(card)
    const made = await jiraOf(scene).openTicket({
      ...face,
      label: await labelOf(scene),
      issueType: card.type.elsewhere.jira ?? defaultIssueType,
      priority,
    })
    return opened(scene, made, { openedAs: face.summary, summary: face.summary, masked, priority })
  },

  async removeTwins(scene, kept) {
    const [all, ours] = await Promise.all([
      jiraOf(scene).listTickets(await labelOf(scene)),
      findResource(scene.db, scene.incident, 'ticket'),
    ])
    // People clone tickets, labels and all: a twin says the same, and was made while the answer was outstanding.
    for (const twin of all)
      if (twin.key !== kept && twin.summary === ours?.painted?.openedAs && isOfTheTries(scene, twin.created))
        await jiraOf(scene).removeTicket(twin.key)
  },
}

/** The ticket's link back to the channel, once both stand. */
export const linkTicket: Keep<FactType> = {
  kind: 'keep',
  of: 'incident',
  lane: 'integrations',
  rank: 'cosmetics',
  needs: 'jira',
  method: 'jira',
  quietMs: jiraSettleMs,

  async paint(scene) {
    const [channel, issue] = await Promise.all([
      findResource(scene.db, scene.incident, 'channel'),
      findResource(scene.db, scene.incident, 'ticket'),
    ])
    if (channel?.url && issue)
      await jiraOf(scene).linkTicket(issue.externalId, {
        // A channel that has another id by now keeps its one link.
        id: `dispatch-channel-${await firstId(scene.db, channel.externalId)}`,
        url: channel.url,
        title: `${incidentName(scene.incident)} in Slack`,
      })
    return undefined
  },
}

/** Tries go on for as long as Jira's quiet time lasts; clocks may differ by a minute. */
function isOfTheTries({ lease }: Scene, created: Date): boolean {
  const began = Date.now() - lease.sinceFirstAsked
  return Math.abs(created.getTime() - began) < 2 * jiraQuietMs + 60_000
}

function opened({ incident }: Scene, issue: { key: string; url: string }, painted: Painted): Answer {
  return { externalId: issue.key, record: (work) => ticketOpened(work, incident, issue, painted) }
}

// The label tells apart two installations that share a project.
async function labelOf({ db, incident }: Scene): Promise<string> {
  const installation = await findSetting(db, 'installation')
  return `dispatch-${installation?.slice(0, 8)}-inc-${incident}`
}

export function jiraOf({ world }: Scene): JiraClient {
  if (!world.jira) throw new Error('Jira is not configured any more')
  return world.jira
}
