import type { App } from '@slack/bolt'
import { help } from '../blocks/help.ts'
import { fromSlack } from '../blocks/text.ts'
import type { Database } from '../db/database.ts'
import { openReport } from './report.ts'

/** `/dispatch`: a first word that is no word of ours begins the title of a report. */
export function command(app: App, db: Database): void {
  app.command('/dispatch', async ({ command, ack, client }) => {
    const [, word = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(command.text.trim()) ?? []
    if (word.toLowerCase() === 'help') return ack({ response_type: 'ephemeral', ...help() })
    const title = fromSlack(word.toLowerCase() === 'report' ? rest : command.text)
    await openReport({
      db,
      client,
      ack,
      user: command.user_id,
      trigger: command.trigger_id,
      prefill: { title },
    })
  })
}
