import { z } from 'zod'
import { defaults } from './defaults.ts'

const key = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and "-", 40 at most')
const person = z.string().regex(/^[UW][A-Z0-9]{2,}$/, 'must be a Slack member id such as U012AB3CD')
const channel = z.string().regex(/^[CG][A-Z0-9]{2,}$/, 'must be a Slack channel id such as C012AB3CD')
const group = z.string().regex(/^S[A-Z0-9]{2,}$/, 'must be the id of a user group such as S012AB3CD')
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as "09:00"')
const keys = z.array(key).default([])
const people = z.array(person).default([])

const line = z
  .string()
  .max(75, 'must be 75 characters at most, as Slack allows')
  .regex(/^\P{Cc}*$/u, 'must be one line, without control characters')

const statusName = z
  .string()
  .max(60, 'must be 60 characters at most, as Jira allows')
  .regex(/\S/, 'must be the name of a status in Jira')

const option = z.strictObject({
  key,
  name: line.regex(/\S/, 'must not be blank'),
  meaning: line.default(''),
  mark: line.regex(/^[^<>&]{0,40}$/, 'must be an emoji such as :fire:').default(''),
  default: z.boolean().default(false),
  jira: z.string().min(1).optional(),
})

const optionOf = {
  type: option.extend({
    template: z.string().max(20_000, 'must be 20,000 characters at most').optional(),
  }),
  priority: option.extend({
    update_minutes: z
      .number()
      .int('must be whole minutes')
      .min(5, 'must be 5 minutes at least')
      .max(10_080, 'must be a week at most')
      .optional(),
  }),
  severity: option.extend({ undetermined: z.boolean().default(false) }),
  role: option.extend({ duties: z.string().max(600, 'must be 600 characters at most').optional() }),
}
export type OptionEntry = z.infer<typeof option> &
  Partial<Pick<z.infer<(typeof optionOf)['type']>, 'template'>> &
  Partial<Pick<z.infer<(typeof optionOf)['priority']>, 'update_minutes'>> &
  Partial<Pick<z.infer<(typeof optionOf)['severity']>, 'undetermined'>> &
  Partial<Pick<z.infer<(typeof optionOf)['role']>, 'duties'>>

function choices<O extends z.ZodType<{ key: string; default: boolean }>>(what: string, one: O) {
  return z
    .array(one)
    .min(1, `must name at least one ${what}`)
    .max(25, `must name 25 at most`)
    .superRefine((list, ctx) => {
      for (const [i, { key: named }] of list.entries())
        if (list.findIndex((other) => other.key === named) !== i)
          ctx.addIssue({ code: 'custom', path: [i, 'key'], message: `"${named}" stands twice` })
      if (list.filter((entry) => entry.default).length > 1)
        ctx.addIssue({ code: 'custom', path: [], message: `must have one default ${what}, not several` })
    })
}

const rule = z.strictObject({
  types: keys,
  priorities: keys,
  severities: keys,
  tags: z.array(z.string().min(1)).default([]),
  commander: person.optional(),
  roles: z.record(key, person).default({}),
  participants: people,
  observers: people,
  groups: z.array(group).default([]),
})

export const shape = z
  .strictObject({
    channel_name: z
      .string()
      .max(60, 'must be 60 characters at most, so that the number fits')
      .regex(/\{number\}/, 'must contain {number}, so that names differ')
      .default('inc-{number}-{title}'),
    types: choices('type', optionOf.type).prefault(defaults.types),
    priorities: choices('priority', optionOf.priority).prefault(defaults.priorities),
    severities: choices('severity', optionOf.severity).prefault(defaults.severities),
    roles: choices('role', optionOf.role).prefault(defaults.roles).transform(withCommander),
    rules: z.array(rule).default([]),
    broadcast: z
      .array(z.strictObject({ channel, types: keys, priorities: keys }))
      .max(10, 'must name 10 at most')
      .default([]),
    operations: channel.optional(),
    archive_after_days: z
      .number()
      .int('must be whole days')
      .min(1, 'must be 1 at least')
      .max(365, 'must be 365 at most')
      .default(7),
    office_hours: z
      .strictObject({
        from: clock,
        to: clock,
        days: z.array(z.number().int().min(1).max(7)).min(1, 'must name a day: 1 is Monday'),
      })
      .refine(({ from, to }) => from < to, { message: 'must end after they begin', path: ['to'] })
      .default(defaults.office_hours),
    jira: z
      .strictObject({
        statuses: z
          .strictObject({
            active: statusName.optional(),
            stable: statusName.optional(),
            closed: statusName.optional(),
          })
          .default({}),
      })
      .optional(),
  })
  .superRefine((file, ctx) => {
    for (const [i, { channel: one }] of file.broadcast.entries())
      if (file.broadcast.findIndex((other) => other.channel === one) !== i)
        ctx.addIssue({ code: 'custom', path: ['broadcast', i, 'channel'], message: `"${one}" stands twice` })
    for (const list of ['rules', 'broadcast'] as const)
      for (const [i, item] of file[list].entries())
        for (const what of ['types', 'priorities', 'severities'] as const)
          for (const name of what in item ? unknownKeys(item[what as 'types'], file[what]) : [])
            ctx.addIssue({
              code: 'custom',
              path: [list, i, what],
              message: `"${name}" is none of the ${what}`,
            })
    for (const [i, { roles }] of file.rules.entries())
      for (const name of unknownKeys(Object.keys(roles), file.roles))
        ctx.addIssue({
          code: 'custom',
          path: ['rules', i, 'roles'],
          message: `"${name}" is none of the roles`,
        })
  })

export type Configuration = z.infer<typeof shape>

// There is always somebody to lead.
function withCommander(roles: z.infer<(typeof optionOf)['role']>[]) {
  if (roles.some((one) => one.key === 'commander')) return roles
  return [...optionOf.role.array().parse(defaults.roles.slice(0, 1)), ...roles]
}

function unknownKeys(named: string[], known: { key: string }[]): string[] {
  return named.filter((name) => !known.some((one) => one.key === name))
}
