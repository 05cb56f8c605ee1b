import type { WebClient } from '@slack/web-api'
import { linesIn } from '../../blocks/timeline/filters.ts'
import { pageOf, timelineView } from '../../blocks/timeline/list.ts'
import { firstPage, type Shown } from '../../blocks/timeline/shown.ts'
import type { Database } from '../../db/database.ts'
import { listTimeline } from '../../db/timeline/list.ts'
import { ask } from '../asker.ts'

/** What comes of a click or a command, for one who asked. */
export interface Turn {
  db: Database
  client: WebClient
  ack: () => Promise<void>
  user: string
  /** For one modal, within three seconds. */
  trigger: string
}

/**
 * The view of what a person wants to see; its first page where nothing is left of the one they were on. Throws a Refusal
 * for one who may not.
 */
export async function viewOf(
  turn: Pick<Turn, 'db' | 'client' | 'user'>,
  shown: Shown,
): Promise<ReturnType<typeof timelineView>> {
  const { db, client, user } = turn
  const { incident, filter, ...page } = shown
  const timeline = await ask(db, client, user, () =>
    listTimeline(db, user, incident, { ...linesIn(filter), ...page, limit: pageOf }),
  )
  if (timeline.lines.length === 0 && shown.from) return viewOf(turn, firstPage(shown))
  return timelineView(shown, timeline)
}
