import type { App, BlockAction, ConversationsSelectAction, MultiConversationsSelectAction } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import { broadcastsAction, homeView, operationsAction } from '../blocks/home.ts'
import { findSetting, listBroadcasts } from '../db/configuration/questions.ts'
import { chooseBroadcasts, chooseOperations } from '../db/configuration/verbs.ts'
import type { Database } from '../db/database.ts'
import type { Actor } from '../db/facts.ts'
import { findPerson } from '../db/people.ts'
import { Refusal } from '../db/refusal.ts'
import { ask, knowing } from './asker.ts'

/** The Home tab, and the choices on its first card. */
export function home(app: App, db: Database): void {
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab !== 'home') return
    await knowing(db, client, event.user)
    await publish(db, client, event.user)
  })

  app.action<BlockAction<MultiConversationsSelectAction>>(
    broadcastsAction,
    async ({ body, action, ack, client }) => {
      await act(body, ack, client, (who) =>
        chooseBroadcasts(db, who, { channels: action.selected_conversations }),
      )
    },
  )

  app.action<BlockAction<ConversationsSelectAction>>(
    operationsAction,
    async ({ body, action, ack, client }) => {
      const channel = action.selected_conversation || null
      await act(body, ack, client, (who) => chooseOperations(db, who, { channel }))
    },
  )

  async function act(
    body: BlockAction,
    ack: () => Promise<void>,
    client: WebClient,
    choose: (who: Actor) => Promise<void>,
  ): Promise<void> {
    const refusal = await ask(db, client, body.user.id, choose).catch((error: unknown) => {
      if (error instanceof Refusal) return error.message
      throw error
    })
    await ack()
    await publish(db, client, body.user.id, refusal ?? undefined)
  }
}

async function publish(db: Database, client: WebClient, user: string, refusal?: string): Promise<void> {
  const [person, broadcasts, operations] = await Promise.all([
    findPerson(db, user),
    listBroadcasts(db),
    findSetting(db, 'operations'),
  ])
  const canConfigure = person?.kind === 'member' && person.admin
  const state = { canConfigure, broadcasts, operations: operations ?? null, ...(refusal ? { refusal } : {}) }
  await client.views.publish({ user_id: user, view: homeView(state) })
}
