import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import {
  type ListState,
  listCallback,
  listPageAction,
  listView,
  listWhichAction,
  listWordsAction,
  readList,
} from '../../blocks/home/list.ts'
import { idIn } from '../../blocks/metadata.ts'
import { fromSlack } from '../../blocks/text.ts'
import type { Database } from '../../db/database.ts'
import { listIncidents, lists, type Wanted } from '../../db/home/list.ts'
import { permitted } from '../asker.ts'
import type { Asked, Words } from '../words.ts'

/** `/dispatch list`, and the pages of what it shows. */
export function list(app: App, db: Database): void {
  app.view(listCallback, async ({ view, body, ack, client }) => {
    await ack({ response_action: 'update', view: await found(db, client, body.user.id, view.state, 0) })
  })

  app.action<BlockAction<ButtonAction>>(
    new RegExp(`^${listPageAction}:`),
    async ({ body, action, ack, client }) => {
      await turn(db, client, body, ack, idIn(action.value))
    },
  )

  for (const action_id of [listWhichAction, listWordsAction])
    app.action<BlockAction>({ action_id, block_id: action_id }, async ({ body, ack, client }) => {
      await turn(db, client, body, ack, 0)
    })
}

export const listWords: Words = {
  list: { of: 'nothing', run: open },
}

async function open({ db, client, user, trigger, rest, ack }: Asked): Promise<void> {
  await permitted(db, client, user, 'incident.report')
  await ack()
  const wanted = read(fromSlack(rest))
  await client.views.open({
    trigger_id: trigger,
    view: listView(wanted, await listIncidents(db, user, wanted)),
  })
}

// `closed payments` seeks payments among the closed ones; other words seek among all, as `all payments` does.
function read(text: string): Wanted {
  const [, first = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(text.trim()) ?? []
  const which = lists.find((one) => one === first.toLowerCase())
  if (which) return { which, words: rest, page: 0 }
  return { which: text.trim() === '' ? 'open' : 'all', words: text, page: 0 }
}

async function turn(
  db: Database,
  client: WebClient,
  body: BlockAction,
  ack: () => Promise<void>,
  page: number,
): Promise<void> {
  if (!body.view) return ack()
  const view = await found(db, client, body.user.id, body.view.state, page)
  await ack()
  await client.views.update({ view_id: body.view.id, view })
}

async function found(db: Database, client: WebClient, user: string, state: ListState, page: number) {
  await permitted(db, client, user, 'incident.report')
  const wanted = { ...readList(state), page }
  return listView(wanted, await listIncidents(db, user, wanted))
}
