import type { Canvas } from '../contract.ts'
import { isJson, type Json, objects, points, string } from '../json.ts'
import { refuse, refuseArguments } from '../refusal.ts'
import { cellsOf, sectionsOf } from './sections.ts'
import type { Sheet } from './sheets.ts'

const mostBytes = 1024 * 1024
const mostCells = 300
const longestTitle = 255
const besides = new Set(['insert_after', 'insert_before'])
const atEnds = new Set(['insert_at_start', 'insert_at_end'])

/** What the one change of a call makes of a canvas. */
export function changeOf(sheet: Sheet, args: Json): Partial<Canvas> {
  const changes = objects(args.changes)
  if (!Array.isArray(args.changes)) refuseArguments('must provide an array [json-pointer:/changes]')
  if (changes.length > 1) refuseArguments('no more than 1 items allowed [json-pointer:/changes]')
  const change = changes[0] ?? refuseArguments('no less than 1 items allowed [json-pointer:/changes]')
  const operation = string(change.operation)
  if (operation === 'rename') return { title: titleOf(change) }
  return { markdown: edited(sheet, operation, change) }
}

/** The words of a new or changed canvas; none given are none. */
export function contentOf(value: unknown, pointer: string, failure: string): string {
  if (value === undefined || value === null || value === '') return ''
  const content = isJson(value) ? value : refuseArguments(`must provide an object [json-pointer:${pointer}]`)
  if (content.type !== 'markdown') refuseArguments(`must be one of: markdown [json-pointer:${pointer}/type]`)
  if (typeof content.markdown !== 'string') {
    refuseArguments(`missing required field: markdown [json-pointer:${pointer}]`)
  }
  const markdown = string(content.markdown)
  if (Buffer.byteLength(markdown) > mostBytes || cellsOf(markdown) > mostCells) refuse(failure)
  return markdown
}

export function checkedTitle(title: string): string {
  const most = `must be less than ${longestTitle + 1} characters [json-pointer:/title]`
  return points(title) > longestTitle ? refuseArguments(most) : title
}

/** The id of a section, good until the canvas changes. */
export function sectionId(sheet: Sheet, index: number): string {
  return `temp:C:${sheet.id}${sheet.revision.toString(36)}x${index}`
}

function edited(sheet: Sheet, operation: string, change: Json): string {
  const sections = sectionsOf(sheet.markdown)
  const known = besides.has(operation) || atEnds.has(operation) || ['replace', 'delete'].includes(operation)
  if (!known) refuseArguments('must be a valid enum value [json-pointer:/changes/0/operation]')
  const content = operation === 'delete' ? '' : required(change)
  if (operation === 'insert_at_start') return joined([content, ...sections])
  if (operation === 'insert_at_end') return joined([...sections, content])
  if (operation === 'replace' && change.section_id === undefined) return whole(content)
  const at = placeOf(sheet, sections, change)
  const from = operation === 'insert_after' ? at + 1 : at
  const gone = besides.has(operation) ? 0 : 1
  return joined(sections.toSpliced(from, gone, ...(operation === 'delete' ? [] : [content])))
}

function required(change: Json): string {
  if (change.document_content === undefined) {
    refuseArguments('missing required field: document_content [json-pointer:/changes/0]')
  }
  return contentOf(change.document_content, '/changes/0/document_content', 'canvas_too_large')
}

function placeOf(sheet: Sheet, sections: string[], change: Json): number {
  if (!change.section_id) refuseArguments('missing required field: section_id [json-pointer:/changes/0]')
  const at = sections.findIndex((_, index) => sectionId(sheet, index) === change.section_id)
  return at < 0 ? refuse('canvas_editing_failed') : at
}

function titleOf(change: Json): string {
  if (change.section_id !== undefined) {
    refuseArguments('invalid additional property: section_id [json-pointer:/changes/0]')
  }
  if (change.title_content === undefined) {
    refuseArguments('missing required field: title_content [json-pointer:/changes/0]')
  }
  const pointer = '/changes/0/title_content'
  return checkedTitle(contentOf(change.title_content, pointer, 'canvas_editing_failed'))
}

function joined(sections: string[]): string {
  return whole(sections.join('\n\n'))
}

function whole(markdown: string): string {
  const tooBig = Buffer.byteLength(markdown) > mostBytes || cellsOf(markdown) > mostCells
  return tooBig ? refuse('canvas_too_large') : markdown
}
