import type { KnownBlock } from '@slack/types'
import type { Desk } from '../../db/home/home.ts'
import { outletLine } from '../channel/outlet.ts'
import { context, divider, header, label, section } from '../kit.ts'
import { objectIn, wordOf } from '../metadata.ts'

export const broadcastsAction = 'choose_broadcasts'
export const operationsAction = 'choose_operations'

/** What Home keeps of what it shows as chosen, so that only what a person changes of it is changed. */
export function shownMetadata({ broadcasts }: Desk): string {
  return JSON.stringify({ broadcasts })
}

/** The channels that were shown as chosen; nothing where Home was painted before it kept them. */
export function readShown(text = ''): string[] | undefined {
  if (text === '') return undefined
  const { broadcasts } = objectIn(text)
  return Array.isArray(broadcasts) ? broadcasts.map(wordOf) : undefined
}

type Choices = Pick<Desk, 'canConfigure' | 'broadcasts' | 'operations' | 'lost'>

/** Where incidents are announced and troubles told, to choose for those who may. */
export function configuration(state: Choices): KnownBlock[] {
  const done = state.broadcasts.length > 0 && state.operations !== null
  if (!state.canConfigure)
    return done
      ? []
      : [
          context(
            'Where incidents are announced is not chosen yet; an administrator of Dispatch can do it here.',
          ),
        ]
  return [
    divider(),
    header(done ? 'Channels' : 'First, two channels'),
    ...state.lost.map((one) => section(outletLine(one))),
    {
      type: 'section',
      block_id: 'broadcasts',
      text: {
        type: 'mrkdwn',
        text: '*Announce incidents in*\nPublic channels that everyone concerned reads. Dispatch joins them.',
      },
      accessory: {
        type: 'multi_conversations_select',
        action_id: broadcastsAction,
        placeholder: label('Choose channels'),
        filter: { include: ['public'], exclude_bot_users: true, exclude_external_shared_channels: true },
        max_selected_items: 10,
        ...(state.broadcasts.length > 0 ? { initial_conversations: state.broadcasts } : {}),
      },
    },
    {
      type: 'section',
      block_id: 'operations',
      text: {
        type: 'mrkdwn',
        text: '*Tell what could not be done in*\nA channel of those who run Dispatch. It gets each step that failed, with Retry.',
      },
      accessory: {
        type: 'conversations_select',
        action_id: operationsAction,
        placeholder: label('Choose a channel'),
        filter: { include: ['public'], exclude_bot_users: true, exclude_external_shared_channels: true },
        ...(state.operations ? { initial_conversation: state.operations } : {}),
      },
    },
  ]
}
