import type { AllMiddlewareArgs, AnyMiddlewareArgs } from '@slack/bolt'
import { refusedView } from '../blocks/recorded.ts'
import { inputOf } from '../blocks/report.ts'
import { Refusal } from '../db/refusal.ts'

type Args = AnyMiddlewareArgs & AllMiddlewareArgs

const unmatched =
  'Dispatch does not know this any more: it may be of an older version. Type `/dispatch help` for what it knows.'

/** Tells a refusal where it was caused, and answers what no listener has answered. */
export async function answerAll(args: Args): Promise<void> {
  try {
    await args.next()
  } catch (error) {
    if (error instanceof Refusal) return tell(args, error.message, error.field)
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
    return args.ack({ response_action: 'errors', errors: { [inputOf(field)]: sentence } })
  if ('ack' in args && args.ack) await args.ack()
  const user = userOf(body)
  if ('action' in args && 'view' in body && body.view?.type === 'modal') {
    await client.views.update({ view_id: body.view.id, view: refusedView(sentence) })
    return
  }
  if ('respond' in args && args.respond && 'response_url' in body && body.response_url) {
    await args.respond({ response_type: 'ephemeral', replace_original: false, text: sentence })
    return
  }
  if (user) await client.chat.postMessage({ channel: user, text: sentence })
}

function userOf(body: Args['body']): string | undefined {
  if ('user' in body && typeof body.user === 'object' && body.user !== null && 'id' in body.user)
    return String(body.user.id)
  if ('event' in body && 'user' in body.event && typeof body.event.user === 'string') return body.event.user
  return undefined
}
