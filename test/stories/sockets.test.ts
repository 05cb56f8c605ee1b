import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { textOf } from '../tale.ts'

/** Sockets that are cut several times in a row come back only after a while. */
const backMs = 15_000

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ before: (slack) => void slack.addPerson({ name: 'ana' }) })
  await stage.slack.until('two sockets', () => stage.slack.sockets.open >= 2, backMs)
})
afterAll(() => stage?.close())

async function asksForHelp(): Promise<void> {
  const ana = stage.slack.person('ana')
  const [heard, notices] = [ana.whispers.length, ana.notices.length]
  await ana.command('/dispatch help')
  expect(ana.notices.slice(notices)).toEqual([])
  expect(textOf(ana.whispers.slice(heard))).toContain('/dispatch')
}

it('commands are answered while Slack renews one socket after the other', async () => {
  for (let round = 0; round < 6; round++) {
    stage.slack.sockets.recycle(round % 2, 'refresh_requested')
    for (let i = 0; i < 5; i++) await asksForHelp()
    await stage.slack.until('two sockets again', () => stage.slack.sockets.open >= 2, backMs)
  }
})

it('sockets that are cut come back by themselves', async () => {
  stage.slack.sockets.drop()
  await stage.slack.until('two sockets again', () => stage.slack.sockets.open >= 2, backMs)
  await asksForHelp()
})

it('an event that arrives while no socket stands is kept by Slack, and handled', async () => {
  const ana = stage.slack.person('ana')
  stage.slack.sockets.drop()
  await ana.openHome()
  await stage.slack.until('Home', () => ana.home, backMs)
})

it('a form that Slack would not open is told in a sentence, never with silence', async () => {
  const ana = stage.slack.person('ana')
  stage.slack.faults.at({ method: 'views.open' }, { kind: 'error', code: 'expired_trigger_id' })
  await ana.command('/dispatch too slow')
  await stage.slack.until('the sentence', () => textOf(ana.whispers.at(-1)).includes('Please try again'))
})

it('who writes to the app is told what it can be asked', async () => {
  const ana = stage.slack.person('ana')
  const { channel } = (await (await callSlack('conversations.open', { users: ana.id })).json()) as {
    channel: { id: string }
  }
  await ana.say(channel.id, 'hello?')
  await stage.slack.until('the help', () => textOf(ana.dm.at(-1)).includes('/dispatch help'))
  await stage.settle()
  expect(ana.dm).toHaveLength(2)
})

it('an unknown command, an old button and a foreign form are each answered with a sentence', async () => {
  const ana = stage.slack.person('ana')
  const { slack } = stage
  const [channel] = [slack.addChannel({ name: 'old', members: ['ana'] })]
  channel.members.add(slack.bot.userId)
  const response = await callSlack('chat.postMessage', {
    channel: channel.id,
    text: 'old',
    blocks: [
      {
        type: 'actions',
        block_id: 'b',
        elements: [
          { type: 'button', action_id: 'of_an_older_version', text: { type: 'plain_text', text: 'Old' } },
        ],
      },
    ],
  })
  const { ts } = (await response.json()) as { ts: string }
  await ana.click({ channel: channel.id, ts }, 'of_an_older_version')
  await slack.until('the sentence', () => textOf(ana.whispers.at(-1)).includes('does not know this any more'))
})

function callSlack(method: string, args: object): Promise<Response> {
  return fetch(`${stage.slack.url}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stage.slack.botToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(args),
  })
}
