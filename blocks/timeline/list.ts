import type { ActionsBlock, InputBlock, KnownBlock, ModalView } from '@slack/types'
import type { Line, Timeline } from '../../db/timeline/list.ts'
import { actions, button, context, divider, incidentName, label, limits, option, section } from '../kit.ts'
import { lineBlock } from './entry.ts'
import { type Filter, filters } from './filters.ts'
import { cursorText, longestSearch, readCursor, readShown, type Shown, shownMetadata } from './shown.ts'

export const timelineCallback = 'timeline'
export const filterAction = 'timeline_filter'
export const orderAction = 'timeline_order'
export const hiddenAction = 'timeline_hidden'
export const earlierAction = 'timeline_before'
export const laterAction = 'timeline_after'
/** How many lines a page has. */
export const pageOf = 20

/** A page of an incident's timeline, with its filters. */
export function timelineView(shown: Shown, timeline: Timeline): ModalView {
  return {
    type: 'modal',
    callback_id: timelineCallback,
    title: label(`Timeline of ${incidentName(shown.incident)}`, limits.title),
    submit: label('Search'),
    close: label('Close'),
    private_metadata: shownMetadata(shown),
    blocks: [
      choices(shown, timeline),
      search(shown.words),
      divider(),
      ...(timeline.lines.length > 0
        ? timeline.lines.map((line) => lineBlock(line, timeline.can))
        : [section(nothing(shown))]),
      ...paging(timeline),
      ...hidden(shown, timeline),
    ],
  }
}

/** A view of a timeline that comes back, by a click in it or by Search. */
export interface ReturnedView {
  private_metadata: string
  state: { values: Record<string, Record<string, { value?: string | null }>> }
}

/** What the view shows, with the words that stand in its search now. */
export function readTimeline(view: ReturnedView): Shown {
  return readShown(view.private_metadata, view.state.values.words?.words?.value ?? '')
}

/** The page that a button of the view leads to. */
export function turned(shown: Shown, cursor: string, back: boolean): Shown {
  return { ...shown, from: readCursor(cursor), back }
}

function choices({ filter, order }: Shown, { can, hidden }: Timeline): ActionsBlock {
  const offered = (Object.keys(filters) as Filter[]).filter(
    (one) => one !== 'hidden' || filter === 'hidden' || (can.hide && hidden > 0),
  )
  return actions('timeline_choices', [
    select(
      filterAction,
      offered.map((one) => option(filters[one], one)),
      option(filters[filter], filter),
    ),
    select(
      orderAction,
      (['newest', 'oldest'] as const).map((one) => option(orders[one], one)),
      option(orders[order], order),
    ),
  ])
}

function select(action: string, options: ReturnType<typeof option>[], chosen: ReturnType<typeof option>) {
  return { type: 'static_select', action_id: action, options, initial_option: chosen } as const
}

const orders = { newest: 'Newest first', oldest: 'Oldest first' }

function search(words: string): InputBlock {
  return {
    type: 'input',
    block_id: 'words',
    optional: true,
    label: label('Words'),
    element: {
      type: 'plain_text_input',
      action_id: 'words',
      max_length: longestSearch,
      placeholder: label('What somebody wrote'),
      ...(words === '' ? {} : { initial_value: words }),
    },
  }
}

function nothing({ words, filter }: Shown): string {
  if (words !== '') return 'Nobody wrote these words. Take them out and press *Search* to see everything.'
  return filter === 'all' ? 'Nothing has happened yet.' : 'There is nothing of this kind.'
}

function paging({ lines, more }: Timeline): KnownBlock[] {
  const [first, last] = [lines[0], lines.at(-1)]
  const buttons = [
    ...(more.before && first ? [turn('Back', earlierAction, first)] : []),
    ...(more.after && last ? [turn('More', laterAction, last)] : []),
  ]
  return buttons.length > 0 ? [actions('timeline_paging', buttons)] : []
}

function turn(text: string, action: string, { cursor }: Line) {
  return button(text, action, cursorText(cursor))
}

function hidden({ filter, incident }: Shown, { hidden: count, can }: Timeline): KnownBlock[] {
  if (count === 0 || filter === 'hidden') return []
  const told = `${count} ${count === 1 ? 'entry is' : 'entries are'} hidden.`
  if (!can.hide) return [context(told)]
  return [section(told, button('Show them', hiddenAction, String(incident)))]
}
