import { describe, expect, it } from 'vitest'
import { describeMessage, readReport, reportView } from '../../../blocks/incident/report.ts'
import type { Submitted } from '../../../blocks/inputs.ts'
import { lengthOf } from '../../../blocks/text.ts'
import { parseConfiguration } from '../../../db/configuration/file.ts'
import { textOf } from '../../tale.ts'
import { wrongIn } from '../inspect.ts'
import { alikeOf, choices, optionOf } from '../samples.ts'

const source = { channel: 'C0GENERAL', ts: '1700000000.000100' }

/** The form as Slack hands it back, with what was typed and chosen. */
function submitted(title: string | null, description: string | null, metadata = ''): Submitted {
  const chosen = (kind: string) => ({ [kind]: { selected_option: { value: `${kind}-key` } } })
  return {
    private_metadata: metadata,
    state: {
      values: {
        title: { title: { value: title } },
        description: { description: { value: description } },
        type: chosen('type'),
        priority: chosen('priority'),
        severity: chosen('severity'),
        tags: { tags: { selected_options: [{ value: 'eu-west' }] } },
      },
    },
  }
}

describe('the form', () => {
  it('begins with the defaults chosen, and each of the kinds only its own choices', () => {
    const more = [...choices, optionOf('type', 'security', { isDefault: false, name: 'Security' })]
    const view = textOf(reportView(more, {}, []))
    expect(view.match(/"initial_option"/g)).toHaveLength(4)
    expect(view.match(/"value":"security"/g)).toHaveLength(1)
  })

  it('without a default still is a form', () => {
    const none = choices.map((one) => ({ ...one, isDefault: false }))
    expect(wrongIn(reportView(none, {}, []))).toEqual([])
  })

  it('of the most and longest choices that a configuration may name', () => {
    const entry = (i: number) =>
      `{ key: k${i}, name: "${'x'.repeat(75)}", meaning: "${'y'.repeat(75)}", mark: ":fire:" }`
    const list = `[${Array.from({ length: 25 }, (_, i) => entry(i)).join()}]`
    const file = parseConfiguration(`types: ${list}\npriorities: ${list}\nseverities: ${list}`)
    const all = [
      ...file.types.map((one) => optionOf('type', one.key, one)),
      ...file.priorities.map((one) => optionOf('priority', one.key, one)),
      ...file.severities.map((one) => optionOf('severity', one.key, one)),
    ]
    expect(
      wrongIn(reportView(all, { title: 'x' }, [alikeOf('a'), alikeOf('b', 4), alikeOf('c', 5)])),
    ).toEqual([])
  })

  it('remembers the message that it was opened from', () => {
    const { private_metadata: metadata = '' } = reportView(choices, { source }, [])
    expect(readReport(submitted('t', null, metadata))).toMatchObject({ answers: { source } })
    expect(readReport(submitted('t', null, ''))).toMatchObject({ answers: { source: null } })
  })
})

describe('the reader', () => {
  it('gives what was typed and chosen', () => {
    expect(readReport(submitted(' a\ntitle ', ' some\nlines '))).toEqual({
      answers: {
        title: 'a title',
        description: 'some\nlines',
        type: 'type-key',
        priority: 'priority-key',
        severity: 'severity-key',
        tags: ['eu-west'],
        visibility: 'open',
        source: null,
      },
    })
  })

  it.each([null, '', '   ', '\n\t', '\u0000\u202E'])('asks for a title where it is %j', (title) => {
    expect(readReport(submitted(title, 'd'))).toMatchObject({ errors: { title: expect.any(String) } })
  })
})

it('a message’s words and link fit the form, whatever their length', () => {
  const url = 'https://acme.example/archives/C1/p1700000000000100'
  const long = describeMessage('👍'.repeat(4000), url)
  expect(lengthOf(long)).toBeLessThanOrEqual(3000)
  expect(long.endsWith(`…\n\n${url}`)).toBe(true)
  expect(describeMessage('short', url)).toBe(`short\n\n${url}`)
})
