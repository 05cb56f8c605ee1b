import { sql } from 'drizzle-orm'
import type { IncidentAct } from '../../../db/acts.ts'
import { assignRoles } from '../../../db/people/assign.ts'
import { claimRole } from '../../../db/people/claim.ts'
import { engageMany, engageNobody, engagePeople } from '../../../db/people/engage.ts'
import { answerHandover, offerHandover } from '../../../db/people/handover.ts'
import { draft, writeFacts } from '../../../db/record.ts'
import { app } from '../../db/ground.ts'
import { type Attempt, type Attempts, isOutside, over, type Scene } from '../attempt.ts'

const ended = over('incident_not_open')
const role = 'scribe'

export const peopleAttempts = {
  'people.engage': {
    engagePeople: [
      {
        ready: async ({ db, who, incident }) => {
          const asked = { incident, people: ['UBEN'], groups: ['SDBAS'], observer: false, reason: 'why' }
          return () => engagePeople(db, who, asked)
        },
        ends: ended,
      },
    ],
  },
  'people.engage_many': {
    engageMany: [
      {
        ready: async (scene) => {
          const asked = await askedMany(scene)
          return () => engageMany(scene.db, scene.who, { incident: scene.incident, asked })
        },
        ends: ended,
      },
    ],
    engageNobody: [
      {
        ready: async (scene) => {
          const asked = await askedMany(scene)
          return () => engageNobody(scene.db, scene.who, { incident: scene.incident, asked })
        },
      },
    ],
  },
  'role.claim': {
    claimRole: [
      {
        ready:
          async ({ db, who, incident }) =>
          () =>
            claimRole(db, who, { incident, role, after: null }),
        ends: ended,
      },
    ],
  },
  'role.assign': {
    assignRoles: [
      {
        ready:
          async ({ db, who, incident }) =>
          () =>
            assignRoles(db, who, { incident, roles: [{ role, person: 'UBEN' }] }),
        ends: ended,
      },
    ],
  },
  'handover.offer': {
    offerHandover: [
      {
        ready:
          async ({ db, who, incident }) =>
          () =>
            offerHandover(db, who, { incident, role, to: 'UBEN' }),
        ends: ended,
      },
    ],
  },
  'handover.answer': {
    answerHandover: [
      // Who was asked answers, even one who has left; but nobody comes back into a restricted one by accepting.
      answered(true, ({ kind }, { visibility }) =>
        isOutside(kind) && visibility === 'open' ? 'none' : undefined,
      ),
      answered(false, ({ kind }) => (isOutside(kind) ? 'none' : undefined)),
      { ready: (scene) => answering(scene, 'UBEN', true), ends: () => 'not_asked' },
    ],
  },
} satisfies Partial<Record<IncidentAct, Attempts>>

function answered(accept: boolean, but: Attempt['but']): Attempt {
  return { ready: (scene) => answering(scene, scene.person, accept), ends: over('offer_over'), but }
}

async function answering({ db, who, incident, value }: Scene, to: string, accept: boolean) {
  const handover = await value<number>(sql`
    insert into handovers (incident_id, role, to_id, offered_by, offered_at)
    values (${incident}, ${role}, ${to}, 'UANA', app_now()) returning id`)
  return () => answerHandover(db, who, { handover, accept })
}

async function askedMany({ db, incident, value }: Scene): Promise<number> {
  const fact = draft({
    type: 'engagement.asked',
    subject: ['incident', incident],
    data: { group: 'SDBAS', count: 60, observer: false, by: null },
  })
  await db.transaction((tx) => writeFacts(tx, new Date(), app, [fact]))
  return value<number>(sql`select max(id)::int from facts`)
}
