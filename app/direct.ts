import type { App } from '@slack/bolt'
import { help } from '../blocks/help.ts'

/** Who writes to the app is told what it can be asked. */
export function direct(app: App): void {
  app.event('message', async ({ event, client }) => {
    if (event.channel_type !== 'im' || event.subtype !== undefined || event.bot_id) return
    await client.chat.postMessage({ channel: event.channel, ...help() })
  })
}
