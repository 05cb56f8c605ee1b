import { describe, expect, it } from 'vitest'
import { namedIn, wordsOf } from '../../../blocks/timeline/message.ts'

const names = new Map([
  ['U1', 'ana'],
  ['U2', 'b<|>b'],
])

describe('the words of a message', () => {
  it.each([
    [{ text: 'a &amp; b &lt;c&gt;' }, 'a & b <c>'],
    [{ text: 'ask <@U1>, <@U2> or <@U9>' }, 'ask @ana, @bb or @U9'],
    [{ text: 'see <https://acme.example|the page>' }, 'see the page (https://acme.example)'],
    [{ text: 'look', files: [{ title: 'graph.png' }, { name: 'log.txt' }] }, 'look\n[graph.png, log.txt]'],
    [{ text: '', files: [{}] }, '[a file]'],
    [
      { attachments: [{ fallback: 'Alert: disk full' }, { text: 'on &lt;db-1&gt;' }] },
      'Alert: disk full\non <db-1>',
    ],
    [{ blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'disk &gt; 90%' } }] }, 'disk > 90%'],
    [{}, '[a message without words]'],
  ])('%o', (message, words) => expect(wordsOf(message, names)).toBe(words))

  it('name people whose names are to be asked for, each once', () => {
    expect(namedIn({ text: '<@U1> <@U1> <@W2> <@U3|known> <#C1>' })).toEqual(['U1', 'W2'])
  })
})
