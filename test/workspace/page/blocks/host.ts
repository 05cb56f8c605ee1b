import { createContext, useContext, useState } from 'react'
import { useWorkspace } from '../context.ts'
import type { Sheet } from '../shape.ts'

export type Choice = string | string[] | null
export type Place = 'view' | 'home' | { channel: string; ts: string }

/** Where a block stands, and how its elements act there. */
export interface Host {
  place: Place
  values: Sheet['values']
  errors: Sheet['errors']
  draft(actionId: string): Choice | undefined
  /** Keeps what is typed until it is submitted, or something else is clicked. */
  type(actionId: string, choice: Choice): void
  /** Sets an input at once, as choosing an option does. */
  fill(actionId: string, choice: Choice): Promise<void>
  click(actionId: string, choice?: Choice): Promise<void>
  submit(): Promise<void>
  /** What an external select offers for what is typed. */
  suggest(actionId: string, typed: string): Promise<{ text: string; value: string }[]>
}

export const HostContext = createContext<Host | undefined>(undefined)

export function useHostOfBlock(): Host {
  const host = useContext(HostContext)
  if (!host) throw new Error('a block outside its host')
  return host
}

type Drafts = Record<string, Choice>

export function useHost(place: Place, sheet?: Sheet | null): Host {
  const { act } = useWorkspace()
  const [drafts, setDrafts] = useState<Drafts>({})
  const type = (actionId: string, choice: Choice) => setDrafts((now) => ({ ...now, [actionId]: choice }))
  const drop = (done: Drafts) =>
    setDrafts((now) => Object.fromEntries(Object.entries(now).filter(([id, choice]) => done[id] !== choice)))
  const inForm = place === 'view'

  return {
    place,
    values: sheet?.values ?? {},
    errors: sheet?.errors ?? {},
    draft: (actionId) => drafts[actionId],
    type,
    async fill(actionId, choice) {
      type(actionId, choice)
      if (inForm) await act({ kind: 'fill', fills: [{ actionId, choice }] })
      else await act({ kind: 'click', where: place, actionId, choice })
      if (sheet) drop({ [actionId]: choice })
    },
    async click(actionId, choice) {
      await act({ kind: 'click', where: place, actionId, choice, fills: inForm ? fillsOf(drafts) : [] })
      if (sheet) drop(drafts)
    },
    async submit() {
      await act({ kind: 'submit', fills: fillsOf(drafts) })
      drop(drafts)
    },
    async suggest(actionId, typed) {
      const { options = [] } = await act({ kind: 'suggest', where: place, actionId, typed })
      return options
    },
  }
}

function fillsOf(drafts: Drafts): { actionId: string; choice: Choice }[] {
  return Object.entries(drafts).map(([actionId, choice]) => ({ actionId, choice }))
}
