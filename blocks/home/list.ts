import type { InputBlock, ModalView } from '@slack/types'
import type { Page, Wanted } from '../../db/home/list.ts'
import { actions, button, context, label, option, section } from '../kit.ts'
import { clean, oneLine, shorten } from '../text.ts'
import { row } from './row.ts'

export const listCallback = 'list'
export const listPageAction = 'list_page'
export const listWhichAction = 'which'
export const listWordsAction = 'words'

const names: Record<Wanted['which'], string> = {
  open: 'Open',
  mine: 'Those I am in',
  closed: 'Closed',
  all: 'All',
}

/** A page of incidents, with the way to the others. */
export function listView(wanted: Wanted, { rows, hasMore }: Page): ModalView {
  const { page } = wanted
  const pages = [
    ...(page > 0 ? [button('Newer', `${listPageAction}:newer`, String(page - 1))] : []),
    ...(hasMore ? [button('Older', `${listPageAction}:older`, String(page + 1))] : []),
  ]
  const found =
    rows.length === 0 ? [section('There are none that you can see.')] : rows.map((one) => row(one, 'list'))
  return {
    type: 'modal',
    callback_id: listCallback,
    title: label('Incidents'),
    submit: label('Search'),
    close: label('Close'),
    blocks: [
      which(wanted),
      words(wanted),
      ...found,
      ...(pages.length === 0 ? [] : [actions('list_pages', pages)]),
      ...(page > 0 ? [context(`Page ${page + 1}`)] : []),
    ],
  }
}

function which(wanted: Wanted): InputBlock {
  const options = Object.entries(names).map(([key, name]) => option(name, key))
  const chosen = options.find((one) => one.value === wanted.which)
  return {
    type: 'input',
    block_id: listWhichAction,
    dispatch_action: true,
    label: label('Which'),
    element: {
      type: 'static_select',
      action_id: listWhichAction,
      options,
      ...(chosen ? { initial_option: chosen } : {}),
    },
  }
}

function words(wanted: Wanted): InputBlock {
  const shown = shorten(oneLine(wanted.words), 150)
  return {
    type: 'input',
    block_id: listWordsAction,
    dispatch_action: true,
    optional: true,
    label: label('With these words, this number or tag'),
    element: {
      type: 'plain_text_input',
      action_id: listWordsAction,
      max_length: 150,
      ...(shown === '' ? {} : { initial_value: shown }),
    },
  }
}

/** The part of a view's state that {@link readList} needs. */
export interface ListState {
  values: Record<
    string,
    Record<string, { value?: string | null; selected_option?: { value: string } | null }>
  >
}

/** What is sought, as it stands in the view. */
export function readList({ values }: ListState): Pick<Wanted, 'which' | 'words'> {
  const chosen = values[listWhichAction]?.[listWhichAction]?.selected_option?.value ?? 'open'
  const sought = clean(values[listWordsAction]?.[listWordsAction]?.value ?? '')
  return { which: isWhich(chosen) ? chosen : 'open', words: sought }
}

function isWhich(key: string): key is Wanted['which'] {
  return Object.hasOwn(names, key)
}
