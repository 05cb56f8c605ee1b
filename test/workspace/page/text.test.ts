import fc from 'fast-check'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { WorkspaceContext } from './context.ts'
import { writeDate } from './dates.ts'
import { Mrkdwn } from './text.tsx'

test('whatever is written stays text', () => {
  const hostile =
    '<script>x</script> <javascript:alert(1)|click> &lt;img src=x onerror=y&gt; `<b>` <https://a.example/"><i>|l>'
  const markup = rendered(hostile)
  expect(markup).not.toMatch(/<script|<img|<b>|<i>|href="javascript/)
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'<>&;|*_~`:@#!^ \n/ah[]()"\'='.split('')), maxLength: 80 }),
      (text) => {
        const tags = [...rendered(text).matchAll(/<\/?([a-z]+)/g)].map(([, tag]) => tag)
        expect(tags.every((tag) => ours.has(tag ?? ''))).toBe(true)
      },
    ),
  )
})

test('mrkdwn reads as Slack would show it', () => {
  expect(rendered('*b* _i_ ~s~ `c` a*b*c 2 * 3 * 4')).toBe(
    '<strong>b</strong> <em>i</em> <s>s</s> <code>c</code> a*b*c 2 * 3 * 4',
  )
  expect(rendered('*bold <@U1> and <https://a.example/x_y_z|l_i_nk>*')).toContain('</a></strong>')
  expect(rendered('&gt; quoted\nplain')).toBe('<blockquote>quoted</blockquote>plain')
  expect(rendered('```a *b*\n  c```')).toBe('<pre>a *b*\n  c</pre>')
  expect(rendered('<#C1>')).toContain('<button')
  expect(rendered('<#C2>')).toContain('private channel')
  expect(rendered(':rotating_light: :no_such_emoji:')).toContain('🚨</span> :no_such_emoji:')
})

test('a date token reads in the reader’s own words', () => {
  const now = Date.UTC(2026, 10, 22, 12)
  const unix = now / 1000
  expect(writeDate(unix - 86_400, '{date_short_pretty}', now)).toBe('Yesterday')
  expect(writeDate(unix - 864_000, '{date_short_pretty}', now)).toBe('Nov 12, 2026')
  expect(writeDate(unix - 7_300, 'due {ago}', now)).toBe('due 2 hours ago')
  expect(writeDate(unix, '{nonsense}', now)).toBe('{nonsense}')
})

const ours = new Set(['strong', 'em', 's', 'code', 'pre', 'blockquote', 'br', 'a', 'span', 'button', 'time'])

function rendered(text: string): string {
  const me = { id: 'U1', name: 'ana', realName: 'Ana', kind: 'member' }
  const channel = { id: 'C1', name: 'general', kind: 'channel' as const, member: true, archived: false }
  const world = {
    team: { name: 'T', url: 'https://t.slack.com/' },
    me,
    people: [me],
    app: { userId: 'U9', name: 'Dispatch', dm: null },
    channels: [{ ...channel, unread: 0, pings: 0 }],
    commands: [],
    shortcuts: [],
    links: [],
  }
  const nothing = async () => undefined
  const value = { world, act: nothing, go() {}, openThread() {}, ask: async () => true }
  return renderToStaticMarkup(createElement(WorkspaceContext, { value }, createElement(Mrkdwn, { text })))
}
