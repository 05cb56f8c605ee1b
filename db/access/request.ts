import { sql } from 'drizzle-orm'
import { addPeople } from '../people/participants.ts'
import { Refusal } from '../refusal.ts'
import { verb } from '../verb.ts'
import { maySee } from './questions.ts'

/** How often one person may ask for one incident. */
export const askAgainMinutes = 15

/** Asks whoever leads a restricted incident to be let in; asked again too soon, nobody is bothered. Answers whether somebody is. */
export const requestAccess = verb('access.request', async (work, { incident }: { incident: number }) => {
  if (work.actor.kind !== 'person') throw new Error('only a person asks for access')
  const person = work.actor.id
  if (await maySee(work.tx, person, incident))
    throw new Refusal(
      'no_need',
      `INC-${incident} is open to you already. \`/dispatch join INC-${incident}\` adds you.`,
    )
  const [asked] = await work.tx.execute(sql`
    insert into access_requests as r (incident_id, person_id, asked_at)
    values (${incident}, ${person}, ${work.now.toISOString()})
    on conflict (incident_id, person_id) do update set asked_at = excluded.asked_at, answered_by = null, granted = null
    where r.asked_at <= excluded.asked_at - ${askAgainMinutes} * interval '1 minute' returning 1`)
  if (asked) work.record({ type: 'access.requested', subject: ['incident', incident], data: { person } })
  return { asked: asked !== undefined }
})

interface Answer {
  incident: number
  person: string
  granted: boolean
}

/** Lets a person in who asked, or does not. The first answer counts. */
export const answerAccess = verb('access.answer', async (work, { incident, person, granted }: Answer) => {
  if (work.actor.kind !== 'person') throw new Error('only a person answers')
  const [open] = await work.tx.execute(sql`
    update access_requests set answered_by = ${work.actor.id}, granted = ${granted}
    where incident_id = ${incident} and person_id = ${person} and granted is null returning 1`)
  if (!open) throw new Refusal('request_answered', 'That request has been answered already.')
  if (granted)
    await addPeople(work, incident, { people: [person], why: 'granted', by: work.actor.id, again: true })
  const type = granted ? 'access.granted' : 'access.refused'
  work.record({ type, subject: ['incident', incident], data: { person } })
})
