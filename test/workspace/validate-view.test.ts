import { expect, test } from 'vitest'
import { judge, plain } from './samples.ts'
import { type Problem, validateView } from './slack/validate.ts'

const say = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } })
const option = (value: string, more = {}) => ({ text: plain(value), value, ...more })
const select = (more: object) => ({ type: 'static_select', options: [option('a'), option('b')], ...more })
const input = (element: object, more = {}) => ({ type: 'input', label: plain('Label'), element, ...more })
const modal = (blocks: unknown[], more = {}) => ({ type: 'modal', title: plain('Title'), blocks, ...more })
const messages = (problems: Problem[]) => problems.map(({ message }) => message)
const codes = (problems: Problem[]) => problems.map(({ code }) => code)

test('only one element takes the focus', () => {
  const focused = input({ type: 'plain_text_input', focus_on_load: true })
  expect(judge('modal', focused)).toEqual([])
  expect(judge('modal', focused, focused)).toHaveLength(1)
})

test('a modal with an input needs a submit button', () => {
  const blocks = [input({ type: 'plain_text_input' })]
  expect(validateView(modal(blocks))).toEqual([
    { pointer: '/view', message: 'missing required field: submit' },
  ])
  expect(validateView(modal(blocks, { submit: plain('Send') }))).toEqual([])
})

test('a view keeps its form', () => {
  const long = { pointer: '/view/title/text', message: 'must be less than 25 characters' }
  expect(validateView(modal([], { title: plain('a'.repeat(25)) }))).toEqual([long])
  expect(messages(validateView({ type: 'modal' }))).toEqual([
    'missing required field: title',
    'missing required field: blocks',
  ])
  expect(messages(validateView(modal([], { id: 'V1' })))).toEqual(['invalid additional property: id'])
  expect(messages(validateView(modal([], { private_metadata: 'a'.repeat(3001) })))).toHaveLength(1)
  expect(messages(validateView(modal([], { callback_id: 'a'.repeat(256) })))).toHaveLength(1)
  for (const view of [undefined, null, 'modal', [], {}, { type: 'dialog' }]) {
    expect(validateView(view)).toHaveLength(1)
  }
})

test('Home has neither title nor buttons of its own, and is no modal', () => {
  const home = { type: 'home', blocks: [] }
  expect(validateView(home)).toEqual([])
  for (const name of ['title', 'submit', 'close']) {
    expect(messages(validateView({ ...home, [name]: plain('x') }))).toEqual([
      `invalid additional property: ${name}`,
    ])
  }
  expect(messages(validateView(home, 'modal'))).toEqual(['unsupported type: home'])
  expect(messages(validateView(modal([]), 'home'))).toEqual(['unsupported type: modal'])
})

test('a view of more than 250 kB is too large', () => {
  const blocks = Array.from({ length: 100 }, () => say('界'.repeat(900)))
  expect(codes(validateView(modal(blocks)))).toEqual(['view_too_large'])
})

test('the first choice is one of the choices', () => {
  const chosen = (initial_option: object) => input(select({ initial_option }))
  expect(judge('modal', chosen(option('a')))).toEqual([])
  expect(messages(judge('modal', chosen(option('c'))))).toEqual(['must be one of the provided options'])
  expect(judge('modal', chosen({ ...option('a'), text: plain('b') }))).toHaveLength(1)
  const grouped = {
    type: 'multi_static_select',
    option_groups: [{ label: plain('g'), options: [option('a')] }],
  }
  expect(judge('modal', input({ ...grouped, initial_options: [option('a')] }))).toEqual([])
  expect(judge('modal', input({ ...grouped, initial_options: [option('b')] }))).toHaveLength(1)
  expect(judge('modal', input({ type: 'external_select', initial_option: option('z') }))).toEqual([])
})

