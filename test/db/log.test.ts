import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reportIncident } from '../../db/incident/report.ts'
import { describeError, maskTokens } from '../../db/log.ts'
import { ana, type Ground, openGround, reportOf } from './ground.ts'

const words = 'payroll of Eve leaked'
const secrets = {
  'a bot token': 'xoxb-11-22-aBcDeF',
  'a user token': 'xoxp-11-22-aBcDeF',
  'a rotated token': 'xoxe.xoxb-1-aBcDeF',
  'a refresh token': 'xoxe-1-aBcDeF',
  'an app token': 'xapp-1-A1-22-aBcDeF',
  'a password in a URL': 'postgres://ana:aBcDeF@db:5432/dispatch',
  'a password without a name': 'redis://:aBcDeF@redis:6379',
  'Basic credentials': 'Basic YW5hOmFCY0RlRg==',
  'a Bearer': 'Bearer aBcDeF123456',
}

describe('secrets are masked wherever they stand', () => {
  it.each(Object.entries(secrets))('%s', (_, secret) => {
    for (const text of [secret, `"${secret}"`, `token=${secret}&x=1`, `a\n${secret}, b`, `(${secret})`])
      expect(maskTokens(text)).not.toMatch(/aBcDeF|YW5hOmFCY0RlRg/)
  })

  it('what is no secret stays', () => {
    const text = 'INC-7 of https://acme.slack.com/archives/C1 ana@acme.example 12:30 Basic facts'
    expect(maskTokens(text)).toBe(text)
  })

  it('and so are the parameters of a statement, which its error repeats on lines of their own', () => {
    const [line = ''] = logged([{ parameter: words, words: 'failed' }])
    expect(line).not.toContain(words)
    expect(JSON.parse(line)).toMatchObject({
      err: { name: 'DrizzleQueryError', cause: { message: 'refused' } },
    })
    expect(line).toContain('logging.ts')
  })

  it('in a line of the log: words, fields however deep, messages and causes of errors', () => {
    const lines = Object.values(secrets).flatMap((secret) => [
      { words: `said ${secret}` },
      { fields: { one: { two: [{ three: secret }] } }, words: 'deep' },
      {
        fields: { token: 'aBcDeF', request: { headers: { cookie: 'aBcDeF' }, token: 'aBcDeF' } },
        words: 'named',
      },
      {
        error: { message: `failed at ${secret}`, more: { config: secret, data: { body: words } } },
        words: 'error',
      },
      { error: { message: `one\n${secret}\ntwo` }, words: 'lines' },
    ])
    const output = logged(lines)
    expect(output).toHaveLength(lines.length)
    expect(output.join()).not.toMatch(/aBcDeF|YW5hOmFCY0RlRg/)
    expect(output.join()).not.toContain(words)
  })
})

describe('people’s words are in no error of the database', () => {
  let ground: Ground
  beforeAll(async () => {
    ground = await openGround()
  })
  afterAll(() => ground?.close())

  const failing: [what: string, fail: () => Promise<unknown>][] = [
    ['a short statement', () => ground.db.execute(sql`select ${words} from nowhere`)],
    [
      'words of many lines',
      () => ground.db.execute(sql`select ${`x\n    at ${words}\n${words}`} from nowhere`),
    ],
    ['a value of another type', () => ground.db.execute(sql`select ${words}::int`)],
    [
      'a value that stands twice',
      () => ground.db.execute(sql`insert into settings (key, value) values (${words}, '1'), (${words}, '2')`),
    ],
    [
      'a value that is not allowed',
      () =>
        ground.db.execute(
          sql`insert into people (id, team_id, name, real_name, kind) values ('U1', 'T1', ${words}, '', ${words})`,
        ),
    ],
    [
      'a verb',
      () => reportIncident(ground.db, ana, reportOf({ title: `${words}\u0000`, description: words })),
    ],
  ]
  it.each(failing)('%s', async (_, fail) => {
    const error = await fail().then(
      () => undefined,
      (reason: unknown) => reason,
    )
    const told = describeError(error)
    expect(JSON.stringify(told)).not.toContain(words)
    expect(told.name).toBe('DrizzleQueryError')
    expect(told.stack).toContain('    at ')
    expect(told.cause).toMatchObject({ code: expect.any(String) })
  })
})

it('an error says its name, code, message and place, and what is none says what it is', () => {
  const error = Object.assign(new Error('no answer'), { code: 'ECONNRESET', body: words })
  expect(describeError(error)).toMatchObject({ name: 'Error', code: 'ECONNRESET', message: 'no answer' })
  expect(describeError(error).stack).toContain('log.test.ts')
  expect(JSON.stringify(describeError(error))).not.toContain(words)
  expect(describeError(words)).toEqual({ name: 'string' })
})

/** What a process of its own writes to its log. */
function logged(lines: object[]): string[] {
  const output = execFileSync(process.execPath, [join(import.meta.dirname, 'logging.ts')], {
    input: lines.map((line) => JSON.stringify(line)).join('\n'),
    encoding: 'utf8',
  })
  return output.trim().split('\n')
}
