import { describe, expect, test } from 'vitest'
import { fill, host, judge, sample } from './samples.ts'
import { type Entry, type Field, limits, resolve, type Surface } from './slack/limits.ts'
import type { Problem } from './slack/validate.ts'

const surfaces: Surface[] = ['message', 'modal', 'home']

/** Values that a rule demands, where the mere shape of the field would not do. */
const apart: Record<string, (size: number) => unknown> = {
  'datepicker.initial_date': () => '2026-11-22',
  'timepicker.initial_time': () => '23:59',
  'number_input.initial_value': () => '5',
  'number_input.min_value': () => '5',
  'number_input.max_value': () => '5',
  'video.title_url': (size) => 'https://'.padEnd(size, 'a'),
  'video.video_url': (size) => 'https://'.padEnd(size, 'a'),
  'data_table.row_header_column_index': () => 0,
}
/** Fields that only a rule lets in, tried by name in validate.test.ts. */
const ruled = new Set([
  'default_collapsed',
  'response_url_enabled',
  'initial_option',
  'initial_options',
  'slack_icon',
])

type Judge = (thing: Record<string, unknown>) => { problems: Problem[]; at: string }

describe.each(Object.entries(limits.blocks))('block %s', (type, entry) => {
  const homes = surfaces.filter((surface) => !entry.surfaces || entry.surfaces.includes(surface))
  const surface = homes[0]

  test.each(surfaces.filter((one) => !homes.includes(one)))('is refused on %s', (one) => {
    expect(judge(one, sample('blocks', type))).toEqual([
      { pointer: expect.stringMatching(/\/blocks\/0\/type$/), message: `unsupported type: ${type}` },
    ])
  })
  test.each(homes)('stands on %s', (one) => {
    expect(judge(one, sample('blocks', type))).toEqual([])
  })
  if (surface)
    holdsItsLimits('blocks', type, entry, (thing) => ({ problems: judge(surface, thing), at: at(surface) }))
})

describe.each(Object.entries(limits.elements))('element %s', (type, entry) => {
  const surface = entry.surfaces?.[0] ?? (entry.in_blocks?.[0] === 'task_card' ? 'message' : 'modal')
  const hosts = entry.in_blocks ?? []
  const put: Judge = (thing) => {
    const { block, at: inside } = host(hosts[0] ?? '', thing)
    return { problems: judge(surface, block), at: at(surface) + inside }
  }

  test.each(['section', 'actions', 'input', 'context', 'context_actions'])(
    'in %s only where allowed',
    (block) => {
      const problems = judge(surface, host(block, sample('elements', type)).block)
      expect(problems.length === 0).toBe(hosts.includes(block))
    },
  )
  test.each(surfaces.filter((one) => entry.surfaces && !entry.surfaces.includes(one)))(
    'is refused on %s',
    (one) => {
      const { block, at: inside } = host(hosts[0] ?? '', sample('elements', type))
      const refusal = { pointer: `${at(one)}${inside}/type`, message: `unsupported element: ${type}` }
      if (!limits.blocks[String(block.type)]?.surfaces) expect(judge(one, block)).toContainEqual(refusal)
      else expect(judge(one, block)).not.toEqual([])
    },
  )
  holdsItsLimits('elements', type, entry, put)
})

describe.each(Object.entries(limits.rich))('rich text %s', (type, entry) => {
  const outer = Object.keys(limits.rich).filter((name) => name.startsWith('rich_text_'))
  const put: Judge = (thing) => {
    const elements = outer.includes(type) ? [thing] : [{ type: 'rich_text_section', elements: [thing] }]
    const inside = outer.includes(type) ? '/elements/0' : '/elements/0/elements/0'
    return { problems: judge('message', { type: 'rich_text', elements }), at: `/blocks/0${inside}` }
  }
  holdsItsLimits('rich', type, entry, put)
})

describe.each(Object.entries(limits.composition))('composition object %s', (type, entry) => {
  holdsItsLimits('composition', type, entry, composed(type))
})

