import { findSetting, type Workspace } from '../db/configuration/questions.ts'
import type { Reader } from '../db/database.ts'

/** What the app learnt of its workspace when it first connected. */
export async function getWorkspace(db: Reader): Promise<Workspace> {
  const workspace = await findSetting(db, 'workspace')
  if (!workspace) throw new Error('the app has not connected to a workspace yet')
  return workspace
}

export function visitUrl(workspace: Workspace, channel: string): string {
  return `${workspace.url}archives/${channel}`
}

/** The permalink of a message, as Slack forms it. */
export function messageUrl(workspace: Workspace, channel: string, ts: string): string {
  return `${workspace.url}archives/${channel}/p${ts.replace('.', '')}`
}
