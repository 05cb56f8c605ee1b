import { limits } from './limits.ts'
import type { Place } from './validate-rules.ts'
import { checkTyped } from './validate-shape.ts'
import { charactersOf, isRecord, type Problem, problem, type Thing } from './validate-values.ts'

/** A block or element, and where it was found. */
export interface Found {
  pointer: string
  thing: Thing
}

/** Every block of one list: its shape, and how many there are, those in containers included. */
export function checkBlocks(blocks: unknown, pointer: string, most: number, place: Place): Problem[] {
  if (!Array.isArray(blocks)) {
    const code = place.surface === 'message' ? 'invalid_blocks_format' : undefined
    return [problem(pointer, 'must provide an array', code)]
  }
  const types = Object.keys(limits.blocks)
  const found = blocks.flatMap((block: unknown, n) =>
    checkTyped('blocks', { types }, block, `${pointer}/${n}`, place),
  )
  if (blocks.length + blocks.flatMap(childrenOf).length > most) {
    found.unshift(problem(pointer, `no more than ${most} items allowed`))
  }
  return found
}

/** The blocks of a list and those inside them. */
export function allBlocks(blocks: unknown, pointer: string): Found[] {
  if (!Array.isArray(blocks)) return []
  return blocks.flatMap((thing: unknown, n): Found[] => {
    if (!isRecord(thing)) return []
    const at = `${pointer}/${n}`
    const inner = childLists[String(thing.type)]
    return [{ pointer: at, thing }, ...(inner ? allBlocks(thing[inner], `${at}/${inner}`) : [])]
  })
}

/** What must be unique or single among all blocks of a message or view. */
export function checkTogether(blocks: Found[]): Problem[] {
  const elements = blocks.map(elementsOf)
  const focused = elements.flat().filter(({ thing }) => thing.focus_on_load === true)
  return [
    ...repeated(blocks, 'block_id'),
    ...elements.flatMap((list) => repeated(list, 'action_id')),
    ...focused
      .slice(1)
      .map(({ pointer }) => problem(`${pointer}/focus_on_load`, 'only one element may have focus_on_load')),
  ]
}

/** What a message may hold only so much of. */
export function checkSums(blocks: unknown, all: Found[]): Problem[] {
  const most = limits.message
  const of = (type: string) => all.filter(({ thing }) => thing.type === type)
  const markdown = charactersOf(of('markdown').map(({ thing }) => thing.text))
  const found = [
    ...of('table')
      .slice(most.max_tables)
      .map(({ pointer }) => problem(pointer, 'only one table is allowed', 'only_one_table_allowed')),
    ...of('data_visualization')
      .slice(most.max_data_visualizations)
      .map(({ pointer }) => problem(pointer, `no more than ${most.max_data_visualizations} items allowed`)),
  ]
  if (markdown > most.markdown_blocks_total_max) {
    found.push(problem('/blocks', `must be less than ${most.markdown_blocks_total_max + 1} characters`))
  }
  if (charactersOf(blocks) > most.total_blocks_chars) {
    const message = `must be less than ${most.total_blocks_chars + 1} characters`
    found.push(problem('/blocks', message, 'msg_blocks_too_long'))
  }
  return found
}

const childLists: Record<string, string> = { container: 'child_blocks', carousel: 'elements', plan: 'tasks' }

function childrenOf(block: unknown): unknown[] {
  const children = isRecord(block) && block.type === 'container' ? block.child_blocks : []
  return Array.isArray(children) ? children : []
}

function repeated(list: Found[], key: 'block_id' | 'action_id'): Problem[] {
  const ids = list.map(({ thing }) => thing[key])
  return list.flatMap(({ pointer }, n) => {
    const id = ids[n]
    if (id === undefined || ids.indexOf(id) === n) return []
    return [problem(`${pointer}/${key}`, `${key} already exists: ${String(id)}`)]
  })
}

function elementsOf({ pointer, thing }: Found): Found[] {
  const direct = ['accessory', 'element'].map((name) => ({ at: name, value: thing[name] }))
  const listed = ['elements', 'actions'].flatMap((name) => {
    const list: unknown = thing[name]
    return Array.isArray(list) ? list.map((value: unknown, n) => ({ at: `${name}/${n}`, value })) : []
  })
  return [...direct, ...listed].flatMap(({ at, value }) =>
    isRecord(value) ? [{ pointer: `${pointer}/${at}`, thing: value }] : [],
  )
}
