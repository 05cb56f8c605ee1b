import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Command, Shortcut } from '../shape.ts'

const manifest = z.object({
  display_information: z.object({ name: z.string() }),
  features: z.object({
    slash_commands: z
      .array(
        z.object({
          command: z.string(),
          description: z.string().optional(),
          usage_hint: z.string().optional(),
        }),
      )
      .default([]),
    shortcuts: z
      .array(
        z.object({
          name: z.string(),
          type: z.enum(['global', 'message']),
          callback_id: z.string(),
          description: z.string().optional(),
        }),
      )
      .default([]),
  }),
})

/** What the app's manifest says of it: its name, its slash commands and shortcuts. */
export function readManifest(): { appName: string; commands: Command[]; shortcuts: Shortcut[] } {
  const file = readFileSync(new URL('../../../../manifest.yml', import.meta.url), 'utf8')
  const { display_information, features } = manifest.parse(parse(file))
  return {
    appName: display_information.name,
    commands: features.slash_commands,
    shortcuts: features.shortcuts,
  }
}
