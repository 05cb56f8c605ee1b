/** What the workspace holds beside people and channels, and what it pays for. */
export interface Holdings {
  groups(): Group[]
  addGroup(group: { handle: string; name?: string; members?: string[] }): Group
  changeGroup(
    idOrHandle: string,
    change: { name?: string; handle?: string; members?: string[]; disabled?: boolean },
  ): Group
  /** Newest last, deleted ones included. */
  canvases(): Canvas[]
  canvas(id: string): Canvas
  /** Uploaded files that were completed, newest last. */
  files(): File[]
  /** Takes the app out of the workspace: `app_uninstalled` and `tokens_revoked`, then every call of the bot answers `account_inactive` and no event comes. */
  uninstall(): void
  /** Puts the app back; its bot is in no channel until it joins or is invited. */
  reinstall(): void
  readonly plan: Plan
}

/** What the workspace pays for: unpaid it has no user groups, and one canvas for each channel and none beside. Without `canvases` there are none at all (`canvas_disabled_user_team`). */
export interface Plan {
  paid: boolean
  canvases: boolean
}

export interface Group {
  readonly id: string
  handle: string
  name: string
  members: string[]
  disabled: boolean
  /** Seconds since 1970. */
  updated: number
}

export interface Canvas {
  readonly id: string
  channelId: string | null
  title: string
  markdown: string
  createdBy: string
  /** Seconds since 1970. */
  updated: number
  deleted: boolean
}

export interface File {
  readonly id: string
  name: string
  title: string
  content: string
  channelId: string | null
  threadTs?: string
}
