import type { WebClient } from '@slack/web-api'
import type { Act } from '../db/acts.ts'
import type { Database } from '../db/database.ts'
import type { Actor } from '../db/facts.ts'
import { findPerson, keepPeople, personOf } from '../db/people.ts'
import { permit } from '../db/verb.ts'

/** The person who asks, made known first where Slack has not told of them yet. */
export async function asker(db: Database, client: WebClient, user: string): Promise<Actor> {
  if (!(await findPerson(db, user))) {
    const answer = await client.users.info({ user })
    if (answer.user) await keepPeople(db, [personOf(answer.user)])
  }
  return { kind: 'person', id: user }
}

/** The same, for a form that leads to an act: throws a Refusal where this person may not do it. */
export async function permitted(db: Database, client: WebClient, user: string, act: Act): Promise<void> {
  await asker(db, client, user)
  await permit(db, act, user)
}
