import { resolve } from 'node:path'
import { z } from 'zod'

const root = resolve(import.meta.dirname, '..')
const blankAsAbsent = (value: unknown) => (value === '' ? undefined : value)
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankAsAbsent, schema.optional())
const url = (protocols: RegExp, sentence: string) => z.url({ protocol: protocols, error: sentence })

const fields = {
  SLACK_BOT_TOKEN: z
    .string({ error: 'is missing: the Bot User OAuth Token, under "OAuth & Permissions" of your Slack app.' })
    .regex(/^xox[be][.-]/, 'must be a bot token: it begins with "xoxb-".'),
  SLACK_APP_TOKEN: z
    .string({
      error:
        'is missing: an App-Level Token with the scope connections:write, under "Basic Information" of your Slack app.',
    })
    .regex(/^xapp-/, 'must be an app-level token: it begins with "xapp-".'),
  SLACK_API_URL: optional(url(/^https?$/, 'must be a URL such as https://slack.com/api/.')).transform(
    (value) => `${(value ?? 'https://slack.com/api/').replace(/\/+$/, '')}/`,
  ),
  DATABASE_URL: optional(
    url(/^postgres(ql)?$/, 'must be a PostgreSQL URL: postgres://user:password@host:5432/database.'),
  ),
  REDIS_URL: optional(url(/^rediss?$/, 'must be a Redis URL: redis://host:6379.')),
  DATA_DIR: optional(z.string()).transform((value) => resolve(root, value ?? 'data')),
  JIRA_URL: optional(url(/^https?$/, 'must be the URL of your Jira site: https://example.atlassian.net.')),
  JIRA_EMAIL: optional(
    z.email({ error: 'must be the e-mail address of the account that owns the API token.' }),
  ),
  JIRA_API_TOKEN: optional(z.string()),
  JIRA_PROJECT: optional(
    z.string().regex(/^[A-Z][A-Z0-9_]+$/, 'must be the key of a project, in capitals: OPS.'),
  ),
  DISPATCH_ADMINS: z.preprocess(
    (value) => (typeof value === 'string' ? value.split(/[\s,]+/).filter((id) => id !== '') : []),
    z.array(
      z
        .string()
        .regex(/^[UW][A-Z0-9]{2,}$/, 'must be Slack member ids, separated by commas: U012AB3CD,U045EF6GH.'),
    ),
  ),
  PORT: z.preprocess(
    blankAsAbsent,
    z.coerce
      .number({ error: 'must be a number from 0 to 65535; 0 serves no /health.' })
      .int('must be a whole number.')
      .min(0, 'must be 0 or more.')
      .max(65_535, 'must be 65535 or less.')
      .default(3000),
  ),
  LOG_LEVEL: z.preprocess(
    blankAsAbsent,
    z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
        error: 'must be one of fatal, error, warn, info, debug, trace, silent.',
      })
      .default('info'),
  ),
}

const jiraNames = ['JIRA_URL', 'JIRA_EMAIL', 'JIRA_API_TOKEN', 'JIRA_PROJECT'] as const

const schema = z.object(fields).check((ctx) => {
  const given = jiraNames.filter((name) => ctx.value[name] !== undefined)
  if (given.length === 0 || given.length === jiraNames.length) return
  for (const name of jiraNames.filter((n) => !given.includes(n)))
    ctx.issues.push({
      code: 'custom',
      input: undefined,
      path: [name],
      message: `is missing: Jira needs ${jiraNames.join(', ')} together, or none of them.`,
    })
})

export type Env = z.infer<typeof schema>

/** What is wrong with the environment, a sentence a variable, each beginning with its name. */
export class EnvError extends Error {
  override readonly name = 'EnvError'
}

/** The one place where the environment is read. Throws an {@link EnvError} that names each wrong variable. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const parsed = schema.safeParse(source)
  if (parsed.success) return parsed.data
  const sentences = parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`)
  throw new EnvError([...new Set(sentences)].join('\n'))
}

/** For a process that runs apart, which needs a database that others reach too. */
export function withDatabase(env: Env): Env & { DATABASE_URL: string } {
  if (!env.DATABASE_URL)
    throw new EnvError('DATABASE_URL is missing: only `npm start` keeps a database of its own.')
  return { ...env, DATABASE_URL: env.DATABASE_URL }
}

/** The environment of a child process: this one's, and more. */
export function childEnv(more: Record<string, string>): Record<string, string | undefined> {
  return { ...process.env, ...more }
}