function holdsItsLimits(
  family: 'blocks' | 'elements' | 'rich' | 'composition',
  type: string,
  entry: Entry,
  put: Judge,
): void {
  const having = (name: string, value: unknown) => put(sample(family, type, { [name]: value }))
  const fields = Object.entries(entry.fields).map(([name, spec]): [string, Field] => [name, resolve(spec)])
  const bounded = fields.filter(([name, field]) => 'max' in field && !ruled.has(name))

  test('is good with the least', () => {
    expect(put(sample(family, type)).problems).toEqual([])
  })
  test('refuses a key it does not know', () => {
    const { problems, at } = having('surplus', 1)
    const extra = { pointer: at, message: 'invalid additional property: surplus' }
    expect(problems).toEqual(entry.open ? [] : [extra])
  })
  test.each((entry.required ?? []).map((name) => [name]))('misses %s', (name) => {
    const { problems, at } = having(name, undefined)
    expect(problems).toContainEqual({ pointer: at, message: `missing required field: ${name}` })
  })
  test.each(bounded)('%s is good at its limit', (name, field) => {
    const most = 'max' in field ? (field.max ?? 1) : 1
    expect(having(name, apart[`${type}.${name}`]?.(most) ?? fill(field, most)).problems).toEqual([])
  })
  test.each(bounded)('%s is refused one past its limit', (name, field) => {
    const most = 'max' in field ? (field.max ?? 1) : 1
    const { problems, at } = having(name, apart[`${type}.${name}`]?.(most + 1) ?? fill(field, most + 1))
    const pointer = `${at}/${name}${field.k === 'text' ? '/text' : ''}`
    if (!(`${type}.${name}` in apart) || name.endsWith('url')) {
      expect(problems).toContainEqual({ pointer, message: past(field, most) })
    }
  })
  test.each(fields.filter(([, field]) => 'min' in field && field.min))(
    '%s is refused below its least',
    (name, field) => {
      const least = 'min' in field ? (field.min ?? 1) : 1
      expect(having(name, fill(field, least - 1)).problems).not.toEqual([])
    },
  )
  test.each(fields.filter(([, field]) => field.k !== 'any'))(
    '%s is refused in another kind',
    (name, field) => {
      expect(having(name, field.k === 'array' ? {} : [null]).problems).not.toEqual([])
    },
  )
}

function past(field: Field, most: number): string {
  if (field.k === 'array') return `no more than ${most} items allowed`
  return field.k === 'int' ? `must be at most ${most}` : `must be less than ${most + 1} characters`
}

function at(surface: Surface): string {
  return surface === 'message' ? '/blocks/0' : '/view/blocks/0'
}

function composed(type: string): Judge {
  const inside: Record<string, [element: string, field: string, within: string]> = {
    confirm: ['button', 'confirm', ''],
    option: ['overflow', 'options', '/0'],
    option_group: ['static_select', 'option_groups', '/0'],
    dispatch_action_config: ['plain_text_input', 'dispatch_action_config', ''],
    conversation_filter: ['conversations_select', 'filter', ''],
    slack_file: ['image', 'slack_file', ''],
    workflow: ['workflow_button', 'workflow', ''],
    trigger: ['workflow_button', 'workflow', '/trigger'],
    feedback_button: ['feedback_buttons', 'positive_button', ''],
    column_setting: ['table', 'column_settings', '/0'],
  }
  const [name, field, within] = inside[type] ?? ['', '', '']
  return (thing) => {
    const value = within === '/0' ? [thing] : within === '/trigger' ? { trigger: thing } : thing
    if (name === 'table') {
      const problems = judge('message', sample('blocks', 'table', { [field]: value }))
      return { problems, at: `/blocks/0/${field}${within}` }
    }
    const element = limits.elements[name]
    const surface = element?.surfaces?.[0] ?? 'modal'
    const { block, at: place } = host(
      element?.in_blocks?.[0] ?? '',
      sample('elements', name, { [field]: value }),
    )
    return { problems: judge(surface, block), at: `${at(surface)}${place}/${field}${within}` }
  }
}
