import { isDeepStrictEqual } from 'node:util'
import type { Entry } from './limits.ts'
import type { Finding, Rule } from './validate-rules.ts'
import { isRecord, type Thing } from './validate-values.ts'

/** Rules of the choices that selects, menus, checkboxes and radio buttons offer. */
export const optionRules: Record<string, Rule> = {
  options: (thing, { entry, type }) => [
    ...[...optionsOf(thing), ...initialsOf(thing)].flatMap((placed) => checkOption(placed, type, entry)),
    ...repeated(optionsOf(thing)),
    ...repeated(initialsOf(thing)),
    ...(entry.fields.options ? strangers(thing) : []),
  ],
  max_selected: (thing) => {
    const most = thing.max_selected_items
    const chosen = Object.entries(thing).find(([name]) => name.startsWith('initial_'))
    if (typeof most !== 'number' || !chosen || !Array.isArray(chosen[1])) return []
    return chosen[1].length > most ? [[`/${chosen[0]}`, `no more than ${most} items allowed`]] : []
  },
}

type Placed = [at: string, option: unknown]

function optionsOf(thing: Thing): Placed[] {
  const groups: unknown[] = Array.isArray(thing.option_groups) ? thing.option_groups : []
  return [
    ...listed('/options', thing.options),
    ...groups.flatMap((group, n) =>
      isRecord(group) ? listed(`/option_groups/${n}/options`, group.options) : [],
    ),
  ]
}

function initialsOf(thing: Thing): Placed[] {
  const one: Placed[] = thing.initial_option === undefined ? [] : [['/initial_option', thing.initial_option]]
  return [...one, ...listed('/initial_options', thing.initial_options)]
}

function listed(at: string, options: unknown): Placed[] {
  return Array.isArray(options) ? options.map((option, n) => [`${at}/${n}`, option]) : []
}

function checkOption([at, option]: Placed, type: string, entry: Entry): Finding[] {
  if (!isRecord(option)) return []
  const found: Finding[] = []
  for (const name of ['text', 'description']) {
    const part = option[name]
    if (!entry.mrkdwn_options && isRecord(part) && part.type === 'mrkdwn') {
      found.push([`${at}/${name}/type`, 'unsupported type: mrkdwn'])
    }
  }
  if (option.url !== undefined && type !== 'overflow') found.push([at, 'invalid additional property: url'])
  return found
}

function repeated(options: Placed[]): Finding[] {
  const values = options.map(([, option]) => (isRecord(option) ? option.value : undefined))
  return options.flatMap(([at], n): Finding[] => {
    const value = values[n]
    return value !== undefined && values.indexOf(value) < n
      ? [[`${at}/value`, `value already exists: ${String(value)}`]]
      : []
  })
}

function strangers(thing: Thing): Finding[] {
  const known = optionsOf(thing).map(([, option]) => option)
  return initialsOf(thing)
    .filter(([, option]) => !known.some((one) => isDeepStrictEqual(one, option)))
    .map(([at]) => [at, 'must be one of the provided options'])
}
