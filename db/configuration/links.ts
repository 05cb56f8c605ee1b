import type { Reader } from '../database.ts'
import { findSetting, type Workspace } from './questions.ts'

/** What the app learnt of its workspace when it first connected. */
export async function getWorkspace(db: Reader): Promise<Workspace> {
  const workspace = await findSetting(db, 'workspace')
  if (!workspace) throw new Error('the app has not connected to a workspace yet')
  return workspace
}

type Site = Pick<Workspace, 'url'>

export function visitUrl(workspace: Site, channel: string): string {
  return `${workspace.url}archives/${channel}`
}

/** The permalink of a message, in a thread or not, as Slack forms it. */
export function messageUrl(workspace: Site, channel: string, ts: string, thread?: string | null): string {
  const url = `${visitUrl(workspace, channel)}/p${ts.replace('.', '')}`
  return thread && thread !== ts ? `${url}?thread_ts=${thread}&cid=${channel}` : url
}

/** Where a canvas is opened. */
export function canvasUrl(workspace: Workspace, canvas: string): string {
  return `${workspace.url}docs/${workspace.teamId}/${canvas}`
}

/** Where a file that the app posted is opened. */
export function fileUrl(workspace: Workspace, file: string, name: string): string {
  return `${workspace.url}files/${workspace.botUserId}/${file}/${name}`
}
