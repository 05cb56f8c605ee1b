import type { Button, KnownBlock, ModalView } from '@slack/types'
import type { Member } from '../../db/people/list.ts'
import type { Role } from '../../db/people/roles.ts'
import {
  actions,
  button,
  context,
  header,
  incidentName,
  label,
  type Mrkdwn,
  moment,
  person,
  section,
} from '../kit.ts'
import { idOf, readValue } from '../metadata.ts'
import { inert, oneLine, shorten } from '../text.ts'
import { roleName } from './role-name.ts'

/** Opens another page of the list; the same on both buttons would be one to Slack. */
export const peoplePage = /^people_page:/
/** A modal holds a hundred blocks, each person is one, and headings and buttons want some too. */
const aPage = 80
/** How many roles of one person are named; all of them could be more than a line may hold. */
const mostNamed = 3

/** Who is in an incident, since when, why and as what, a page at a time. */
export function peopleView(incident: number, members: Member[], roles: Role[], asked = 1): ModalView {
  const pages = Math.max(1, Math.ceil(members.length / aPage))
  const page = Math.min(Math.max(1, asked), pages)
  const shown = members.slice((page - 1) * aPage, page * aPage)
  const [partaking, observing, refused] = [
    shown.filter((one) => !one.refused && !one.observer),
    shown.filter((one) => !one.refused && one.observer),
    shown.filter((one) => one.refused),
  ]
  return {
    type: 'modal',
    callback_id: 'people',
    title: label(`People of ${incidentName(incident)}`, 24),
    close: label('Close'),
    blocks: [
      context(summary(members)),
      ...partaking.map((one) => section(memberLine(one, roles))),
      ...part('Observers', observing, roles),
      ...part('Slack would not invite', refused, roles),
      ...turning(incident, page, pages),
    ],
  }
}

function summary(members: Member[]): Mrkdwn {
  const refused = members.filter((one) => one.refused).length
  const observers = members.filter((one) => !one.refused && one.observer).length
  const partaking = members.length - refused - observers
  return [
    `:busts_in_silhouette: ${partaking} ${partaking === 1 ? 'takes' : 'take'} part`,
    ...(observers > 0 ? [`${observers} ${observers === 1 ? 'observes' : 'observe'}`] : []),
    ...(refused > 0 ? [`${refused} could not be invited`] : []),
  ].join(' · ')
}

function part(name: string, members: Member[], roles: Role[]): KnownBlock[] {
  if (members.length === 0) return []
  return [header(name), ...members.map((one) => section(memberLine(one, roles)))]
}

function memberLine(member: Member, roles: Role[]): Mrkdwn {
  const held = heldBy(member, roles)
  const head = [person(member.id), ...(held === '' ? [] : [held]), `since ${moment(member.since)}`]
  const reason = member.reason ? `: ${inert(shorten(oneLine(member.reason), 150))}` : ''
  const tail = member.refused ? `\n:no_entry: ${notInvited(member.refused)}` : ''
  return `${head.join(' · ')}\n${why(member)}${reason}${tail}`
}

function heldBy(member: Member, roles: Role[]): Mrkdwn {
  const held = roles.filter((role) => member.roles.includes(role.key)).map(roleName)
  const more = held.length > mostNamed ? ` and ${held.length - mostNamed} more` : ''
  return `${held.slice(0, mostNamed).join(', ')}${more}`
}

function why({ why: how, by, group }: Member): Mrkdwn {
  const asked = by === null ? '' : ` by ${person(by)}`
  return {
    reported: 'Reported it',
    rule: 'Brought in by a rule',
    group: `Brought in with ${group === null ? 'a user group' : `@${inert(shorten(oneLine(group), 80))}`}${asked}`,
    asked: `Asked${asked}`,
    joined: 'Joined',
    role: `For a role${by === null ? '' : `, asked${asked}`}`,
    task: 'For a task',
    granted: `Let in${asked}`,
    merged: 'Came with an incident that was merged',
  }[how]
}

function turning(incident: number, page: number, pages: number): KnownBlock[] {
  if (pages === 1) return []
  const to = (text: string, next: number): Button[] =>
    next < 1 || next > pages
      ? []
      : [button(text, `people_page:${next}`, JSON.stringify({ incident, page: next }))]
  return [
    context(`Page ${page} of ${pages}`),
    actions('people_pages', [...to('Previous', page - 1), ...to('Next', page + 1)]),
  ]
}

/** What the buttons of the pages carry. */
export function readPage(value: string | undefined): { incident: number; page: number } {
  const { incident, page } = readValue(value)
  return { incident, page: idOf(page) }
}

function notInvited(code: string): Mrkdwn {
  const known = Object.hasOwn(sentences, code) ? sentences[code] : undefined
  return known ?? `Slack answered \`${code.replace(/[^\w.:-]/g, '').slice(0, 60)}\`.`
}

const sentences: Record<string, string> = {
  user_is_restricted: 'A guest, whom an administrator of the workspace can add to the channel.',
  ura_max_channels: 'A guest of one single channel, and that is another one.',
  no_external_invite_permission: 'Of another organisation; someone who may invite outsiders has to.',
  org_user_not_in_team: 'Not a member of this workspace; an administrator can add them to it.',
  cant_invite: 'The account is deactivated, or Slack lets no app invite it.',
  user_not_found: 'Slack does not know this account here.',
}
