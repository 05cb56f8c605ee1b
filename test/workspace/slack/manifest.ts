import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

const shape = z.object({
  display_information: z.object({ name: z.string() }),
  features: z
    .object({
      app_home: z
        .object({
          home_tab_enabled: z.boolean().default(false),
          messages_tab_enabled: z.boolean().default(true),
        })
        .default({ home_tab_enabled: false, messages_tab_enabled: true }),
      bot_user: z.object({ display_name: z.string() }).default({ display_name: 'app' }),
      shortcuts: z
        .array(z.object({ name: z.string(), type: z.enum(['global', 'message']), callback_id: z.string() }))
        .default([]),
      slash_commands: z
        .array(z.object({ command: z.string(), should_escape: z.boolean().default(false) }))
        .default([]),
    })
    .prefault({}),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()).default([]) }) }),
  settings: z
    .object({
      event_subscriptions: z.object({ bot_events: z.array(z.string()).default([]) }).prefault({}),
      interactivity: z.object({ is_enabled: z.boolean() }).default({ is_enabled: false }),
    })
    .prefault({}),
})

export interface Manifest {
  name: string
  botName: string
  scopes: ReadonlySet<string>
  events: ReadonlySet<string>
  commands: ReadonlyMap<string, { shouldEscape: boolean }>
  shortcuts: ReadonlyMap<string, 'global' | 'message'>
  homeTab: boolean
  messagesTab: boolean
  interactivity: boolean
}

/** Reads what the workspace granted: a path to a manifest, its text, or the app's own. */
export function readManifest(source?: string): Manifest {
  const text = source?.includes('\n')
    ? source
    : readFileSync(source ?? new URL('../../../manifest.yml', import.meta.url), 'utf8')
  const { display_information, features, oauth_config, settings } = shape.parse(parse(text))
  return {
    name: display_information.name,
    botName: features.bot_user.display_name,
    scopes: new Set(oauth_config.scopes.bot),
    events: new Set(settings.event_subscriptions.bot_events),
    commands: new Map(
      features.slash_commands.map((it) => [it.command, { shouldEscape: it.should_escape }] as const),
    ),
    shortcuts: new Map(features.shortcuts.map((it) => [it.callback_id, it.type] as const)),
    homeTab: features.app_home.home_tab_enabled,
    messagesTab: features.app_home.messages_tab_enabled,
    interactivity: settings.interactivity.is_enabled,
  }
}
