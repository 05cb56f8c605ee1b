import { sql } from 'drizzle-orm'
import { answerAccess, requestAccess } from '../../../db/access/request.ts'
import { restrictIncident } from '../../../db/access/restrict.ts'
import type { IncidentAct } from '../../../db/acts.ts'
import { askForChannel } from '../../../db/channel/ask.ts'
import { declineIncident } from '../../../db/incident/decline.ts'
import { joinIncident } from '../../../db/incident/join.ts'
import { mergeIncident } from '../../../db/incident/merge.ts'
import { restoreIncident } from '../../../db/incident/restore.ts'
import { correctTimes } from '../../../db/incident/times.ts'
import { updateIncident } from '../../../db/incident/update.ts'
import { postponeArchive } from '../../../db/nudges/archive.ts'
import { listTimeline } from '../../../db/timeline/list.ts'
import { type Attempts, isOutside, over, type Scene } from '../attempt.ts'

const why = 'it is so'
const ended = { closed: 'closed_already', declined: 'declined_already', merged: 'merged_already' }
/** Of one that counts no more, the status stays. */
const aside = { declined: 'not_reopened', merged: 'not_reopened' }

export const incidentAttempts = {
  // Reading changes nothing, and is no verb.
  'incident.read': {
    listTimeline: [
      {
        ready: async ({ db, person, incident }) => {
          const page = { types: [], entries: true, order: 'newest', limit: 5 } as const
          return () => listTimeline(db, person, incident, { ...page, types: [] })
        },
      },
    ],
  },
  'incident.join': {
    joinIncident: [
      {
        ready:
          async ({ db, who, incident }) =>
          () =>
            joinIncident(db, who, { incident }),
        ends: over('incident_not_open'),
      },
    ],
  },
  'incident.update': {
    updateIncident: [
      {
        ready:
          async ({ db, who, incident }) =>
          () =>
            updateIncident(db, who, { incident, wishes: {}, note: why }),
      },
      {
        ready: async ({ db, who, incident }) => {
          const wishes = { status: { to: 'closed' }, resolution: { to: 'a new cable' } }
          return () => updateIncident(db, who, { incident, wishes, note: why })
        },
        ends: aside,
      },
      {
        ready: async ({ db, who, incident }) => {
          const wishes = { status: { to: 'active' } }
          return () => updateIncident(db, who, { incident, wishes, note: why })
        },
        ends: aside,
      },
    ],
  },
  'incident.decline': {
    declineIncident: [
      {
        ready:
          async ({ db, who, incident }) =>
          () =>
            declineIncident(db, who, { incident, why }),
        ends: ended,
      },
    ],
  },
  'incident.merge': {
    mergeIncident: [
      {
        ready: async (scene) => {
          const { db, who, incident } = scene
          const into = await another(scene)
          return () => mergeIncident(db, who, { incident, into, why })
        },
        ends: ended,
      },
    ],
  },
  'incident.restore': {
    restoreIncident: [
      {
        ready:
          async ({ db, who, incident }) =>
          () =>
            restoreIncident(db, who, { incident, why }),
        ends: { active: 'not_aside', stable: 'not_aside', closed: 'not_aside' },
      },
    ],
  },
  'incident.restrict': {
    restrictIncident: [
      {
        ready:
          async ({ db, who, incident }) =>
          () =>
            restrictIncident(db, who, { incident, note: why }),
        ends: ({ visibility }) => (visibility === 'restricted' ? 'restricted_already' : 'done'),
      },
    ],
  },
  'times.correct': {
    correctTimes: [
      {
        ready: async ({ db, who, incident }) => {
          const wishes = { detected: { to: new Date('2026-01-01T09:00:00Z'), seen: null } }
          return () => correctTimes(db, who, { incident, wishes, why })
        },
      },
    ],
  },
  'access.request': {
    requestAccess: [
      {
        ready:
          async ({ db, who, incident }) =>
          () =>
            requestAccess(db, who, { incident }),
        ends: ({ visibility, asker }) =>
          visibility === 'restricted' && isOutside(asker.kind) ? 'done' : 'no_need',
      },
    ],
  },
  'access.answer': {
    answerAccess: [true, false].map((granted) => ({
      ready: async ({ db, who, incident }: Scene) => {
        await db.execute(sql`insert into access_requests (incident_id, person_id, asked_at)
          values (${incident}, 'UBEN', app_now())`)
        return () => answerAccess(db, who, { incident, person: 'UBEN', granted })
      },
    })),
  },
  'channel.ask': {
    askForChannel: (['another', 'return'] as const).map((wish) => ({
      ready: async ({ db, who, incident }: Scene) => {
        const channel = `CLOST${incident}`
        await db.execute(sql`insert into resources (incident_id, kind, external_id, lost)
          values (${incident}, 'channel', ${channel}, 'archived')`)
        return () => askForChannel(db, who, { incident, channel, wish })
      },
      ends: over('channel_not_lost'),
    })),
  },
  'archive.postpone': {
    postponeArchive: [
      {
        ready: async ({ db, who, incident, value }) => {
          const due = await value<number | null>(
            sql`select floor(extract(epoch from archive_at))::int from incidents where id = ${incident}`,
          )
          return () => postponeArchive(db, who, { incident, due: due ?? 0 })
        },
        ends: { active: 'not_to_be_archived', stable: 'not_to_be_archived' },
      },
    ],
  },
} satisfies Partial<Record<IncidentAct, Attempts>>

// Another open one, of the same visibility, in which the person takes part.
async function another({ db, person, visibility, value }: Scene): Promise<number> {
  const id = await value<number>(sql`
    insert into incidents (title, type, priority, severity, visibility, reporter_id, reported_at)
    values ('all tills', 'outage', 'high', 'critical', ${visibility}, 'UANA', app_now()) returning id`)
  await db.execute(sql`insert into participants (incident_id, person_id, why, added_at)
    values (${id}, ${person}, 'joined', app_now())`)
  return id
}