test('choices differ, and no more are chosen than may be', () => {
  expect(judge('modal', input(select({ options: [option('a'), option('a')] })))).toHaveLength(1)
  const people = { type: 'multi_users_select', initial_users: ['U1', 'U2'] }
  expect(judge('modal', input({ ...people, max_selected_items: 2 }))).toEqual([])
  expect(judge('modal', input({ ...people, max_selected_items: 1 }))).toHaveLength(1)
})

test('only checkboxes and radio buttons have marked-up choices, only overflow menus links', () => {
  const marked = { value: 'a', text: { type: 'mrkdwn', text: '*a*' } }
  expect(judge('modal', input({ type: 'checkboxes', options: [marked] }))).toEqual([])
  expect(judge('modal', input({ type: 'static_select', options: [marked] }))).toHaveLength(1)
  const linked = { options: [option('a', { url: 'https://example.com' })] }
  expect(judge('modal', { ...say('x'), accessory: { type: 'overflow', ...linked } })).toEqual([])
  expect(judge('modal', { ...say('x'), accessory: { type: 'static_select', ...linked } })).toHaveLength(1)
})

test('options and groups of options exclude each other, and so do the pictures of an image', () => {
  expect(
    judge('modal', input(select({ option_groups: [{ label: plain('g'), options: [option('c')] }] }))),
  ).toHaveLength(1)
  expect(judge('modal', input({ type: 'static_select' }))).toHaveLength(1)
  const image = { type: 'image', alt_text: 'a', image_url: 'https://example.com/a.png' }
  expect(judge('message', image)).toEqual([])
  expect(judge('message', { ...image, slack_file: { id: 'F1' } })).toHaveLength(1)
  expect(judge('message', { type: 'section' })).toHaveLength(1)
})

test('plain text may switch emoji, marked-up text verbatim, and neither the other', () => {
  expect(judge('message', { type: 'section', text: { ...plain('x'), emoji: true } })).toEqual([])
  expect(messages(judge('message', { type: 'section', text: { ...plain('x'), verbatim: true } }))).toEqual([
    'invalid additional property: verbatim',
  ])
  expect(
    judge('message', { type: 'section', text: { type: 'mrkdwn', text: 'x', emoji: true } }),
  ).toHaveLength(1)
  expect(judge('message', { type: 'header', text: { type: 'mrkdwn', text: 'x' } })).toHaveLength(1)
})

test('numbers, dates and lengths make sense', () => {
  const number = (more: object) =>
    judge('modal', input({ type: 'number_input', is_decimal_allowed: false, ...more }))
  expect(number({ min_value: '1', initial_value: '2', max_value: '3' })).toEqual([])
  expect(number({ min_value: '4', initial_value: '3' })).toHaveLength(1)
  expect(number({ initial_value: '1.5' })).toHaveLength(1)
  const date = (initial_date: string) => judge('modal', input({ type: 'datepicker', initial_date }))
  expect(date('2028-02-29')).toEqual([])
  expect(date('2026-02-29')).toHaveLength(1)
  const words = (more: object) => judge('modal', input({ type: 'plain_text_input', ...more }))
  expect(words({ min_length: 5, max_length: 5 })).toEqual([])
  expect(words({ min_length: 6, max_length: 5 })).toHaveLength(1)
})

test('some switches go only with others', () => {
  const ask = { type: 'conversations_select', response_url_enabled: true }
  expect(judge('modal', input(ask))).toEqual([])
  expect(judge('modal', { ...say('x'), accessory: ask })).toHaveLength(1)
  expect(judge('message', input(ask))).toHaveLength(1)
  expect(judge('modal', input({ type: 'file_input' }, { dispatch_action: true }))).toHaveLength(1)
  const container = { type: 'container', title: plain('t'), child_blocks: [say('x')] }
  expect(judge('message', { ...container, default_collapsed: true })).toHaveLength(1)
  expect(judge('message', { ...container, default_collapsed: true, is_collapsible: true })).toEqual([])
  expect(judge('message', { ...container, has_header_divider: true, is_collapsible: true })).toHaveLength(1)
})
