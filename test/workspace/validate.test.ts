import { assert as holds, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { judge, plain, sample } from './samples.ts'
import { limits } from './slack/limits.ts'
import { type Problem, validateMessage, validateView } from './slack/validate.ts'

const say = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } })
const input = (element: object, more = {}) => ({ type: 'input', label: plain('Label'), element, ...more })
const modal = (blocks: unknown[], more = {}) => ({ type: 'modal', title: plain('Title'), blocks, ...more })
const messages = (problems: Problem[]) => problems.map(({ message }) => message)
const codes = (problems: Problem[]) => problems.map(({ code }) => code)

test('a message of words alone, or of words and blocks, is good', () => {
  expect(validateMessage({ text: 'Hello' })).toEqual([])
  expect(judge('message', say('*Hello*'), { type: 'divider' })).toEqual([])
})

test('a message of nothing has no text, and neither has one of blocks alone', () => {
  for (const payload of [{}, { text: '' }, { text: ' \n' }, { blocks: [] }, { blocks: [say('Hello')] }]) {
    expect(codes(validateMessage(payload)), JSON.stringify(payload)).toEqual(['no_text'])
  }
})

test('standard Markdown goes alone', () => {
  expect(validateMessage({ markdown_text: '# Hello' })).toEqual([])
  expect(codes(validateMessage({ markdown_text: '# Hello', text: 'Hello' }))).toEqual([
    'markdown_text_conflict',
  ])
  const beside = { markdown_text: '# Hello', blocks: [say('Hello')] }
  expect(codes(validateMessage(beside))).toEqual(['markdown_text_conflict'])
  expect(codes(validateMessage({ markdown_text: 'a'.repeat(12_001) }))).toEqual(['msg_too_long'])
})

test('lengths are counted in code points', () => {
  const header = (text: string) => ({ type: 'header', text: plain(text) })
  expect(judge('message', header('🚒'.repeat(150)))).toEqual([])
  expect(judge('message', header('🚒'.repeat(151)))).toEqual([
    { pointer: '/blocks/0/text/text', message: 'must be less than 151 characters' },
  ])
})

test('a message holds fifty blocks, those inside containers among them', () => {
  const dividers = (count: number) => Array.from({ length: count }, () => ({ type: 'divider' }))
  const container = { type: 'container', title: plain('More'), child_blocks: dividers(10) }
  expect(judge('message', ...dividers(50))).toEqual([])
  expect(messages(judge('message', ...dividers(51)))).toEqual(['no more than 50 items allowed'])
  expect(judge('message', ...dividers(39), container)).toEqual([])
  expect(messages(judge('message', ...dividers(40), container))).toEqual(['no more than 50 items allowed'])
  expect(judge('modal', ...dividers(100))).toEqual([])
  expect(messages(judge('home', ...dividers(101)))).toEqual(['no more than 100 items allowed'])
})

test('all blocks of a message together hold 13,200 characters', () => {
  const full = Array.from({ length: 4 }, () => say('a'.repeat(3000)))
  expect(judge('message', ...full, say('a'.repeat(1200)))).toEqual([])
  expect(codes(judge('message', ...full, say('a'.repeat(1201))))).toEqual(['msg_blocks_too_long'])
  const attached = { text: 'x', blocks: full, attachments: [{ blocks: [say('a'.repeat(1201))] }] }
  expect(codes(validateMessage(attached))).toEqual(['msg_blocks_too_long'])
  expect(judge('modal', ...full, say('a'.repeat(1201)))).toEqual([])
})

test('all markdown blocks together hold 12,000 characters', () => {
  const markdown = (length: number) => ({ type: 'markdown', text: 'a'.repeat(length) })
  expect(judge('message', markdown(6000), markdown(6000))).toEqual([])
  expect(messages(judge('message', markdown(6000), markdown(6001)))).toEqual([
    'must be less than 12001 characters',
  ])
})

test('a message holds one table and two charts', () => {
  const table = sample('blocks', 'table')
  const chart = sample('blocks', 'data_visualization')
  expect(judge('message', table, chart, chart)).toEqual([])
  expect(codes(judge('message', table, table))).toEqual(['only_one_table_allowed'])
  expect(judge('message', chart, chart, chart)).toHaveLength(1)
})

test('a table holds 10,000 characters, a data table 20,000 and only whole rows', () => {
  const cell = (text: string) => ({ type: 'raw_text', text })
  const long = (length: number) => [[cell('a'.repeat(5000))], [cell('a'.repeat(length - 5000))]]
  expect(judge('home', { type: 'table', rows: long(10_000) })).toEqual([])
  expect(judge('home', { type: 'table', rows: long(10_001) })).toHaveLength(1)
  const data = { type: 'data_table', caption: 'c' }
  expect(judge('home', { ...data, rows: long(20_000) })).toEqual([])
  expect(judge('home', { ...data, rows: long(20_001) })).toHaveLength(1)
  expect(judge('home', { ...data, rows: [[cell('a'), cell('b')], [cell('c')]] })).toHaveLength(1)
  const rich = { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [] }] }
  expect(judge('home', { ...data, rows: [[rich], [rich]] })).toHaveLength(1)
  expect(judge('home', { ...data, rows: long(6000), row_header_column_index: 1 })).toHaveLength(1)
})

