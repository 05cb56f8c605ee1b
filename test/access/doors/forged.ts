import type { Forgery } from '../../workspace/slack/contract.ts'

/** The ids of things of one incident, as a forger writes them: real, or anything else. */
export interface Named {
  incident: string
  step: string
  entry: string
  nudge: string
  handover: string
  asked: string
}

/** Ids that are none, or nobody's. */
export const hostile: Record<string, string> = {
  'that is not there': '999999',
  'in letters': 'abc',
  'below nought': '-1',
  'with a fraction': '1.5',
  'too large for a number': '9007199254740993',
  'too large for the database': '99999999999',
  'that is empty': '',
  'that is a list': '[1,2]',
}

export const allNamed = (id: string): Named => ({
  ...{ incident: id, step: id, entry: id, nudge: id, handover: id, asked: id },
})

/** What is forged to get in by one door. */
export interface Door {
  forge(named: Named): Forgery[]
  /** It is open to every member and tells nothing: an answer that is no refusal is right, or what is asked for is made. */
  harmless?: true
  /** What is asked for may be shown already: then there is no answer. */
  silent?: true
}

/** Where there is a message that everybody may press in. */
export type Spot = { channel: string; ts: string }

const quoted = (id: string) => (/^-?\d+(\.\d+)?$/.test(id) ? id : JSON.stringify(id))
/** JSON with an id in it as it is written. */
export const json = (ids: Record<string, string>, more: object = {}) =>
  `{${[
    ...Object.entries(ids).map(([name, id]) => `"${name}":${quoted(id)}`),
    ...Object.entries(more).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`),
  ].join(',')}}`

export function submitted(
  callback_id: string,
  private_metadata: string,
  answers: Record<string, object> = {},
): Forgery {
  const values = Object.fromEntries(Object.entries(answers).map(([id, answer]) => [id, { [id]: answer }]))
  const blocks = Object.keys(answers).map((block_id) => ({ type: 'input', block_id }))
  const view = { id: `V${crypto.randomUUID()}`, type: 'modal', callback_id, private_metadata, blocks }
  return { kind: 'view_submission', view: { ...view, hash: 'forged', state: { values } } }
}
