import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigurationError, parseConfiguration, readConfiguration } from '../../../db/configuration/file.ts'
import { makeFolder, removeFolder } from '../../folder.ts'

/** What the person who wrote it is told, a sentence a line. */
function told(text: string): string[] {
  try {
    parseConfiguration(text)
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message.split('\n')
    throw error
  }
  return []
}

const option = (more: string) => `types:\n  - { key: a, name: A, ${more} }`
const ten = (of: (i: number) => string) => Array.from({ length: 26 }, (_, i) => of(i)).join()

const wrong: [what: string, text: string, place: string, why: string][] = [
  ['no YAML', 'types: [', '1:9', 'must be sufficiently indented'],
  ['a tab', 'rules:\n\t- {}', '2:1', 'Tabs are not allowed'],
  ['a key that stands twice', 'rules: []\nrules: []', '2:1', 'Map keys must be unique'],
  ['two documents', 'rules: []\n---\nrules: []', '2:1', 'multiple documents'],
  ['an alias of nothing', 'rules: []\ntypes: *nope', '2:8', 'nope'],
  ['a list', '- rules', '1:1', 'expected object'],
  ['a word', 'hello', '1:1', 'expected object'],
  ['an unknown key', 'rules: []\n\nbroadcasts: []', '3:1', 'broadcasts'],
  ['an unknown key further in', 'rules:\n  - types: []\n    comander: U012', '3:5', 'rules.0.comander'],
  ['a value of another kind', 'channel_name: 7', '1:15', 'channel_name'],
  ['nothing where there should be a list', 'rules:', '1:7', 'rules'],
  ['a name without its number', 'channel_name: inc-{title}', '1:15', 'must contain {number}'],
  ['too long a name', `channel_name: "${'x'.repeat(60)}{number}"`, '1:15', '60 characters'],
  ['no choices', 'types: []', '1:8', 'at least one type'],
  ['too many choices', `types: [${ten((i) => `{ key: k${i}, name: N }`)}]`, '1:8', '25 at most'],
  ['a choice without its key', 'types:\n  - { name: A }', '2:5', 'types.0.key'],
  [
    'a choice that stands twice',
    'types: [{ key: a, name: A }, { key: a, name: B }]',
    '1:37',
    '"a" stands twice',
  ],
  [
    'two defaults',
    'priorities: [{ key: a, name: A, default: true }, { key: b, name: B, default: true }]',
    '1:13',
    'one default',
  ],
  ['a key in capitals', 'types: [{ key: Outage, name: A }]', '1:16', 'lower-case'],
  ['a blank name', 'types: [{ key: a, name: "  " }]', '1:25', 'blank'],
  ['a name with a control character', 'types: [{ key: a, name: "A\\0" }]', '1:25', 'control characters'],
  ['a name longer than Slack takes', option(`meaning: ${'x'.repeat(76)}`), '2:33', '75 characters'],
  ['a mark that would call everyone', option('mark: "<!channel>"'), '2:30', 'an emoji'],
  ['a person by name', 'rules: [{ commander: ana }]', '1:22', 'member id'],
  ['a channel by name', 'operations: "#ops"', '1:13', 'channel id'],
  ['a broadcast by name', 'broadcast: [{ channel: general }]', '1:24', 'channel id'],
  [
    'a broadcast that stands twice',
    'broadcast:\n  - { channel: C012 }\n  - { channel: C012, types: [data] }',
    '3:16',
    '"C012" stands twice',
  ],
  ['a rule for no type', 'rules:\n  - { types: [outage, nope] }', '2:14', '"nope" is none of the types'],
  ['a status that there is none of', 'jira:\n  statuses: { merged: Done }', '2:15', 'jira.statuses.merged'],
  ['a blank name of a status', 'jira: { statuses: { closed: " " } }', '1:29', 'name of a status'],
  [
    'a name of a status longer than Jira takes',
    `jira: { statuses: { closed: ${'x'.repeat(61)} } }`,
    '1:29',
    '60 characters',
  ],
  [
    'a broadcast of no priority',
    'broadcast: [{ channel: C012, priorities: [nope] }]',
    '1:42',
    '"nope" is none of the priorities',
  ],
]

describe('a mistake is told with its line and column', () => {
  it.each(wrong)('%s', (_, text, place, why) => {
    const sentences = told(text)
    expect(sentences).toHaveLength(1)
    expect(sentences[0]).toMatch(new RegExp(`^dispatch\\.yml:${place} `))
    expect(sentences[0]).toContain(why)
  })

  it('several are told at once', () => {
    expect(told('operations: x\nrule: []\nchannel_name: y')).toHaveLength(3)
    expect(told('rules: [{ typs: [], participant: [] }]')).toHaveLength(2)
  })
})

describe('what is not said has its default', () => {
  it.each(['', '# only a comment', '---', '{}'])('%j', (text) => {
    const file = parseConfiguration(text)
    expect(file.channel_name).toBe('inc-{number}-{title}')
    expect([file.rules, file.broadcast, file.operations]).toEqual([[], [], undefined])
    for (const list of [file.types, file.priorities, file.severities])
      expect(list.filter((one) => one.default)).toHaveLength(1)
  })

  it('and what is said stands beside it', () => {
    const file = parseConfiguration('priorities: [{ key: p1, name: P1, jira: Highest }]')
    expect(file.priorities).toEqual([
      { key: 'p1', name: 'P1', meaning: '', mark: '', default: false, jira: 'Highest' },
    ])
    expect(file.types.length).toBeGreaterThan(1)
  })
})

describe('the file', () => {
  it('that is not there gives the defaults, and one that cannot be read says so', async () => {
    const folder = makeFolder()
    const path = join(folder, 'dispatch.yml')
    expect(await readConfiguration(path)).toEqual(parseConfiguration(''))
    await expect(readConfiguration(folder)).rejects.toThrow(/cannot be read: EISDIR/)
    writeFileSync(path, 'operations: x')
    await expect(readConfiguration(path)).rejects.toThrow(`${path}:1:13 operations`)
    removeFolder(folder)
  })
})
