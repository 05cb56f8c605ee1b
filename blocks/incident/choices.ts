import type { InputBlock, MultiExternalSelect, PlainTextOption } from '@slack/types'
import type { Option } from '../../db/configuration/questions.ts'
import type { OptionKind } from '../../db/schema/configuration.ts'
import { choiceInput, input } from '../inputs.ts'
import { label, option } from '../kit.ts'
import { oneLine, shorten } from '../text.ts'

type Kind = Exclude<OptionKind, 'role'>
const names: Record<Kind, string> = { type: 'Type', priority: 'Priority', severity: 'Severity' }

/** A choice among what the team offers of one kind; it stands at `initial`, else at the team's default. */
export function optionInput(kind: Kind, all: Option[], initial?: string): InputBlock {
  const offered = all.filter((one) => one.kind === kind)
  return choiceInput({
    ...{ id: kind, name: names[kind], options: offered.map(optionOf) },
    initial: initial ?? offered.find((one) => one.isDefault)?.key ?? '',
  })
}

function optionOf({ mark, name, key, meaning }: Option): PlainTextOption {
  return option(`${mark} ${oneLine(name)}`.trim() || key, key, meaning)
}

export const tagsAction = 'tags'
/** Tags of one incident. */
export const mostTags = 20

/** Tags, known ones or new. */
export function tagsInput(all: string[]): InputBlock {
  const initial = all.slice(0, mostTags).map((tag) => option(tag, tag))
  const element: MultiExternalSelect = {
    type: 'multi_external_select',
    action_id: tagsAction,
    min_query_length: 0,
    max_selected_items: mostTags,
    placeholder: label('Choose, or type a new one'),
    ...(initial.length > 0 ? { initial_options: initial } : {}),
  }
  return input({ id: 'tags', name: 'Tags', optional: true }, element)
}

/** A tag as an option of the select; `add` for one that no incident has yet. */
export function tagOption(tag: string, add = false): PlainTextOption {
  return option(add ? `Add “${shorten(tag, 40)}”` : tag, tag)
}
