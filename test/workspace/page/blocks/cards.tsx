import type { AlertBlock, CardBlock, PlanBlock, TaskCardBlock, VideoBlock } from '@slack/types'
import type { ReactNode } from 'react'
import { withEmoji } from '../text/emoji.ts'
import { keyed } from '../text/keyed.tsx'
import { Anchor, Text } from '../text/text.tsx'
import { Element } from './elements.tsx'
import { Picture } from './images.tsx'
import { RichText } from './rich-text.tsx'

const alertMarks = { default: '💬', info: 'ℹ️', warning: '⚠️', error: '⛔', success: '✅' }

export function Alert({ block }: { block: AlertBlock }): ReactNode {
  const level = block.level ?? 'default'
  return (
    <div className={`alert ${level}`} role={level === 'error' ? 'alert' : 'status'}>
      <span aria-hidden="true">{alertMarks[level]}</span>
      <div>
        <Text text={block.text} />
      </div>
    </div>
  )
}

export function Card({ block, blockId }: { block: CardBlock; blockId: string }): ReactNode {
  return (
    <article className="card">
      {block.hero_image && <Picture image={block.hero_image} />}
      <div className="card-head">
        {block.icon && <Picture image={block.icon} />}
        <div>
          {block.title && (
            <strong>
              <Text text={block.title} />
            </strong>
          )}
          {block.subtitle && (
            <small>
              <Text text={block.subtitle} />
            </small>
          )}
        </div>
      </div>
      {block.body && (
        <div>
          <Text text={block.body} />
        </div>
      )}
      {block.actions && (
        <div className="actions">
          {keyed(block.actions, (element) => (
            <Element element={element} setting={{ blockId }} />
          ))}
        </div>
      )}
    </article>
  )
}

const taskMarks = {
  pending: ['○', 'Waiting'],
  in_progress: ['◐', 'Under way'],
  complete: ['✓', 'Done'],
  error: ['✕', 'Failed'],
} as const

export function TaskCard({ block }: { block: TaskCardBlock }): ReactNode {
  const [mark, words] = taskMarks[block.status]
  return (
    <div className={`task ${block.status}`}>
      <span role="img" aria-label={words} title={words} className="task-mark">
        {mark}
      </span>
      <div>
        <div>{withEmoji(block.title)}</div>
        {block.details && <RichText block={block.details} />}
        {block.output && <RichText block={block.output} />}
        {block.sources && (
          <small>
            {keyed(block.sources, (source) => (
              <Anchor href={source.url}>{source.text}</Anchor>
            ))}
          </small>
        )}
      </div>
    </div>
  )
}

export function Plan({ block }: { block: PlanBlock }): ReactNode {
  return (
    <section className="plan" aria-label={block.title}>
      <strong>{withEmoji(block.title)}</strong>
      {keyed(block.tasks ?? [], (task) => (
        <TaskCard block={task as TaskCardBlock} />
      ))}
    </section>
  )
}

export function Video({ block }: { block: VideoBlock }): ReactNode {
  return (
    <div className="card">
      <strong>
        <Anchor href={block.title_url ?? block.video_url}>▶ {withEmoji(block.title.text)}</Anchor>
      </strong>
      {block.description && <div>{withEmoji(block.description.text)}</div>}
      <small>{[block.provider_name, block.author_name].filter(Boolean).join(' · ')}</small>
    </div>
  )
}
