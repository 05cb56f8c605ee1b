import { changeOf, checkedTitle, contentOf, sectionId } from '../canvas/changes.ts'
import { heading, sectionsOf } from '../canvas/sections.ts'
import { addSheet, levelOf, type Sheet, tabsOf, write } from '../canvas/sheets.ts'
import type { Channel } from '../contract.ts'
import { isJson, type Json, string } from '../json.ts'
import { refuse, refuseArguments } from '../refusal.ts'
import type { World } from '../world.ts'
import type { Method } from './all.ts'
import { isMember, seen } from './reach.ts'

const sectionTypes = ['any_header', 'h1', 'h2', 'h3']

export const canvases: Record<string, Method> = {
  'conversations.canvases.create': (world, args) => {
    mustHaveCanvases(world)
    const channel = homeOf(world, args)
    const tabs = tabsOf(world, channel)
    if (tabs.some((it) => it.main)) refuse('channel_canvas_already_exists')
    if (!world.plan.paid && tabs.length > 0) refuse('free_team_canvas_tab_already_exists')
    return { canvas_id: addSheet(world, { ...newOf(args), channel, main: true }).id }
  },
  'canvases.create': (world, args) => {
    mustHaveCanvases(world)
    if (!args.channel_id) {
      if (!world.plan.paid) refuse('free_teams_cannot_create_standalone_canvases')
      return { canvas_id: addSheet(world, { ...newOf(args), main: false }).id }
    }
    const channel = homeOf(world, args)
    if (!world.plan.paid && tabsOf(world, channel).length > 0) refuse('free_team_canvas_tab_already_exists')
    return { canvas_id: addSheet(world, { ...newOf(args), channel, main: false }).id }
  },
  'canvases.edit': (world, args) => {
    mustHaveCanvases(world)
    const sheet = sheetOf(world, args)
    if (!world.plan.paid && sheet.channelId === null) refuse('free_teams_cannot_edit_standalone_canvases')
    if (levelOf(world, sheet, world.bot.userId) === 'read') refuse('restricted_action')
    write(world, sheet, world.bot.userId, changeOf(sheet, args))
    return {}
  },
  'canvases.delete': (world, args) => {
    if (!world.plan.canvases) refuse('canvas_deleting_disabled')
    const sheet = sheetOf(world, args)
    if (levelOf(world, sheet, world.bot.userId) !== 'owner') refuse('restricted_action')
    write(world, sheet, world.bot.userId, { deleted: true })
    return {}
  },
  'canvases.sections.lookup': (world, args) => {
    mustHaveCanvases(world)
    if (world.sheets.get(string(args.canvas_id))?.deleted) refuse('canvas_deleted')
    const sheet = sheetOf(world, args)
    const fits = filterOf(args)
    const ids = sectionsOf(sheet.markdown).flatMap((it, index) => (fits(it) ? sectionId(sheet, index) : []))
    return { sections: ids.map((id) => ({ id })) }
  },
}

/** A canvas the bot can see. */
export function sheetOf(world: World, args: Json): Sheet {
  const sheet = world.sheets.get(string(args.canvas_id))
  if (!sheet || sheet.deleted) return refuse('canvas_not_found')
  return levelOf(world, sheet, world.bot.userId) ? sheet : refuse('canvas_not_found')
}

export function mustHaveCanvases(world: World): void {
  if (!world.plan.canvases) refuse('canvas_disabled_user_team')
}

function homeOf(world: World, args: Json): Channel {
  const channel = seen(world, args.channel_id)
  return isMember(world, channel) ? channel : refuse('restricted_action')
}

function newOf(args: Json): { title: string; markdown: string } {
  const markdown = contentOf(args.document_content, '/document_content', 'canvas_creation_failed')
  return { title: checkedTitle(string(args.title)), markdown }
}

function filterOf(args: Json): (section: string) => boolean {
  const { section_types, contains_text } = isJson(args.criteria)
    ? args.criteria
    : refuseArguments('must provide an object [json-pointer:/criteria]')
  const types = Array.isArray(section_types) ? section_types.map(String) : []
  if (types.length === 0 && !contains_text) refuseArguments('missing required field: section_types')
  if (types.length > 3) refuseArguments('no more than 3 items allowed [json-pointer:/criteria/section_types]')
  if (types.some((it) => !sectionTypes.includes(it))) {
    refuseArguments('must be a valid enum value [json-pointer:/criteria/section_types]')
  }
  return (section) => {
    const level = heading(section)
    const kind =
      types.length === 0 || types.some((it) => (it === 'any_header' ? level > 0 : it === `h${level}`))
    return kind && section.includes(string(contains_text))
  }
}
