import type { Button, FeedbackButtons, IconButton, Overflow, WorkflowButton } from '@slack/types'
import { type ReactNode, useState } from 'react'
import { useWorkspace } from '../context.ts'
import { Menu } from '../frame/menu.tsx'
import { withEmoji } from '../text/emoji.ts'
import { type Choice, useHostOfBlock } from './host.ts'

export function ActionButton({ element }: { element: Button | WorkflowButton }): ReactNode {
  const { busy, click } = useClick(element)
  const value = element.type === 'button' ? element.value : undefined
  const url = element.type === 'button' ? element.url : undefined
  return (
    <button
      type="button"
      className={`button ${element.style ?? ''}`}
      aria-label={element.accessibility_label && withEmoji(element.accessibility_label)}
      aria-busy={busy}
      data-action-id={element.action_id}
      onClick={() => {
        if (url && /^(https?|mailto):/i.test(url)) window.open(url, '_blank', 'noopener,noreferrer')
        click(value)
      }}
    >
      {withEmoji(element.text.text)}
      {url && <span aria-hidden="true"> ↗</span>}
    </button>
  )
}

export function OverflowMenu({ element }: { element: Overflow }): ReactNode {
  const { click } = useClick(element)
  const items = element.options.map((option) => ({
    key: option.value ?? option.text.text,
    label: withEmoji(option.text.text),
    detail: option.description && withEmoji(option.description.text),
    onPick() {
      if (option.url && /^https?:/i.test(option.url)) window.open(option.url, '_blank', 'noopener,noreferrer')
      click(option.value)
    },
  }))
  return <Menu label="More actions" face="⋯" className="button overflow" items={items} />
}

export function Feedback({ element }: { element: FeedbackButtons }): ReactNode {
  const { click } = useClick(element)
  return [element.positive_button, element.negative_button].map((side, index) => (
    <button
      key={side.value}
      type="button"
      className="icon-button"
      title={side.text.text}
      aria-label={side.accessibility_label ?? side.text.text}
      onClick={() => click(side.value)}
    >
      {index === 0 ? '👍' : '👎'}
    </button>
  ))
}

export function IconAction({ element }: { element: IconButton }): ReactNode {
  const { world } = useWorkspace()
  const { click } = useClick(element)
  const hidden = element.visible_to_user_ids && !element.visible_to_user_ids.includes(world.me.id)
  if (hidden) return null
  return (
    <button
      type="button"
      className="icon-button"
      title={element.text.text}
      aria-label={element.accessibility_label ?? element.text.text}
      onClick={() => click(element.value)}
    >
      🗑
    </button>
  )
}

function useClick(element: { action_id?: string; confirm?: Button['confirm'] }) {
  const { ask } = useWorkspace()
  const host = useHostOfBlock()
  const [busy, setBusy] = useState(false)
  const click = async (choice?: Choice) => {
    if (busy || (element.confirm && !(await ask(element.confirm)))) return
    setBusy(true)
    await host.click(element.action_id ?? '', choice).catch(() => undefined)
    setBusy(false)
  }
  return { busy, click: (choice?: Choice) => void click(choice) }
}
