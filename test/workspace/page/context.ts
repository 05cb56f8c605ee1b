import type { ConfirmationDialog } from '@slack/types'
import { createContext, useContext } from 'react'
import type { RoomTab } from './frame/place.ts'
import type { Act } from './server/acts.ts'
import type { Answer, Entry, UserGroup, Who, World } from './shape.ts'

/** What every piece of the page may use: who and what there is, and how to act. */
export interface Workspace {
  world: World
  /** Does it at Slack; a failure is told to the person and thrown on. */
  act(act: Act): Promise<Answer>
  /** The same for an act that nothing waits for. */
  start(act: Act): void
  /** Says a short word that goes by itself. */
  tell(text: string): void
  go(channel: string, message?: string): void
  openThread(channel: string, ts: string): void
  /** Turns to another tab of the channel that is open. */
  showTab(tab: RoomTab): void
  ask(confirm: ConfirmationDialog): Promise<boolean>
}

export const WorkspaceContext = createContext<Workspace | undefined>(undefined)

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext)
  if (!workspace) throw new Error('outside the workspace')
  return workspace
}

export function personOf(world: World, id: string): Who | undefined {
  return world.people.find((person) => person.id === id)
}

export function channelOf(world: World, id: string): Entry | undefined {
  return world.channels.find((channel) => channel.id === id)
}

export function groupOf(world: World, id: string): UserGroup | undefined {
  return world.groups.find((group) => group.id === id)
}

/** Whether the workspace lets them manage channels: not guests, nor people of another one. */
export function isInsider({ kind }: Who): boolean {
  return ['member', 'admin', 'owner'].includes(kind)
}

export function isAdmin({ kind }: Who): boolean {
  return kind === 'admin' || kind === 'owner'
}

export function isHuman({ kind }: Who): boolean {
  return kind !== 'bot' && kind !== 'deactivated'
}
