import type { Progress } from '../db/incident/card.ts'
import type { StepLabel } from '../db/schema/steps.ts'
import type { Mrkdwn } from './kit.ts'

/** What people call the part that a step sets up. */
export const partNames: Record<StepLabel, string> = {
  channel: 'Channel',
  people: 'Invitations',
  brief: 'Brief',
  pin: 'Pin',
  topic: 'Topic',
  bookmark: 'Bookmarks',
  announcement: 'Announcement',
  ticket: 'Ticket',
  canvas: 'Document',
  summary: 'Summary',
  plan: 'Follow-up',
}

/** Why a step failed or is late, in a sentence; the code itself where there is no better word for it. */
export function reason(code: string | null): Mrkdwn {
  if (!code) return 'It has not been done yet.'
  const known = Object.hasOwn(reasons, code) ? reasons[code] : undefined
  return known ?? (code.startsWith('jira.') ? jira(code.slice(5)) : `Slack answered \`${safe(code)}\`.`)
}

/** The mark and word of a state; never the colour alone. */
export function stateMark({ state, late }: Pick<Progress, 'state' | 'late'>): string {
  if (state === 'done') return ':white_check_mark:'
  if (state === 'skipped') return ':fast_forward:'
  if (state === 'failed') return ':x:'
  return late ? ':warning:' : ':hourglass_flowing_sand:'
}

const reasons: Record<string, string> = {
  'slack.unanswered': 'Slack does not answer; Dispatch keeps trying.',
  'slack.unreachable': 'Slack cannot be reached; Dispatch keeps trying.',
  'jira.unanswered': 'Jira does not answer; Dispatch keeps trying.',
  'jira.unreachable': 'Jira cannot be reached; Dispatch keeps trying.',
  'jira.401': 'Jira refused the API token or the e-mail address.',
  'jira.403': 'Jira does not let this account create issues in the project.',
  'jira.404': 'Jira does not know the project.',
  'jira.ticket_forbidden': 'Jira does not let this account change the ticket.',
  'jira.ticket_gone': 'The ticket is gone from Jira, or this account cannot see it.',
  'jira.ticket_busy': 'The ticket is being changed by others just now; Dispatch keeps trying.',
  'jira.no_way_to_active': noWay('in progress', 'active'),
  'jira.no_way_to_stable': noWay('in progress', 'stable'),
  'jira.no_way_to_closed': noWay('done', 'closed'),
  ratelimited: 'Slack asks to wait; Dispatch goes on by itself.',
  restricted_action: 'This workspace does not let apps do that; an administrator can allow it.',
  missing_scope: 'The app lacks a permission; install it again from its manifest.',
  not_in_channel: 'Dispatch is not in that channel; invite it there, then press Retry.',
  channel_not_found: 'The channel is gone, or Dispatch cannot see it.',
  is_archived: 'The channel is archived.',
  'channel.lost': 'The channel of the incident is not to be had; it waits until it is.',
  'channel.unheard': 'Slack is asked what became of the channel.',
  'channel.moving': 'The incident moves to a private channel first.',
  no_free_name: 'Every name for the channel is taken.',
  token_revoked: 'The app was removed from the workspace, or its token was revoked.',
  account_inactive: 'The app was removed from the workspace, or its token was revoked.',
  invalid_auth: 'Slack refused the token of the app.',
  bug: 'Dispatch made a mistake; its log tells more.',
}

function noWay(category: string, status: string): string {
  return `From where the ticket stands, Jira offers no transition to a status that is ${category}, or to the one named for ${status} incidents. Move it in Jira, then press Retry.`
}

function jira(rest: string): string {
  return /^\d+$/.test(rest)
    ? `Jira answered with status ${rest}.`
    : `Jira refused the field \`${safe(rest)}\`.`
}

function safe(code: string): string {
  return code.replace(/[^\w.:-]/g, '').slice(0, 60)
}
