import { hasLeft, leaveWorkspace } from '../db/configuration/leave.ts'
import { findSetting } from '../db/configuration/questions.ts'
import { connectWorkspace } from '../db/configuration/verbs.ts'
import type { Database } from '../db/database.ts'
import type { Log } from '../db/log.ts'
import { Failure } from './clients/failure.ts'
import type { World } from './world.ts'

/** Whether the app is in its workspace: while it is not, nothing is asked of Slack but whether it is again. */
export interface Presence {
  isHere(): boolean
  /** Slack refused the token: nothing more is asked of it. */
  leave(): Promise<void>
  /** Takes over what other processes know, and asks Slack from time to time while the app is away. */
  check(): Promise<void>
}

/** Slack's codes for a token that it takes no more. */
export const goneCodes = ['account_inactive', 'token_revoked', 'token_expired', 'invalid_auth', 'not_authed']
const longestPauseMs = 30_000

export function keepPresence(db: Database, log: Log, world: () => Promise<World>): Presence {
  let here = true
  let pauseMs = 0
  let askAt = 0
  return {
    isHere: () => here,
    async leave() {
      await leaveWorkspace(db, { kind: 'slack' }, undefined)
      know(false)
    },
    async check() {
      know(!(await hasLeft(db)))
      if (!here && Date.now() >= askAt) await ask()
    },
  }

  function know(isHere: boolean): void {
    if (here === isHere) return
    here = isHere
    pauseMs = 1_000
    askAt = Date.now() + pauseMs
    if (here) log.info('Slack takes the token again, and all goes on where it stood')
    else
      log.error(
        'Slack takes the token no more: the app was removed from the workspace, or its token revoked. Install it again; until then everything waits',
      )
  }

  async function ask(): Promise<void> {
    pauseMs = Math.min(longestPauseMs, 2 * pauseMs)
    askAt = Date.now() + pauseMs
    try {
      const workspace = await (await world()).slack.meetWorkspace()
      const known = await findSetting(db, 'workspace')
      if (known && known.teamId !== workspace.teamId) return
      await connectWorkspace(db, { kind: 'app' }, workspace)
      know(true)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
    }
  }
}
