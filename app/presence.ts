import type { App } from '@slack/bolt'
import { leaveWorkspace } from '../db/configuration/leave.ts'
import type { Database } from '../db/database.ts'

/** Slack tells that the app was taken out of the workspace, or its own token revoked. */
export function presence(app: App, db: Database): void {
  app.event('app_uninstalled', async () => leaveWorkspace(db, { kind: 'slack' }, undefined))

  app.event('tokens_revoked', async ({ event }) => {
    if ((event.tokens.bot ?? []).length > 0) await leaveWorkspace(db, { kind: 'slack' }, undefined)
  })
}
