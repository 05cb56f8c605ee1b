import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { createElement, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { type Workspace, WorkspaceContext } from '../context.ts'
import { sampleWorld } from '../sample-world.ts'
import { writeDate } from './dates.ts'
import { emojiOf } from './emoji.ts'
import { Markdown } from './markdown.tsx'
import { Mrkdwn } from './text.tsx'
import { aheadAt } from './times.ts'

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

test('every emoji that the app uses is drawn', () => {
  const root = join(import.meta.dirname, '../../../..')
  const sources = ['blocks', 'app', 'db/configuration', 'dispatch.example.yml'].flatMap((path) =>
    path.endsWith('.yml')
      ? [path]
      : readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
          .filter((name) => name.endsWith('.ts'))
          .map((name) => join(path, name)),
  )
  const used = sources.flatMap((path) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(/[`'" *](:[a-z_]+:)[`'" *]/g)].map(
      ([, name]) => name ?? '',
    ),
  )
  expect(used.length).toBeGreaterThan(40)
  expect([...new Set(used)].filter((name) => emojiOf(name.slice(1, -1)) === undefined)).toEqual([])
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

test('a canvas’s Markdown shows mentions, and loads and runs nothing', () => {
  const shown = canvas('# Plan\n- [x] ask ![](@U2)\n\n| a | b |\n|-|-|\n| 1 | 2 |')
  expect(shown).toContain('@Ben')
  expect(shown).toMatch(/<h1>Plan<\/h1>.*type="checkbox".*checked.*<td>1<\/td>/s)
  const hostile = canvas('<img src=x onerror=y> [a](javascript:alert(1)) ![b](https://a.example/b.png)')
  expect(hostile).not.toMatch(/<img|<a |href/)
})

test('a user group reads by its handle, marked for those in it', () => {
  expect(rendered('<!subteam^S1>')).toContain('<span class="mention" title="Ben">@payments</span>')
})

test('what was posted after the clock was wound is that much later', () => {
  const winds = [
    { at: 1000, ahead: 60_000 },
    { at: 2000, ahead: 120_000 },
  ]
  expect([999, 1000, 1999, 5000].map((at) => aheadAt(winds, at))).toEqual([0, 60_000, 60_000, 120_000])
  expect(aheadAt(null, 1000)).toBe(0)
})

const ours = new Set(['strong', 'em', 's', 'code', 'pre', 'blockquote', 'br', 'a', 'span', 'button', 'time'])

function rendered(text: string): string {
  return markup(createElement(Mrkdwn, { text }))
}

function markup(shown: ReactNode): string {
  const nothing = async () => ({})
  const value: Workspace = {
    world: sampleWorld(),
    act: nothing,
    start() {},
    tell() {},
    go() {},
    openThread() {},
    showTab() {},
    ask: async () => true,
  }
  return renderToStaticMarkup(createElement(WorkspaceContext, { value }, shown))
}

function canvas(text: string): string {
  return markup(createElement(Markdown, { text }))
}
