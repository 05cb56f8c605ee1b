import { App, LogLevel, SocketModeReceiver } from '@slack/bolt'
import postgres from 'postgres'
import { recordedView } from '../../blocks/incident/recorded.ts'
import { reportView } from '../../blocks/incident/report.ts'
import { parseConfiguration } from '../../db/configuration/file.ts'
import type { Option } from '../../db/configuration/questions.ts'

const [token = '', appToken = '', slackApiUrl = '', databaseUrl = ''] = process.argv.slice(2)
const sql = postgres(databaseUrl, { onnotice: () => undefined })
await sql`create table reports (id integer primary key generated always as identity, person text, title text)`

const receiver = new SocketModeReceiver({
  appToken,
  logLevel: LogLevel.ERROR,
  installerOptions: { clientOptions: { slackApiUrl } },
})
const app = new App({ token, receiver, clientOptions: { slackApiUrl }, logLevel: LogLevel.ERROR })

app.command('/dispatch', async ({ ack, client, command }) => {
  await ack()
  await client.views.open({
    trigger_id: command.trigger_id,
    view: reportView(options(), { title: command.text }, []),
  })
})

app.view('report', async ({ ack, body, view }) => {
  const title = view.state.values.title?.title?.value ?? ''
  const [row] = await sql<{ id: number }[]>`
    insert into reports (person, title) values (${body.user.id}, ${title}) returning id`
  await ack({ response_action: 'update', view: recordedView(row?.id ?? 0) })
})

await app.start()
process.on('SIGTERM', () => process.exit(0))
process.on('disconnect', () => process.exit(0))

// The choices that every installation begins with.
function options(): Option[] {
  const { types, priorities, severities } = parseConfiguration('')
  return Object.entries({ type: types, priority: priorities, severity: severities }).flatMap(([kind, list]) =>
    list.map((one, position) => ({
      ...one,
      kind: kind as Option['kind'],
      position,
      isDefault: one.default,
      elsewhere: {},
      cadenceMinutes: null,
      undetermined: false,
      body: '',
    })),
  )
}
