import { expect, it } from 'vitest'
import { words } from '../../app/command.ts'
import { help } from '../../blocks/help.ts'
import { parseConfiguration } from '../../db/configuration/file.ts'

const { text } = help()

it('tells of every word', () => {
  const untold = Object.keys(words).filter((word) => !new RegExp(`(/dispatch |\`)${word}\\b`).test(text))
  expect(untold).toEqual([])
})

it('tells of the bare command both that it reports, and what it does in an incident’s channel', () => {
  expect(text).toMatch(/\/dispatch opens the report form; in an incident’s channel, /)
})

it('names choices that there are where nothing else is configured', () => {
  const { severities, priorities } = parseConfiguration('')
  for (const [kind, choices] of Object.entries({ severity: severities, priority: priorities })) {
    const [, key] = new RegExp(`(?:/dispatch |\`)${kind} (\\S+) why`).exec(text) ?? []
    expect(choices.map((one) => one.key)).toContain(key)
  }
})
