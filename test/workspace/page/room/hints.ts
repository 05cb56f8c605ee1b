import { isHuman } from '../context.ts'
import type { World } from '../shape.ts'

export interface Hint {
  key: string
  text: string
  detail?: string
  /** What the draft becomes when the hint is taken. */
  draft: string
}

/** What may be meant by the end of what is being typed: a command, a person, a channel. */
export function hintsFor(draft: string, world: World, threaded: boolean): Hint[] {
  if (/^\/\S*$/.test(draft) && !threaded) return commandHints(draft, world)
  const [, before = '', sign, word = ''] = /^(.*(?:^|\s))([@#])([\w.-]*)$/s.exec(draft) ?? []
  const wanted = word.toLowerCase()
  if (sign === '@') {
    return [...peopleHints(before, wanted, world), ...groupHints(before, wanted, world)].slice(0, 8)
  }
  if (sign === '#') {
    return world.channels
      .filter(({ name, kind }) => (kind === 'channel' || kind === 'group') && name.startsWith(wanted))
      .slice(0, 8)
      .map(({ id, name }) => ({ key: id, text: `#${name}`, draft: `${before}#${name} ` }))
  }
  return []
}

/** How the command being typed is used, once it is told from its like. */
export function usageOf(draft: string, world: World): string | undefined {
  const command = world.commands.find((one) => draft.startsWith(`${one.command} `))
  return command && `${command.command} ${command.usage_hint ?? ''}`
}

function peopleHints(before: string, wanted: string, world: World): Hint[] {
  return world.people
    .filter((person) => isHuman(person))
    .filter(({ name, realName }) => `${name} ${realName}`.toLowerCase().includes(wanted))
    .map(({ id, name, realName }) => ({
      key: id,
      text: realName,
      detail: `@${name}`,
      draft: `${before}@${name} `,
    }))
}

function groupHints(before: string, wanted: string, world: World): Hint[] {
  return world.groups
    .filter(({ disabled }) => !disabled)
    .filter(({ handle, name }) => `${handle} ${name}`.toLowerCase().includes(wanted))
    .map(({ id, handle, name, members }) => ({
      key: id,
      text: name,
      detail: `@${handle}, ${members.length} people`,
      draft: `${before}@${handle} `,
    }))
}

function commandHints(draft: string, world: World): Hint[] {
  return world.commands
    .filter(({ command }) => command.startsWith(draft))
    .map(({ command, usage_hint, description }) => ({
      key: command,
      text: [command, usage_hint].filter(Boolean).join(' '),
      detail: description,
      draft: `${command} `,
    }))
}
