import { readFile } from 'node:fs/promises'
import { App, LogLevel } from '@slack/bolt'
import type { KnownBlock } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import { servePage } from '../workspace/page/server/serve.ts'
import type { Slack } from '../workspace/slack/contract.ts'
import { startSlack } from '../workspace/slack/server.ts'

/** A workspace with an app that shows one of each thing a page must be able to show. */
export async function startSampler(): Promise<{ url: string; stop(): Promise<void> }> {
  const slack = await startSlack({ manifest: await manifestWith(['canvases:write', 'files:write']) })
  for (const name of ['ana', 'ben']) slack.addPerson({ name, realName: name.toUpperCase() })
  slack.addGroup({ handle: 'payments', members: ['ana'] })
  slack.addChannel({ name: 'samples', members: ['ana', 'ben'] }).members.add(slack.bot.userId)
  const app = await openApp(slack)
  await furnish(app.client, slack)
  const page = await servePage({ slack }, { port: 0, as: 'ana' })
  return {
    url: page.url,
    async stop() {
      await page.stop()
      await app.stop()
      await slack.stop()
    },
  }
}

async function manifestWith(scopes: string[]): Promise<string> {
  const own = await readFile(new URL('../../manifest.yml', import.meta.url), 'utf8')
  return own.replace('    bot:\n', ['    bot:\n', ...scopes.map((scope) => `      - ${scope}\n`)].join(''))
}

async function openApp(slack: Slack): Promise<App> {
  const app = new App({
    token: slack.botToken,
    appToken: slack.appToken,
    socketMode: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.url },
  })
  app.shortcut('report', async ({ ack, client, body }) => {
    await ack()
    await client.views.open({ trigger_id: body.trigger_id, view: form })
  })
  app.options('incident', async ({ ack, payload }) => {
    const found = ['Checkout', 'Search'].filter((one) => one.toLowerCase().includes(payload.value))
    await ack({ options: found.map((one) => option(one)) })
  })
  app.view('samples', async ({ ack }) =>
    ack({ response_action: 'errors', errors: { incident: 'It is closed.' } }),
  )
  await app.start()
  return app
}

async function furnish(client: WebClient, slack: Slack): Promise<void> {
  const channel = slack.channel('samples').id
  const group = slack.groups()[0]?.id ?? ''
  const { ts } = await client.chat.postMessage({ channel, text: 'samples', blocks: blocksWith(group) })
  await client.chat.postMessage({ channel, text: 'for all', thread_ts: ts ?? '', reply_broadcast: true })
  await client.chat.postEphemeral({ channel, user: slack.person('ana').id, text: 'between us' })
  const markdown = `# Plan\n\n- [x] tell ![](@${slack.person('ben').id})`
  await client.conversations.canvases.create({
    channel_id: channel,
    document_content: { type: 'markdown', markdown },
  })
  await client.filesUploadV2({ channel_id: channel, filename: 'log.txt', content: 'all well' })
}

function blocksWith(group: string): KnownBlock[] {
  const words = [
    { type: 'text', text: 'ask ', style: { bold: true } },
    { type: 'usergroup', usergroup_id: group },
  ] as const
  const cells = (one: string, other: string) =>
    [one, other].map((text) => ({ type: 'raw_text', text }) as const)
  return [
    { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [...words] }] },
    { type: 'table', rows: [cells('Who', 'Role'), cells('Ana', 'Commander')] },
    {
      type: 'actions',
      elements: [{ type: 'overflow', action_id: 'more', options: [option('Timeline'), option('Close')] }],
    },
  ]
}

const plain = (text: string) => ({ type: 'plain_text', text }) as const
const option = (text: string) => ({ text: plain(text), value: text })

const form = {
  type: 'modal',
  callback_id: 'samples',
  title: plain('Samples'),
  submit: plain('Send'),
  blocks: [
    { type: 'alert', level: 'warning', text: { type: 'mrkdwn', text: 'Two *tasks* are open.' } },
    {
      type: 'input',
      block_id: 'incident',
      label: plain('Incident'),
      element: { type: 'external_select', action_id: 'incident', min_query_length: 2 },
    },
    {
      type: 'input',
      label: plain('Tags'),
      element: { type: 'multi_static_select', action_id: 'tags', options: [option('red'), option('blue')] },
    },
    {
      type: 'input',
      label: plain('Status'),
      element: { type: 'radio_buttons', action_id: 'status', options: [option('Stable'), option('Closed')] },
    },
    {
      type: 'input',
      label: plain('Also'),
      element: { type: 'checkboxes', action_id: 'also', options: [option('Tell customers')] },
    },
    { type: 'input', label: plain('Detected'), element: { type: 'datetimepicker', action_id: 'detected' } },
  ] satisfies KnownBlock[],
} as const
