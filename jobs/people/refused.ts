import { refused } from '../../blocks/people/refused.ts'
import type { Fact } from '../../db/facts.ts'
import { listAskers } from '../../db/people/asked.ts'
import { getFact } from '../../db/record.ts'
import { incidentChannel, inPerson, post } from '../post.ts'

const anyRefused = ({ data }: Fact<'people.invited'>) => data.refused.length > 0

/** The channel is told whom Slack would not invite, and why. */
export const tellRefused = post<'people.invited'>({
  of: 'fact',
  lane: 'engagement',
  rank: 'updates',
  when: anyRefused,
  channel: incidentChannel,
  message: async ({ db, incident, lease }) => {
    const { data } = await getFact(db, lease.factId, 'people.invited')
    return refused(incident, data.refused)
  },
})

/** Likewise those who had asked for them, each of their own. */
export const tellAskers = post<'people.invited'>({
  of: 'fact',
  lane: 'engagement',
  rank: 'updates',
  when: anyRefused,
  places: async (tx, { incidentId, data }) => {
    const people = data.refused.map((one) => one.person)
    const askers = await listAskers(tx, Number(incidentId), people)
    return [...new Set(askers.map((one) => one.by))]
  },
  channel: inPerson,
  message: async ({ db, incident, lease, place }) => {
    const { data } = await getFact(db, lease.factId, 'people.invited')
    const people = data.refused.map((one) => one.person)
    const askers = await listAskers(db, incident, people)
    const own = new Set(askers.filter(({ by }) => by === place).map(({ person }) => person))
    return refused(
      incident,
      data.refused.filter(({ person }) => own.has(person)),
    )
  },
})
