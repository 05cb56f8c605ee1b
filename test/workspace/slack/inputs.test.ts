import { describe, expect, it } from 'vitest'
import type { Json } from './json.ts'
import { form, input, scene } from './scene.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const option = (value: string) => ({ text: plain(value), value })
const options = ['a', 'b', 'c'].map(option)
const placed = (type: string, extra: Json = {}) => input(type, { type, action_id: type, ...extra })

/** A person before a form with these blocks, and what its submission held. */
async function facing(...blocks: Json[]) {
  const set = await scene()
  const anna = set.slack.addPerson({ name: 'anna' })
  const { heard } = await set.listen((it) =>
    it.body.type === 'block_suggestion' ? { options: [option(String(it.body.value))] } : undefined,
  )
  await anna.shortcut('report')
  await set.web.apiCall('views.open', { trigger_id: heard.at(-1)?.body.trigger_id, view: form({ blocks }) })
  const sent = () => {
    const view = heard.findLast((it) => it.body.type === 'view_submission')?.body.view as { state: Json }
    return view.state.values
  }
  return { ...set, anna, heard, sent }
}

it('holds every kind of choice as Slack sends it', async () => {
  const optional = (block: Json) => ({ ...block, optional: true })
  const { anna, sent } = await facing(
    placed('static_select', { options }),
    placed('multi_static_select', { options }),
    placed('checkboxes', { options, initial_options: [option('a')] }),
    placed('radio_buttons', { options, initial_option: option('b') }),
    placed('users_select'),
    placed('multi_users_select'),
    placed('datepicker'),
    placed('datetimepicker'),
    placed('number_input', { is_decimal_allowed: false }),
    optional(placed('timepicker')),
    optional(placed('channels_select')),
    optional(placed('multi_conversations_select')),
  )
  await anna.fill('static_select', 'b')
  await anna.fill('multi_static_select', ['a', 'c'])
  await anna.fill('users_select', anna.id)
  await anna.fill('multi_users_select', [anna.id])
  await anna.fill('datepicker', '2026-11-22')
  await anna.fill('datetimepicker', '1795365767')
  await anna.fill('number_input', '42')
  await anna.submit()
  expect(anna.notices).toEqual([])
  const held = (field: string, value: unknown) => (type: string) => ({
    [type]: { [type]: { type, [field]: value } },
  })
  expect(sent()).toEqual({
    ...held('selected_option', option('b'))('static_select'),
    ...held('selected_options', ['a', 'c'].map(option))('multi_static_select'),
    ...held('selected_options', [option('a')])('checkboxes'),
    ...held('selected_option', option('b'))('radio_buttons'),
    ...held('selected_user', anna.id)('users_select'),
    ...held('selected_users', [anna.id])('multi_users_select'),
    ...held('selected_date', '2026-11-22')('datepicker'),
    ...held('selected_date_time', 1795365767)('datetimepicker'),
    ...held('value', '42')('number_input'),
    ...held('selected_time', null)('timepicker'),
    ...held('selected_channel', null)('channels_select'),
    ...held('selected_conversations', [])('multi_conversations_select'),
  })
})

describe('a choice', () => {
  it('is only among what is offered, and a list only where lists are taken', async () => {
    const { anna } = await facing(placed('static_select', { options }), placed('checkboxes', { options }))
    await expect(anna.fill('static_select', 'z')).rejects.toThrow('no option z')
    await expect(anna.fill('static_select', ['a'])).rejects.toThrow('one value')
    await expect(anna.fill('checkboxes', 'a')).rejects.toThrow('a list')
    await expect(anna.fill('title', 'x')).rejects.toThrow('only: static_select, checkboxes')
  })

  it('of people, channels and moments is what the pickers hold', async () => {
    const { slack, anna } = await facing(
      placed('multi_users_select'),
      placed('channels_select'),
      placed('conversations_select', { filter: { include: ['private', 'im'], exclude_bot_users: true } }),
      placed('datepicker'),
      placed('timepicker'),
      placed('datetimepicker'),
    )
    const gone = slack.addPerson({ name: 'gone', kind: 'deactivated' }).id
    const open = slack.addChannel({ name: 'open' }).id
    const old = slack.addChannel({ name: 'old', archived: true }).id
    const own = slack.addChannel({ name: 'own', private: true, members: ['anna'] }).id
    const hidden = slack.addChannel({ name: 'hidden', private: true }).id
    await anna.openHome()
    const direct = slack.channels().find((it) => it.kind === 'im')?.id ?? ''
    const choices = [
      ['multi_users_select', [anna.id], [anna.id, gone], ['U404']],
      ['channels_select', open, old, own],
      ['conversations_select', own, hidden, open, direct, 'C404'],
      ['datepicker', '2026-11-25', 'tomorrow'],
      ['timepicker', '23:59', '24:00'],
      ['datetimepicker', '1795365767', '17:00'],
    ] as const
    for (const [action, good, ...others] of choices) {
      await anna.fill(action, typeof good === 'string' ? good : [...good])
      for (const it of others) {
        const wrong = anna.fill(action, typeof it === 'string' ? it : [...it])
        await expect(wrong, `${action} ${it}`).rejects.toThrow(/no list shows|takes no/)
      }
    }
    slack.changePerson(anna.id, { kind: 'guest' })
    await expect(anna.fill('channels_select', open)).rejects.toThrow('no list shows')
  })

  it('is taken back where a new view no longer offers it', async () => {
    const { anna, web } = await facing(placed('static_select', { options }))
    await anna.fill('static_select', 'c')
    const fewer = form({ blocks: [placed('static_select', { options: options.slice(0, 2) })] })
    await web.apiCall('views.update', { view_id: anna.view?.id, view: fewer })
    expect(anna.view?.values.static_select).toMatchObject({ static_select: { selected_option: null } })
  })

  it('is asked of the app where the app knows what there is', async () => {
    const { anna, heard, sent } = await facing(placed('external_select', { min_query_length: 1 }))
    await anna.fill('external_select', 'ops')
    expect(heard.at(-1)?.body).toMatchObject({
      type: 'block_suggestion',
      action_id: 'external_select',
      value: 'ops',
    })
    await anna.submit()
    expect(sent()).toMatchObject({
      external_select: { external_select: { selected_option: { value: 'ops' } } },
    })
  })
})

it('objects in the client to what is no number, address or link', async () => {
  const { anna, heard } = await facing(
    placed('number_input', { is_decimal_allowed: false, min_value: '1' }),
    placed('email_text_input'),
    placed('url_text_input'),
  )
  await anna.fill('number_input', '0')
  await anna.fill('email_text_input', 'anna')
  await anna.fill('url_text_input', 'not a link')
  await anna.submit()
  expect(Object.keys(anna.view?.errors ?? {})).toEqual(['number_input', 'email_text_input', 'url_text_input'])
  expect(heard.some((it) => it.body.type === 'view_submission')).toBe(false)
})

it('types a line break into a single line as a space, and hands text over as typed', async () => {
  const { anna, sent } = await facing(
    placed('plain_text_input'),
    input('more', { type: 'plain_text_input', action_id: 'more', multiline: true }),
  )
  await anna.fill('plain_text_input', 'a\nb <!channel> & "c"')
  await anna.fill('more', 'a\nb')
  await anna.submit()
  expect(sent()).toMatchObject({
    plain_text_input: { plain_text_input: { value: 'a b <!channel> & "c"' } },
    more: { more: { value: 'a\nb' } },
  })
})
