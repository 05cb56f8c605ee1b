import type { HomeView, KnownBlock } from '@slack/types'
import { actions, button, context, header, label, section } from './kit.ts'

export const broadcastsAction = 'choose_broadcasts'
export const operationsAction = 'choose_operations'

export interface HomeState {
  canConfigure: boolean
  broadcasts: string[]
  operations: string | null
  /** A sentence of why the last choice was not taken. */
  refusal?: string
}

/** A person's Home tab. */
export function homeView(state: HomeState): HomeView {
  return {
    type: 'home',
    blocks: [
      header('Dispatch'),
      section('When it burns, type `/dispatch` and what is wrong, in any channel.'),
      actions('home_report', [button('Report an incident', 'open_report', 'home', { style: 'danger' })]),
      ...(state.refusal ? [section(`:no_entry: ${state.refusal}`)] : []),
      ...configuration(state),
    ],
  }
}

function configuration(state: HomeState): KnownBlock[] {
  const done = state.broadcasts.length > 0 && state.operations !== null
  if (!state.canConfigure)
    return done
      ? []
      : [
          context(
            'Where incidents are announced is not chosen yet; an owner or administrator can do it here.',
          ),
        ]
  return [
    header(done ? 'Channels' : 'First, two channels'),
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
