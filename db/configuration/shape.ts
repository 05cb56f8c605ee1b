import { z } from 'zod'

const key = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and "-", 40 at most')
const person = z.string().regex(/^[UW][A-Z0-9]{2,}$/, 'must be a Slack member id such as U012AB3CD')
const channel = z.string().regex(/^[CG][A-Z0-9]{2,}$/, 'must be a Slack channel id such as C012AB3CD')
const keys = z.array(key).default([])

const line = z
  .string()
  .max(75, 'must be 75 characters at most, as Slack allows')
  .regex(/^\P{Cc}*$/u, 'must be one line, without control characters')

const option = z.strictObject({
  key,
  name: line.regex(/\S/, 'must not be blank'),
  meaning: line.default(''),
  mark: line.regex(/^[^<>&]{0,40}$/, 'must be an emoji such as :fire:').default(''),
  default: z.boolean().default(false),
  jira: z.string().min(1).optional(),
})
export type OptionEntry = z.infer<typeof option>

const choices = (what: string) =>
  z
    .array(option)
    .min(1, `must name at least one ${what}`)
    .max(25, `must name 25 at most`)
    .superRefine((list, ctx) => {
      for (const [i, { key: one }] of list.entries())
        if (list.findIndex((other) => other.key === one) !== i)
          ctx.addIssue({ code: 'custom', path: [i, 'key'], message: `"${one}" stands twice` })
      if (list.filter((entry) => entry.default).length > 1)
        ctx.addIssue({ code: 'custom', path: [], message: `must have one default ${what}, not several` })
    })

export const shape = z
  .strictObject({
    channel_name: z
      .string()
      .max(60, 'must be 60 characters at most, so that the number fits')
      .regex(/\{number\}/, 'must contain {number}, so that names differ')
      .default('inc-{number}-{title}'),
    types: choices('type').default([
      entry('outage', 'Outage', 'Something people use does not work', ':rotating_light:', true),
      entry('degradation', 'Degradation', 'It works, but slowly or in part', ':snail:'),
      entry('security', 'Security', 'A breach, a leak, an attack, or a suspicion of one', ':lock:'),
      entry('data', 'Data', 'Data is lost, wrong or late', ':card_file_box:'),
    ]),
    priorities: choices('priority').default([
      entry('high', 'High', 'Drop everything', ':red_circle:'),
      entry('medium', 'Medium', 'Today', ':large_orange_circle:', true),
      entry('low', 'Low', 'When there is time', ':large_yellow_circle:'),
    ]),
    severities: choices('severity').default([
      entry('critical', 'Critical', 'Most people, or something that cannot be undone', ':fire:'),
      entry('major', 'Major', 'Many people, or something important', ':warning:'),
      entry('minor', 'Minor', 'Few people, or there is a way around', ':small_blue_diamond:'),
      entry('undetermined', 'Undetermined', 'Not known yet', ':grey_question:', true),
    ]),
    rules: z
      .array(
        z.strictObject({
          types: keys,
          priorities: keys,
          commander: person.optional(),
          participants: z.array(person).default([]),
        }),
      )
      .default([]),
    broadcast: z
      .array(z.strictObject({ channel, types: keys, priorities: keys }))
      .max(10, 'must name 10 at most')
      .default([]),
    operations: channel.optional(),
  })
  .superRefine((file, ctx) => {
    for (const [i, { channel: one }] of file.broadcast.entries())
      if (file.broadcast.findIndex((other) => other.channel === one) !== i)
        ctx.addIssue({ code: 'custom', path: ['broadcast', i, 'channel'], message: `"${one}" stands twice` })
    for (const list of ['rules', 'broadcast'] as const)
      for (const [i, item] of file[list].entries())
        for (const what of ['types', 'priorities'] as const)
          for (const name of unknownKeys(item[what], file[what]))
            ctx.addIssue({
              code: 'custom',
              path: [list, i, what],
              message: `"${name}" is none of the ${what}`,
            })
  })

export type Configuration = z.infer<typeof shape>

function entry(name: string, title: string, meaning: string, mark: string, isDefault = false): OptionEntry {
  return { key: name, name: title, meaning, mark, default: isDefault }
}

function unknownKeys(named: string[], known: { key: string }[]): string[] {
  return named.filter((name) => !known.some((one) => one.key === name))
}
