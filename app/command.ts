import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { pick, pickAction, readPick } from '../blocks/asked.ts'
import { help } from '../blocks/help.ts'
import type { Message } from '../blocks/kit.ts'
import { clean, fromSlack } from '../blocks/text.ts'
import type { Database } from '../db/database.ts'
import { listAmong } from '../db/incident/open.ts'
import { findIncidentOf } from '../db/incident/place.ts'
import { keyOfLine, lineTold } from '../db/requests.ts'
import { accessWords } from './access/access.ts'
import { restrictWords } from './access/restrict.ts'
import { permitted } from './asker.ts'
import { listWords } from './home/list.ts'
import { answerMenu } from './home/menu.ts'
import { closeWords } from './incident/close.ts'
import { declineWords } from './incident/decline.ts'
import { joinWords } from './incident/join.ts'
import { mergeWords } from './incident/merge.ts'
import { recordWords } from './incident/record.ts'
import { openReport } from './incident/report.ts'
import { restoreWords } from './incident/restore.ts'
import { statusWords } from './incident/status.ts'
import { timesWords } from './incident/times.ts'
import { updateWords } from './incident/update.ts'
import { claimWords } from './people/claim.ts'
import { engageWords } from './people/engage.ts'
import { handoverWords } from './people/handover.ts'
import { peopleWords } from './people/people-list.ts'
import { roleWords } from './people/role.ts'
import { eventWords } from './timeline/event.ts'
import { timelineWords } from './timeline/timeline.ts'
import { type Asked, answerMisread, type Words } from './words.ts'

/** Every word of `/dispatch`; each door brings its own. */
export const words: Words = {
  help: { of: 'nothing', run: ({ answer }) => answer(help()) },
  report: { of: 'nothing', run: (asked) => openForm(asked, asked.rest) },
  ...joinWords,
  ...listWords,
  ...updateWords,
  ...statusWords,
  ...closeWords,
  ...accessWords,
  ...declineWords,
  ...mergeWords,
  ...restoreWords,
  ...recordWords,
  ...timesWords,
  ...restrictWords,
  ...engageWords,
  ...eventWords,
  ...timelineWords,
  ...roleWords,
  ...claimWords,
  ...handoverWords,
  ...peopleWords,
}

/** `/dispatch`: a first word that is no word of ours begins the title of a report. */
export function command(app: App, db: Database): void {
  app.command('/dispatch', async ({ command, ack, respond, client, context }) => {
    let answered = false
    let heard = false
    let key: string | undefined
    const ackOnce = async (message?: object) => {
      const isLate = answered || context.isAnswered?.() === true
      answered = true
      if (!isLate) await ack(message)
      const isSent = !isLate && context.isSent?.() === true
      if (!isSent && message) await respond(message)
      heard ||= isSent || message !== undefined
    }
    const { user_id: user, trigger_id: trigger, channel_id: channel } = command
    const line = clean(command.text)
    await run(line, undefined, {
      ...{ db, client, user, trigger, channel },
      request: async () => {
        key ??= await keyOfLine(db, { person: user, channel, text: line, trigger })
        return key
      },
      ack: () => ackOnce(),
      answer: (message) => ackOnce({ response_type: 'ephemeral', ...messageOf(message) }),
    })
    if (key && heard) await lineTold(db, key)
  })

  app.action<BlockAction<ButtonAction>>(pickAction, async ({ body, action, ack, respond, client }) => {
    const { incident, line } = readPick(action.value ?? '')
    const [user, channel] = [body.user.id, body.channel?.id ?? '']
    await run(line, incident, {
      ...{ db, client, user, trigger: body.trigger_id, channel },
      request: async () => `pick:${channel}:${body.container.message_ts}:${user}:${incident}`,
      ack: () => ack(),
      answer: async (message) => {
        await ack()
        await respond({ response_type: 'ephemeral', replace_original: true, ...messageOf(message) })
      },
    })
  })
}

async function run(line: string, picked: number | undefined, asked: Omit<Asked, 'rest'>): Promise<void> {
  const [, first = '', after = ''] = /^(\S*)\s*([\s\S]*)$/.exec(line) ?? []
  const key = first.toLowerCase()
  const word = Object.hasOwn(words, key) ? words[key] : undefined
  if (!word) return line === '' ? alone({ ...asked, rest: '' }) : openForm({ ...asked, rest: line }, line)
  if (word.of === 'nothing') return word.run({ ...asked, rest: after })
  const { named, rest } = numberIn(after)
  const incident = named ?? picked ?? (await findIncidentOf(asked.db, asked.channel))
  if (incident !== undefined) return word.run({ ...asked, rest }, incident)
  await permitted(asked.db, asked.client, asked.user, 'incident.report')
  if (word.unnamed)
    return rest === '' ? asked.answer(word.unnamed) : answerMisread({ ...asked, rest }, key, word.unnamed)
  const among = word.among ?? 'open'
  const offered = await listAmong(asked.db, asked.user, among)
  await asked.answer(pick(line, fromSlack(rest === '' ? '' : line), offered, among))
}

// In an incident's channel, what can be done now; elsewhere, the form.
async function alone(asked: Asked): Promise<void> {
  const incident = await findIncidentOf(asked.db, asked.channel)
  await (incident === undefined ? openForm(asked, '') : answerMenu(asked, incident))
}

async function openForm(asked: Asked, title: string): Promise<void> {
  await openReport({ ...asked, prefill: { title: fromSlack(title) } })
}

// `INC-7 stable` names the incident first, wherever it is typed.
function numberIn(text: string): { named: number | undefined; rest: string } {
  const [, digits, rest] = /^(?:inc-|#)(\d{1,9})(?:\s+([\s\S]*))?$/i.exec(text) ?? []
  return digits === undefined ? { named: undefined, rest: text } : { named: Number(digits), rest: rest ?? '' }
}

function messageOf(message: Message | string): Message | { text: string } {
  return typeof message === 'string' ? { text: message } : message
}