test('a chart has a point for each category, and slices above nothing', () => {
  const chart = (more: object) => ({ type: 'data_visualization', title: 'Weeks', chart: more })
  const series = (...labels: string[]) => [
    { name: 'SEV1', data: labels.map((label) => ({ label, value: 1 })) },
  ]
  const axis_config = { categories: ['w1', 'w2'] }
  expect(judge('message', chart({ type: 'bar', series: series('w1', 'w2'), axis_config }))).toEqual([])
  expect(judge('message', chart({ type: 'bar', series: series('w1'), axis_config }))).toHaveLength(1)
  expect(judge('message', chart({ type: 'line', series: series('w1', 'w3'), axis_config }))).toHaveLength(1)
  expect(judge('message', chart({ type: 'pie', segments: [{ label: 'a', value: 0 }] }))).toHaveLength(1)
  expect(judge('message', chart({ type: 'donut' }))).toHaveLength(1)
})

test('block_id is unique in the message, across attachments too, and in the view', () => {
  const named = { type: 'divider', block_id: 'one' }
  const twice = [{ pointer: '/blocks/1/block_id', message: 'block_id already exists: one' }]
  expect(judge('message', named, named)).toEqual(twice)
  expect(judge('modal', named, named)).toHaveLength(1)
  expect(validateMessage({ text: 'x', blocks: [named], attachments: [{ blocks: [named] }] })).toHaveLength(1)
})

test('action_id is unique inside its block only', () => {
  const button = { type: 'button', text: plain('Press'), action_id: 'press' }
  const actions = (...elements: object[]) => ({ type: 'actions', elements })
  expect(judge('message', actions(button), actions(button))).toEqual([])
  expect(judge('message', actions(button, button))).toEqual([
    { pointer: '/blocks/0/elements/1/action_id', message: 'action_id already exists: press' },
  ])
})

test('what is no block is refused without a crash', () => {
  for (const block of [null, 7, 'x', [], {}, { type: 7 }, { type: 'toString' }, { type: '__proto__' }]) {
    expect(judge('message', block), JSON.stringify(block)).toHaveLength(1)
    expect(judge('modal', input({ type: 'static_select', options: [block] }))).not.toEqual([])
  }
  expect(codes(validateMessage({ text: 'x', blocks: '[]' }))).toEqual(['invalid_blocks_format'])
  expect(validateView(modal([], { blocks: {} }))).toEqual([
    { pointer: '/view/blocks', message: 'must provide an array' },
  ])
})

test('halves of characters and NUL are no text, wherever they stand', () => {
  const refused = 'must provide valid UTF-8 text'
  for (const text of ['\ud83d', 'a\udc00', 'a\0b']) {
    expect(messages(validateMessage({ text }))).toEqual([refused])
    expect(messages(judge('message', say(text)))).toEqual([refused])
    const metadata = { event_type: 'made', event_payload: { key: text } }
    expect(messages(validateMessage({ text: 'x', metadata }))).toEqual([refused])
    expect(messages(validateView(modal([], { private_metadata: text })))).toEqual([refused])
  }
})

test('any sound text within the limit is good', () => {
  const sound = string({ unit: 'grapheme', minLength: 1, maxLength: 400 })
  holds(
    property(sound, (text) => {
      const clean = text.replaceAll('\0', '').slice(0, 3000).toWellFormed() || 'x'
      expect(judge('message', say(clean))).toEqual([])
    }),
    { numRuns: 50 },
  )
})

test('attachments are a list of at most a hundred, with known keys and good blocks', () => {
  const hundred = Array.from({ length: 100 }, () => ({ fallback: 'x', text: 'x' }))
  expect(validateMessage({ attachments: hundred })).toEqual([])
  const more = { attachments: [...hundred, { text: 'x' }] }
  expect(codes(validateMessage(more))).toEqual(['too_many_attachments'])
  expect(codes(validateMessage({ text: 'x', attachments: 'x' }))).toEqual(['invalid_attachments'])
  expect(codes(validateMessage({ attachments: [{ surplus: 1 }] }))).toEqual(['invalid_attachments'])
  expect(validateMessage({ attachments: [{ blocks: [{ type: 'nope' }] }] })).toEqual([
    { pointer: '/attachments/0/blocks/0/type', message: 'unsupported type: nope' },
  ])
})

test('metadata has a type and a flat payload', () => {
  const made = (metadata: unknown) => codes(validateMessage({ text: 'x', metadata }))
  expect(made({ event_type: 'made', event_payload: { key: 'a', n: 1, yes: true } })).toEqual([])
  expect(made({})).toEqual([])
  expect(made({ event_type: 'made' })).toEqual(['invalid_metadata_format'])
  expect(made('made')).toEqual(['invalid_metadata_format'])
  expect(made({ event_type: 'made', event_payload: { deep: {} } })).toEqual(['invalid_metadata_format'])
  const big = { event_type: 'made', event_payload: { key: 'a'.repeat(limits.message.metadata_max_bytes) } }
  expect(made(big)).toEqual(['metadata_too_large'])
})
