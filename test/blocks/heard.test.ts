import { expect, it } from 'vitest'
import { isHeard } from '../access/doors/list.ts'
import { isJson, type Json } from '../workspace/slack/json.ts'
import { facesNamed, facesWith, plainFaces } from './faces.ts'

const faces = Object.entries({ ...facesWith('down'), ...facesNamed('down'), ...plainFaces })

it('what can be pressed or chosen in a face of ours is heard', () => {
  const unheard = faces.flatMap(([name, face]) =>
    pressedIn(face.blocks).flatMap((id) => (isHeard('action', id) ? [] : [`${id} in ${name}`])),
  )
  expect(unheard).toEqual([])
})

it('a form of ours is heard when it is submitted', () => {
  const unheard = faces.flatMap(([name, face]) => {
    if (!('type' in face) || face.type !== 'modal' || !face.submit) return []
    const id = face.callback_id ?? 'none'
    return isHeard('view', id) ? [] : [`${id} in ${name}`]
  })
  expect(unheard).toEqual([])
})

it('what offers choices that the app is asked for is heard', () => {
  const unheard = faces.flatMap(([name, face]) =>
    elementsIn(face.blocks)
      .filter(({ type }) => String(type).includes('external_select'))
      .flatMap(({ action_id: id }) => (isHeard('options', String(id)) ? [] : [`${id} in ${name}`])),
  )
  expect(unheard).toEqual([])
})

// Of inputs, Slack tells only where that is asked for.
function pressedIn(blocks: unknown[]): string[] {
  const telling = blocks.filter((block) => isJson(block) && (block.type !== 'input' || block.dispatch_action))
  return elementsIn(telling).map(({ action_id: id }) => String(id))
}

function elementsIn(node: unknown): Json[] {
  if (Array.isArray(node)) return node.flatMap(elementsIn)
  if (!isJson(node)) return []
  return [...('action_id' in node ? [node] : []), ...Object.values(node).flatMap(elementsIn)]
}
