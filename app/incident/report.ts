import type { App, BlockAction, ButtonAction, PlainTextInputAction } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import { recordedView } from '../../blocks/incident/recorded.ts'
import {
  describeMessage,
  type Prefill,
  readReport,
  readSource,
  reportCallback,
  reportView,
  titleAction,
} from '../../blocks/incident/report.ts'
import { getWorkspace, messageUrl } from '../../db/configuration/links.ts'
import { listOptions } from '../../db/configuration/questions.ts'
import type { Database } from '../../db/database.ts'
import { listAlike } from '../../db/incident/alike.ts'
import { reportIncident } from '../../db/incident/report.ts'
import { ask, permitted } from '../asker.ts'
import { requestOf } from '../input.ts'
import { readWords } from '../timeline/message.ts'

/** The shortcuts, the button on Home and the form, to a recorded incident. */
export function report(app: App, db: Database): void {
  app.shortcut('report', async ({ shortcut, ack, client }) => {
    await openReport({ db, client, ack, user: shortcut.user.id, trigger: shortcut.trigger_id })
  })

  app.shortcut(
    { type: 'message_action', callback_id: 'report_message' },
    async ({ shortcut, ack, client }) => {
      const source = { channel: shortcut.channel.id, ts: shortcut.message_ts }
      const text = await readWords(db, shortcut.message)
      const url = messageUrl(await getWorkspace(db), source.channel, source.ts)
      const title = text.split('\n').find((line) => line.trim() !== '') ?? ''
      const prefill = { title, description: describeMessage(text, url), source }
      await openReport({ db, client, ack, user: shortcut.user.id, trigger: shortcut.trigger_id, prefill })
    },
  )

  app.action<BlockAction<ButtonAction>>('open_report', async ({ body, action, ack, client }) => {
    const prefill = { title: action.value ?? '' }
    await openReport({ db, client, ack, user: body.user.id, trigger: body.trigger_id, prefill })
  })

  app.view(reportCallback, async ({ view, body, ack, client }) => {
    const read = readReport(view)
    if ('errors' in read) return ack({ response_action: 'errors', errors: read.errors })
    const { source, ...answers } = read.answers
    const sourceUrl = source ? messageUrl(await getWorkspace(db), source.channel, source.ts) : null
    const asked = { ...answers, sourceUrl, view: view.id }
    const { incident } = await ask(db, client, body.user.id, (who) =>
      reportIncident(db, who, asked, requestOf(view, answers)),
    )
    await ack({ response_action: 'update', view: recordedView(incident) })
  })

  app.action<BlockAction<PlainTextInputAction>>(
    { action_id: titleAction, block_id: 'title' },
    async ({ body, action, ack, client }) => {
      await ack()
      if (body.view) await showAlike(db, client, body.user.id, body.view, action.value ?? '')
    },
  )
}

interface Opening {
  db: Database
  client: WebClient
  ack: () => Promise<void>
  user: string
  trigger: string
  prefill?: Prefill
}

/** Opens the form for one who may report; throws a Refusal for the others. */
export async function openReport({ db, client, ack, user, trigger, prefill = {} }: Opening): Promise<void> {
  await permitted(db, client, user, 'incident.report')
  await ack()
  const [options, alike] = await Promise.all([listOptions(db), listAlike(db, user, prefill.title ?? '')])
  await client.views.open({ trigger_id: trigger, view: reportView(options, prefill, alike) })
}

type OpenView = NonNullable<BlockAction['view']>

async function showAlike(
  db: Database,
  client: WebClient,
  user: string,
  view: OpenView,
  title: string,
): Promise<void> {
  const alike = await listAlike(db, user, title)
  const shown = view.blocks.flatMap(({ block_id: id }) => (id?.startsWith('alike_') ? [id] : []))
  if (shown.join() === alike.map((one) => `alike_${one.id}`).join()) return
  const source = readSource(view.private_metadata) ?? undefined
  const next = reportView(await listOptions(db), source ? { source } : {}, alike)
  try {
    await client.views.update({ view_id: view.id, hash: view.hash, view: next })
  } catch (error) {
    if (!isOvertaken(error)) throw error
  }
}

// A newer keystroke was faster, or the form is closed: then there is nothing to show.
function isOvertaken(error: unknown): boolean {
  const code =
    error instanceof Error && 'data' in error ? (error.data as { error?: string }).error : undefined
  return code === 'hash_conflict' || code === 'not_found'
}
