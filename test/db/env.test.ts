import { isAbsolute } from 'node:path'
import { describe, expect, it } from 'vitest'
import { EnvError, readEnv, withDatabase } from '../../db/env.ts'

const least = { SLACK_BOT_TOKEN: 'xoxb-1-a', SLACK_APP_TOKEN: 'xapp-1-a' }
const jira = {
  JIRA_URL: 'https://acme.atlassian.net',
  JIRA_EMAIL: 'bot@acme.example',
  JIRA_API_TOKEN: 'jira-secret',
  JIRA_PROJECT: 'OPS',
}

/** What the person who set it wrong is told. */
function told(source: Record<string, string | undefined>): string[] {
  try {
    readEnv(source)
  } catch (error) {
    if (error instanceof EnvError) return error.message.split('\n')
    throw error
  }
  return []
}

describe('the defaults', () => {
  it('two tokens are enough', () => {
    const env = readEnv(least)
    expect(env).toMatchObject({ SLACK_API_URL: 'https://slack.com/api/', PORT: 3000, LOG_LEVEL: 'info' })
    expect([env.DATABASE_URL, env.REDIS_URL, env.JIRA_URL]).toEqual([undefined, undefined, undefined])
    expect(isAbsolute(env.DATA_DIR)).toBe(true)
  })

  it('what is left empty is as absent', () => {
    const empty = { DATABASE_URL: '', REDIS_URL: '', DATA_DIR: '', PORT: '', LOG_LEVEL: '', JIRA_URL: '' }
    expect(readEnv({ ...least, ...empty })).toEqual(readEnv(least))
  })

  it('a base of the API ends in one slash', () => {
    expect(readEnv({ ...least, SLACK_API_URL: 'http://127.0.0.1:1/api' }).SLACK_API_URL).toMatch(/[^/]\/$/)
    expect(readEnv({ ...least, SLACK_API_URL: 'http://127.0.0.1:1/api//' }).SLACK_API_URL).toMatch(/[^/]\/$/)
  })

  it('PORT 0 is a choice, and Jira is all of four', () => {
    expect(readEnv({ ...least, ...jira, PORT: '0' })).toMatchObject({ PORT: 0, JIRA_PROJECT: 'OPS' })
  })
})

const secret = 'hunter2'
const wrong: [name: string, value: string | undefined, why: string][] = [
  ['SLACK_BOT_TOKEN', undefined, 'OAuth & Permissions'],
  ['SLACK_BOT_TOKEN', '', 'xoxb-'],
  ['SLACK_BOT_TOKEN', `xoxp-${secret}`, 'xoxb-'],
  ['SLACK_APP_TOKEN', undefined, 'connections:write'],
  ['SLACK_APP_TOKEN', `xoxb-${secret}`, 'xapp-'],
  ['SLACK_API_URL', `ftp://${secret}`, 'https://slack.com/api/'],
  ['DATABASE_URL', `mysql://ana:${secret}@db/dispatch`, 'postgres://'],
  ['DATABASE_URL', `${secret} is no url`, 'postgres://'],
  ['REDIS_URL', `http://:${secret}@redis`, 'redis://'],
  ['JIRA_URL', `acme.atlassian.net/${secret}`, 'https://example.atlassian.net'],
  ['JIRA_EMAIL', secret, 'e-mail address'],
  ['JIRA_PROJECT', secret, 'in capitals'],
  ['PORT', secret, 'number from 0 to 65535'],
  ['PORT', '80.5', 'whole number'],
  ['PORT', '-1', '0 or more'],
  ['PORT', '65536', '65535 or less'],
  ['LOG_LEVEL', secret, 'one of fatal, error'],
]

describe('a wrong variable is told in one sentence that names it, and never repeats it', () => {
  it.each(wrong)('%s=%s', (name, value, why) => {
    const [sentence = '', ...more] = told({ ...least, ...jira, [name]: value })
    expect(more).toEqual([])
    expect(sentence).toMatch(new RegExp(`^${name} (is|must) .*\\.$`))
    expect(sentence).toContain(why)
    expect(sentence).not.toContain(secret)
  })

  it('several are told at once, each in its sentence', () => {
    const sentences = told({ PORT: 'x', LOG_LEVEL: 'loud', REDIS_URL: 'x' })
    expect(sentences.map((one) => one.split(' ')[0]).toSorted()).toEqual(
      ['LOG_LEVEL', 'PORT', 'REDIS_URL', 'SLACK_APP_TOKEN', 'SLACK_BOT_TOKEN'].toSorted(),
    )
  })

  it.each(Object.keys(jira))('Jira without %s', (name) => {
    const sentences = told({ ...least, ...jira, [name]: undefined })
    expect(sentences).toHaveLength(1)
    expect(sentences[0]).toMatch(new RegExp(`^${name} is missing: .*or none of them\\.$`))
    expect(sentences[0]).not.toContain('jira-secret')
  })
})

it('a process that runs apart needs a database that others reach', () => {
  expect(() => withDatabase(readEnv(least))).toThrow(EnvError)
  const url = 'postgres://ana@db/dispatch'
  expect(withDatabase(readEnv({ ...least, DATABASE_URL: url })).DATABASE_URL).toBe(url)
})
