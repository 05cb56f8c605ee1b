import type { AllMiddlewareArgs, AnyMiddlewareArgs } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import { refusedView } from '../blocks/incident/recorded.ts'
import { Unreadable } from '../blocks/metadata.ts'
import { Refusal } from '../db/refusal.ts'
import { inputFor } from './input.ts'

type Args = AnyMiddlewareArgs & AllMiddlewareArgs

const unmatched =
  'Dispatch does not know this any more: it may be of an older version. Type `/dispatch help` for what it knows.'

/** Tells a refusal where it was caused, and answers what no listener has answered. */
export async function answerAll(args: Args): Promise<void> {
  try {
    await args.next()
  } catch (error) {
    if (error instanceof Refusal) return tell(args, error.message, error.field)
    if (error instanceof Unreadable) return tell(args, unmatched)
    if ('ack' in args && !isTyping(args)) await tell(args, broken)
    throw error
  }
  if ('ack' in args && args.context.isAnswered?.() === false) await tell(args, unmatched)
}

const broken =
  'Something between Slack and Dispatch did not work, or took too long. Please try again; nothing is done twice.'

// What a form shows beside the words was not asked for, and telling of it would cost the words.
function isTyping(args: Args): boolean {
  return 'action' in args && args.action.type === 'plain_text_input'
}

async function tell(args: Args, sentence: string, field?: string): Promise<void> {
  const { body, client } = args
  if ('command' in args && args.context.isAnswered?.() !== true)
    return args.ack({ response_type: 'ephemeral', text: sentence })
  if ('view' in args && body.type === 'view_submission')
    return args.ack(underInput(args.view, sentence, field))
  if ('ack' in args && args.ack) await args.ack()
  const user = userOf(body)
  if ('action' in args && 'trigger_id' in body && 'view' in body && body.view?.type === 'modal')
    return showOver(client, body.view, body.trigger_id, sentence)
  if ('respond' in args && args.respond && 'response_url' in body && body.response_url) {
    await args.respond({ response_type: 'ephemeral', replace_original: false, text: sentence })
    return
  }
  if (user) await client.chat.postMessage({ channel: user, text: sentence })
}

// On top of a form, in which somebody has typed; in the place of what is only read, or where there is no room on top.
async function showOver(client: WebClient, shown: { id: string }, trigger: string, sentence: string) {
  const view = refusedView(sentence)
  const isOver = inputFor(shown)
    ? await client.views.push({ trigger_id: trigger, view }).then(
        () => true,
        () => false,
      )
    : false
  if (!isOver) await client.views.update({ view_id: shown.id, view })
}

function underInput(view: object, sentence: string, field?: string) {
  const input = inputFor(view, field)
  return input
    ? ({ response_action: 'errors', errors: { [input]: sentence } } as const)
    : ({ response_action: 'update', view: refusedView(sentence) } as const)
}

function userOf(body: Args['body']): string | undefined {
  if ('user' in body && typeof body.user === 'object' && body.user !== null && 'id' in body.user)
    return String(body.user.id)
  if ('event' in body && 'user' in body.event && typeof body.event.user === 'string') return body.event.user
  return undefined
}
