import type { App, BlockAction, ButtonAction, OverflowAction, StaticSelectAction } from '@slack/bolt'
import { idIn } from '../../blocks/metadata.ts'
import { fromSlack } from '../../blocks/text.ts'
import { entryAction, readChoice } from '../../blocks/timeline/entry.ts'
import { isFilter } from '../../blocks/timeline/filters.ts'
import {
  earlierAction,
  filterAction,
  hiddenAction,
  laterAction,
  orderAction,
  readTimeline,
  timelineCallback,
  turned,
} from '../../blocks/timeline/list.ts'
import { firstPage, type Shown, searchOf } from '../../blocks/timeline/shown.ts'
import type { Database } from '../../db/database.ts'
import { hideEntry, showEntry } from '../../db/timeline/correct.ts'
import { ask } from '../asker.ts'
import { openingOf, showModal } from '../opening.ts'
import type { Asked, Words } from '../words.ts'
import { openCorrection } from './correct.ts'
import { type Turn, viewOf } from './show.ts'

/** The timeline in a modal: what of it is shown, and what is done to its entries. */
export function timeline(app: App, db: Database): void {
  app.action<BlockAction<ButtonAction>>('open_timeline', async ({ body, action, ack, client }) => {
    const opening = openingOf(db, { body, ack, client })
    const view = await viewOf(opening, wholeOf(idIn(action.value)))
    await ack()
    // Slack holds three on top of one another: above a list the menu makes room, so that a form fits above the timeline.
    if (body.view?.previous_view_id) await client.views.update({ view_id: body.view.id, view })
    else await showModal(opening, view)
  })

  app.view(timelineCallback, async ({ view, body, ack, client }) => {
    const shown = firstPage(readTimeline(view))
    await ack({ response_action: 'update', view: await viewOf({ db, client, user: body.user.id }, shown) })
  })

  app.action<BlockAction<StaticSelectAction>>(filterAction, (args) =>
    show(db, args, (shown, value) => firstPage({ ...shown, filter: isFilter(value) ? value : 'all' })),
  )

  app.action<BlockAction<StaticSelectAction>>(orderAction, (args) =>
    show(db, args, (shown, value) => firstPage({ ...shown, order: value === 'oldest' ? value : 'newest' })),
  )

  app.action<BlockAction<ButtonAction>>(hiddenAction, (args) =>
    show(db, args, (shown) => firstPage({ ...shown, filter: 'hidden' })),
  )

  app.action<BlockAction<ButtonAction>>(earlierAction, (args) =>
    show(db, args, (shown, value) => turned(shown, value, true)),
  )

  app.action<BlockAction<ButtonAction>>(laterAction, (args) =>
    show(db, args, (shown, value) => turned(shown, value, false)),
  )

  app.action<BlockAction<OverflowAction>>(entryAction, async (args) => {
    const { body, action, client } = args
    const { act, entry } = readChoice(action.selected_option.value)
    if (!body.view) return args.ack()
    if (act === 'correct') return openCorrection(turnOf(db, args), entry, readTimeline(body.view))
    const change = act === 'hide' ? hideEntry : showEntry
    await ask(db, client, body.user.id, (who) => change(db, who, { entry }))
    await show(db, args, (shown) => shown)
  })
}

/** `/dispatch timeline [words]`. */
export const timelineWords: Words = {
  timeline: { of: 'incident', run: timelineBy },
}

async function timelineBy(asked: Asked, incident: number): Promise<void> {
  const view = await viewOf(asked, wholeOf(incident, fromSlack(asked.rest)))
  await asked.ack()
  await showModal(asked, view)
}

function wholeOf(incident: number, words = ''): Shown {
  return { incident, filter: 'all', order: 'newest', words: searchOf(words), back: false }
}

interface Clicked {
  body: BlockAction
  ack: () => Promise<void>
  client: Turn['client']
}

function turnOf(db: Database, { body, ack, client }: Clicked): Turn {
  return { db, client, ack, user: body.user.id, trigger: body.trigger_id }
}

type Element = ButtonAction | StaticSelectAction | OverflowAction

async function show(
  db: Database,
  args: Clicked & { action: Element },
  change: (shown: Shown, value: string) => Shown,
): Promise<void> {
  const { body, ack, client, action } = args
  if (!body.view) return ack()
  const value = action.type === 'button' ? action.value : action.selected_option.value
  const view = await viewOf(turnOf(db, args), change(readTimeline(body.view), value ?? ''))
  await ack()
  await client.views.update({ view_id: body.view.id, view })
}
