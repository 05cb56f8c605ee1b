import type { ConfirmationDialog } from '@slack/types'
import { createContext, useContext } from 'react'
import type { Act } from './acts.ts'
import type { Entry, Who, World } from './shape.ts'

/** What every piece of the page may use: who and what there is, and how to act. */
export interface Workspace {
  world: World
  /** Does it at Slack; a failure is told to the person and thrown on. */
  act(act: Act): Promise<void>
  go(channel: string, message?: string): void
  openThread(channel: string, ts: string): void
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

export function isHuman({ kind }: Who): boolean {
  return kind !== 'bot' && kind !== 'deactivated'
}
