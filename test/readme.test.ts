import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { parseConfiguration } from '../db/configuration/file.ts'
import { readEnv } from '../db/env.ts'

const root = resolve(import.meta.dirname, '..')
const read = (name: string) => readFileSync(join(root, name), 'utf8')
const readme = read('README.md')

it('links to an app that is made from manifest.yml as it stands', () => {
  const link = /https:\/\/api\.slack\.com\/apps\?new_app=1&manifest_yaml=([^)\s]+)/.exec(readme)
  expect(decodeURIComponent(link?.[1] ?? '')).toBe(read('manifest.yml'))
})

it('names every variable', () => {
  const variables = Object.keys(readEnv({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }))
  const described = variables.filter((name) => readme.includes(`| \`${name}\``))
  expect(described).toEqual(variables)
})

it('tells of no command that is not there', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const told = [readme, read('CONTRIBUTING.md'), read('.ci/run')]
    .flatMap((text) => [...text.matchAll(/npm run (?:--silent )?([a-z:]+)/g)])
    .map((match) => match[1] ?? '')
  expect(told.filter((name) => !(name in scripts))).toEqual([])
  expect(told.length).toBeGreaterThan(5)
})

it('the example configuration is the default one', () => {
  expect(parseConfiguration(read('dispatch.example.yml'))).toEqual(parseConfiguration(''))
})

it.each([
  ['the #', '#'],
  ['the # and a blank, as editors do', '# ?'],
])('what is commented out in it holds once %s is taken away', (_, mark) => {
  // What explains is a # and one blank; what may be used has no blank, or is indented.
  const lines = read('dispatch.example.yml').split('\n')
  const used = lines.map((line) =>
    /^ *# \S/.test(line) ? line : line.replace(new RegExp(`^( *)${mark}`), '$1'),
  )
  const { types, rules, broadcast, operations, jira } = parseConfiguration(used.join('\n'))
  expect(types.at(-1)).toMatchObject({ key: 'vendor', template: expect.stringMatching(/^# INC-\{number}/) })
  expect(rules).toHaveLength(2)
  expect(broadcast).toHaveLength(2)
  expect(operations).toMatch(/^C/)
  expect(jira?.statuses.closed).toBe('Done')
})
