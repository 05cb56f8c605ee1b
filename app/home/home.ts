import type {
  App,
  BlockAction,
  ButtonAction,
  ConversationsSelectAction,
  MultiConversationsSelectAction,
} from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import { broadcastsAction, operationsAction, readShown } from '../../blocks/home/configuration.ts'
import { homePageAction, homeView } from '../../blocks/home/home.ts'
import { idIn } from '../../blocks/metadata.ts'
import { chooseBroadcasts, chooseOperations } from '../../db/configuration/verbs.ts'
import type { Database } from '../../db/database.ts'
import type { Actor } from '../../db/facts.ts'
import { getHome } from '../../db/home/home.ts'
import { Refusal } from '../../db/refusal.ts'
import { ask, meet } from '../asker.ts'

/** The Home tab, its pages, and the choices of who administers the app. */
export function home(app: App, db: Database): void {
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab === 'home') await publish(db, client, event.user)
  })

  app.action<BlockAction<ButtonAction>>(
    new RegExp(`^${homePageAction}:`),
    async ({ body, action, ack, client }) => {
      await ack()
      await publish(db, client, body.user.id, { page: idIn(action.value) })
    },
  )

  app.action<BlockAction<MultiConversationsSelectAction>>(
    broadcastsAction,
    async ({ body, action, ack, client }) => {
      const seen = readShown(body.view?.private_metadata)
      await act(body, ack, client, (who) =>
        chooseBroadcasts(db, who, { channels: action.selected_conversations, seen }),
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
    await publish(db, client, body.user.id, refusal ? { refusal } : {})
  }
}

interface Shown {
  page?: number
  refusal?: string
}

async function publish(db: Database, client: WebClient, user: string, { page = 0, refusal }: Shown = {}) {
  let state = await getHome(db, user, page)
  if (state.desk.kind === null) {
    await meet(db, client, user)
    state = await getHome(db, user, page)
  }
  await client.views.publish({ user_id: user, view: homeView(state, refusal) })
}
