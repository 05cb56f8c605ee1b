import type { Json } from '../json.ts'
import type { Rule } from '../table.ts'
import type { World } from '../world.ts'
import { apps } from './apps.ts'
import { bookmarks } from './bookmarks.ts'
import { canvasAccess } from './canvas-access.ts'
import { canvases } from './canvases.ts'
import { channels } from './channels.ts'
import { chat } from './chat.ts'
import { files } from './files.ts'
import { history } from './history.ts'
import { lists } from './lists.ts'
import { members } from './members.ts'
import { pins } from './pins.ts'
import { reactions } from './reactions.ts'
import { usergroups } from './usergroups.ts'
import { users } from './users.ts'
import { views } from './views.ts'

export type Method = (world: World, args: Json, rule: Rule) => Json | undefined

export const methods: Readonly<Record<string, Method>> = {
  ...apps,
  ...bookmarks,
  ...canvasAccess,
  ...canvases,
  ...channels,
  ...chat,
  ...files,
  ...history,
  ...lists,
  ...members,
  ...pins,
  ...reactions,
  ...usergroups,
  ...users,
  ...views,
}
