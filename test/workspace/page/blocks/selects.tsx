import type { MultiSelect, Option, Select } from '@slack/types'
import type { ReactNode } from 'react'
import { isHuman, useWorkspace } from '../context.ts'
import type { World } from '../shape.ts'
import { type Setting, useChoice } from './choice.ts'
import type { Group } from './options.tsx'
import { Picker } from './picker.tsx'
import { asList } from './state.ts'

export function SelectMenu({
  element,
  setting,
}: {
  element: Select | MultiSelect
  setting: Setting
}): ReactNode {
  const { world, ask } = useWorkspace()
  const { host, actionId, choice, choose } = useChoice(element, setting)
  const several = element.type.startsWith('multi_')
  const placeholder = element.placeholder?.text ?? (several ? 'Select options' : 'Select an option')
  const external = element.type === 'external_select' || element.type === 'multi_external_select'
  const offer = async (typed: string): Promise<Group[]> => [
    { options: await host.suggest(actionId, typed.trim()) },
  ]
  const onChange = async (chosen: string[]) => {
    if (element.confirm && !(await ask(element.confirm))) return
    choose(several ? chosen : (chosen[0] ?? null))
  }
  return (
    <Picker
      label={setting.label ?? placeholder}
      placeholder={placeholder}
      groups={groupsOf(element, world)}
      chosen={asList(choice)}
      several={several}
      most={'max_selected_items' in element ? element.max_selected_items : undefined}
      clearable={setting.optional}
      invalid={setting.error !== undefined}
      autoFocus={element.focus_on_load}
      onSearch={external ? offer : undefined}
      least={external ? (element.min_query_length ?? usualLeast) : 0}
      onChange={(chosen) => void onChange(chosen)}
    />
  )
}

/** How much is typed before Slack asks the app, unless the element says otherwise. */
const usualLeast = 3

function groupsOf(element: Select | MultiSelect, world: World): Group[] {
  switch (element.type) {
    case 'static_select':
    case 'multi_static_select':
      return element.option_groups
        ? element.option_groups.map(({ label, options }) => ({
            label: label.text,
            options: options.map(pickOf),
          }))
        : [{ options: (element.options ?? []).map(pickOf) }]
    case 'external_select':
      return [{ options: element.initial_option ? [pickOf(element.initial_option)] : [] }]
    case 'multi_external_select':
      return [{ options: (element.initial_options ?? []).map(pickOf) }]
    case 'users_select':
    case 'multi_users_select':
      return [{ options: people(world) }]
    case 'channels_select':
    case 'multi_channels_select':
      return [{ options: channels(world, ['public']) }]
    default: {
      const include = element.filter?.include ?? ['public', 'private', 'im', 'mpim']
      return [{ options: channels(world, include) }]
    }
  }
}

function people(world: World) {
  return world.people
    .filter((person) => isHuman(person))
    .map(({ id, name, realName }) => ({
      value: id,
      text: realName,
      detail: realName === name ? undefined : `@${name}`,
    }))
}

const kinds = { channel: 'public', group: 'private', im: 'im', mpim: 'mpim' } as const

function channels(world: World, include: readonly string[]) {
  return world.channels
    .filter(({ kind, archived }) => !archived && include.includes(kinds[kind]))
    .map(({ id, name, kind }) => ({
      value: id,
      text: kind === 'channel' ? `#${name}` : kind === 'group' ? `🔒${name}` : name,
    }))
}

function pickOf(option: Option) {
  return { value: option.value ?? option.text.text, text: option.text.text, detail: option.description?.text }
}
