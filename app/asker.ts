import type { WebClient } from '@slack/web-api'
import type { Act } from '../db/acts.ts'
import { findSetting } from '../db/configuration/questions.ts'
import type { Database } from '../db/database.ts'
import type { Actor } from '../db/facts.ts'
import { findPerson, keepPeople, personOf } from '../db/people/people.ts'
import { Refusal } from '../db/refusal.ts'
import { permit } from '../db/verb.ts'

/** Does what the person asks; where Slack has not told of that person yet, Slack is asked, and it is done then. */
export async function ask<R>(
  db: Database,
  client: WebClient,
  user: string,
  act: (who: Actor) => Promise<R>,
): Promise<R> {
  const who: Actor = { kind: 'person', id: user }
  try {
    return await act(who)
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'person_unknown')) throw error
    await meet(db, client, user)
    return act(who)
  }
}

/** For a form that leads to an act: throws a Refusal where this person may not do it. */
export async function permitted(
  db: Database,
  client: WebClient,
  user: string,
  act: Act,
  incident?: number,
): Promise<void> {
  await ask(db, client, user, () => permit(db, act, user, incident))
}

/** Makes a person known whom an act is about. */
export async function knowing(db: Database, client: WebClient, user: string): Promise<void> {
  if (!(await findPerson(db, user))) await meet(db, client, user)
}

/** Asks Slack who this person is. */
export async function meet(db: Database, client: WebClient, user: string): Promise<void> {
  const [answer, workspace] = await Promise.all([client.users.info({ user }), findSetting(db, 'workspace')])
  if (answer.user) await keepPeople(db, [personOf(answer.user, workspace?.teamId)])
}
