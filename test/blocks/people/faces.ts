import { claimedView, claimsView, takeOver } from '../../../blocks/people/claim.ts'
import { askedView, handoverView } from '../../../blocks/people/handover.ts'
import { notTaken, offer, outcome } from '../../../blocks/people/offer.ts'
import { peopleView } from '../../../blocks/people/people-list.ts'
import {
  formerMessage,
  leftRole,
  roleLine,
  roleMessage,
  vacancy,
} from '../../../blocks/people/role-message.ts'
import { rolesView } from '../../../blocks/people/roles.ts'
import { shorten } from '../../../blocks/text.ts'
import type { HandoverState, Why } from '../../../db/schema/incidents.ts'
import type { Face } from '../inspect.ts'
import { ana, ben, cardOf, handoverOf, memberOf, reportedAt, roleOf } from '../samples.ts'

const change = { person: ana, from: ben, by: ben }
const states: HandoverState[] = ['open', 'accepted', 'declined', 'lapsed', 'overtaken']
const whys: Why[] = ['reported', 'rule', 'group', 'asked', 'joined', 'role', 'task', 'granted', 'merged']

/** Roles and people, with these words wherever people's own stand. */
export function peopleFacesWith(words: string): Record<string, Face> {
  const card = cardOf({ title: words })
  const members = [
    memberOf(ana, { why: 'asked', by: ben, reason: words }),
    memberOf(ben, { why: 'group', group: words, observer: true, refused: words }),
  ]
  return {
    'the role message': roleMessage(card, roleOf(), change, false),
    'the offer': offer(card, roleOf(), handoverOf(), reportedAt),
    'the people': peopleView(7, members, [roleOf()]),
  }
}

/** The same with a team's own name for its roles, and their duties. */
export function peopleFacesNamed(name: string, duties: string): Record<string, Face> {
  const role = roleOf({ name, meaning: name, duties: shorten(duties, 600) })
  const many = Array.from({ length: 25 }, (_, i) => roleOf({ ...role, key: `role-${i}` }))
  return {
    'the role message': roleMessage(cardOf(), role, change, false),
    'the line of a role': roleLine(role, change),
    'the former holder': formerMessage(7, role, change),
    'a vacancy': vacancy(7, role, leftRole(role, ana, true), false),
    'the offer': offer(cardOf(), role, handoverOf(), reportedAt),
    'the outcome': outcome(7, role, handoverOf({ state: 'declined' })),
    'the roles': rolesView(7, many),
    'the hand-over': handoverView(7, many, { role: 'role-3', to: ana }),
    'the claims': claimsView(7, many, ana),
    'the claimed role': claimedView(7, role),
    'a claim': takeOver(7, role),
    'the people': peopleView(7, [memberOf(ana, { roles: many.map((one) => one.key) })], many),
  }
}

const longest = 2_147_483_647

export const plainPeopleFaces: Record<string, Face> = {
  'roles, most of them free': rolesView(longest, [
    roleOf(),
    roleOf({ key: 'scribe', holder: null, meaning: '' }),
  ]),
  'claims, one’s own among them': claimsView(
    longest,
    [roleOf(), roleOf({ key: 'scribe', holder: null })],
    ben,
  ),
  'hand-over of a role that is gone': handoverView(longest, [roleOf()], { role: 'gone' }),
  'hand-over asked': askedView(longest, ana),
  'role without duties': roleMessage(
    cardOf({ resources: [] }),
    roleOf({ duties: '', mark: '' }),
    { ...change, by: null, from: null },
    false,
  ),
  'role that went on': roleMessage(cardOf(), roleOf(), change, true),
  'vacancy, not taken': vacancy(
    7,
    roleOf({ holder: null }),
    notTaken(handoverOf({ state: 'lapsed' })),
    false,
  ),
  'vacancy, over': vacancy(7, roleOf(), notTaken(handoverOf({ state: 'declined' })), true),
  'offer of an incident that is over': offer(cardOf(), roleOf(), handoverOf({ closed: true }), reportedAt),
  ...Object.fromEntries(
    states.flatMap((state) => [
      [`offer, ${state}`, offer(cardOf(), roleOf({ holder: null }), handoverOf({ state }), reportedAt)],
      [`outcome, ${state}`, outcome(longest, roleOf(), handoverOf({ state }))],
    ]),
  ),
  'people, nobody': peopleView(longest, [], []),
  'people, each why': peopleView(
    7,
    whys.map((why) => memberOf(ana, { why, by: ben })),
    [roleOf()],
  ),
  'people, hundreds': peopleView(7, hundreds(), [roleOf()], 2),
}

export function hundreds() {
  return Array.from({ length: 500 }, (_, i) =>
    memberOf(i % 2 ? ana : ben, {
      reason: '&'.repeat(3000),
      observer: i > 100,
      refused: i > 120 ? 'cant_invite' : null,
    }),
  )
}
