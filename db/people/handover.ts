import { sql } from 'drizzle-orm'
import { sightOf } from '../incident/sight.ts'
import { Refusal } from '../refusal.ts'
import type { HandoverState } from '../schema/incidents.ts'
import { verb, type Work } from '../verb.ts'
import { setTimer } from '../work/timers.ts'
import { stillOpen } from './assign.ts'
import { findHolder, giveRole, mayHold } from './holders.ts'
import { lapseMinutes } from './lapse.ts'
import { addPeople } from './participants.ts'

export interface Offer {
  incident: number
  role: string
  to: string
}

/**
 * Asks a person to take a role, which moves when that person accepts. They see the incident from now on, and an
 * earlier offer of the role to somebody else comes to nothing. Answers the offer's id.
 */
export const offerHandover = verb('handover.offer', async (work, { incident, role, to }: Offer) => {
  if (work.actor.kind !== 'person') throw new Error('only a person offers a role')
  const by = work.actor.id
  await stillOpen(work, incident)
  await mayHold(work, incident, role, to, 'person')
  if (to === by)
    throw new Refusal(
      'offered_to_self',
      'To take it yourself, press Claim, or type `/dispatch claim`.',
      'person',
    )
  const from = await findHolder(work.tx, incident, role)
  if (from === to) throw new Refusal('role_held', 'This person holds the role already.', 'person')
  const handover = await insert(work, { incident, role, to }, from, by)
  await addPeople(work, incident, { people: [to], why: 'asked', observer: true, by })
  work.also(
    setTimer(work.tx, {
      kind: 'handover.lapse',
      subject: ['incident', incident],
      inSeconds: lapseMinutes * 60,
    }),
  )
  work.record({
    type: 'handover.offered',
    subject: ['incident', incident],
    data: { handover, role, from, to },
  })
  return { handover }
})

async function insert(
  { tx, now }: Work,
  { incident, role, to }: Offer,
  from: string | null,
  by: string,
): Promise<number> {
  const [row] = await tx.execute<{ id: number }>(sql`
    with overtaken as (
      update handovers set state = 'overtaken'
      where incident_id = ${incident} and role = ${role} and state = 'open' and to_id <> ${to}
    )
    insert into handovers (incident_id, role, from_id, to_id, offered_by, offered_at)
    select ${incident}, ${role}, ${from}, ${to}, ${by}, ${now.toISOString()}::timestamptz
    where not exists (select 1 from handovers
      where incident_id = ${incident} and role = ${role} and state = 'open' and to_id = ${to})
    returning id`)
  if (!row)
    throw new Refusal(
      'offered_already',
      'This person has been asked already, and has not answered yet.',
      'person',
    )
  return row.id
}

export interface HandoverAnswer {
  handover: number
  accept: boolean
}

/** The one who was asked takes the role, or cannot. The same answer twice is no error. */
export const answerHandover = verb('handover.answer', answer, sightOfOffer)

async function answer(work: Work, { handover, accept }: HandoverAnswer): Promise<{ changed: boolean }> {
  if (work.actor.kind !== 'person') throw new Error('only a person answers an offer')
  const person = work.actor.id
  const now = accept ? 'accepted' : 'declined'
  await work.tx.execute(sql`
    select 1 from incidents where id = (select incident_id from handovers where id = ${handover}) for no key update`)
  const [offer] = await work.tx.execute<{ incident_id: number; role: string; from_id: string | null }>(sql`
    update handovers h set state = ${now} from incidents i
    where h.id = ${handover} and h.to_id = ${person} and h.state = 'open'
      and i.id = h.incident_id and i.status <> 'closed'
    returning h.incident_id, h.role, h.from_id`)
  if (!offer) return unanswerable(work, handover, person, now)
  const { incident_id: incident, role, from_id: from } = offer
  work.record({
    type: `handover.${now}`,
    subject: ['incident', incident],
    data: { handover, role, from, to: person },
  })
  if (accept) await giveRole(work, incident, role, person, { handover })
  return { changed: true }
}

async function unanswerable(
  { tx }: Work,
  handover: number,
  person: string,
  wanted: HandoverState,
): Promise<{ changed: false }> {
  const [row] = await tx.execute<{ to_id: string; state: HandoverState; incident_id: number }>(
    sql`select to_id, state, incident_id from handovers where id = ${handover}`,
  )
  if (row?.to_id !== person)
    throw new Refusal('not_asked', 'This was asked of somebody else, who alone can answer it.')
  if (row.state === wanted) return { changed: false }
  throw new Refusal(
    'offer_over',
    `${over[row.state]} \`/dispatch people INC-${row.incident_id}\` shows who does what.`,
  )
}

const over: Record<HandoverState, string> = {
  open: 'The incident is over, so its roles stay as they were.',
  accepted: 'You have accepted already; hand the role over to be free of it.',
  declined: 'You have said already that you cannot; `/dispatch claim` takes the role all the same.',
  lapsed: `Nobody answered within ${lapseMinutes} minutes, so the offer has lapsed; \`/dispatch claim\` takes the role all the same.`,
  overtaken: 'The role went another way meanwhile.',
}

// Who is asked may answer, even one who has left since; but a restricted incident nobody comes back into by accepting.
function sightOfOffer({ handover, accept }: HandoverAnswer, person: string) {
  if (!Number.isSafeInteger(handover)) return undefined
  return sql`(select case when h.to_id = ${person} and one.sight->>'standing' = 'outside'
        and (one.sight->>'visibility' = 'open' or not ${accept}::boolean)
      then jsonb_set(one.sight, '{standing}', '"observer"') else one.sight end
    from handovers h, lateral (select ${sightOf(sql`h.incident_id`, person)} as sight) one
    where h.id = ${handover}::bigint)`
}
