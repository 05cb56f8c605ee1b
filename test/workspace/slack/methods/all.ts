import type { Json } from '../json.ts'
import type { Rule } from '../table.ts'
import type { World } from '../world.ts'
import { apps } from './apps.ts'
import { bookmarks } from './bookmarks.ts'
import { channels } from './channels.ts'
import { chat } from './chat.ts'
import { history } from './history.ts'
import { lists } from './lists.ts'
import { members } from './members.ts'
import { pins } from './pins.ts'
import { reactions } from './reactions.ts'
import { users } from './users.ts'
import { views } from './views.ts'

export type Method = (world: World, args: Json, rule: Rule) => Json | undefined

export const methods: Readonly<Record<string, Method>> = {
  ...apps,
  ...bookmarks,
  ...channels,
  ...chat,
  ...history,
  ...lists,
  ...members,
  ...pins,
  ...reactions,
  ...users,
  ...views,
}
