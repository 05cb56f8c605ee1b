import { incidentName, type Message, section } from '../kit.ts'
import { peopleIn } from './engage.ts'

export interface RefusedInvitation {
  person: string
  /** Slack's code. */
  code: string
}

/** Whom Slack would not invite, a sentence a reason. */
export function refused(incident: number, invitations: RefusedInvitation[]): Message {
  const sentences = Map.groupBy(invitations, ({ code }) => sentenceOf(code))
  const lines = [...sentences].map(
    ([sentence, of]) => `${peopleIn(of.map((one) => one.person))}: ${sentence}`,
  )
  const head = `Slack would not invite ${invitations.length === 1 ? 'somebody' : `${invitations.length} people`} to ${incidentName(incident)}.`
  return { text: head, blocks: [section([`:no_entry: ${head}`, ...lines].join('\n'))] }
}

function sentenceOf(code: string): string {
  const known = Object.hasOwn(sentences, code) ? sentences[code] : undefined
  return known ?? `Slack answered \`${code.replace(/[^\w.:-]/g, '').slice(0, 60)}\`.`
}

const gone = 'The account is deactivated, or Slack lets no app invite it.'
const unseen = 'Slack does not know this account here.'
const sentences: Record<string, string> = {
  user_is_restricted: 'A guest; an administrator of the workspace can add them to the channel.',
  ura_max_channels: 'A guest of one single channel, and that is another one.',
  no_external_invite_permission: 'Of another organisation; someone who may invite outsiders has to.',
  org_user_not_in_team: 'Not a member of this workspace; an administrator can add them to it.',
  invitee_cant_see_channel: 'Not a member of a workspace that this channel is in.',
  app_cannot_join_channel: 'An app, which comes into channels in another way.',
  cant_invite: gone,
  user_disabled: gone,
  user_not_found: unseen,
  no_user: unseen,
}
