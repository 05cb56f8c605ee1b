import type { ActionsBlock, AnyBlock, ContextBlock, InputBlock, KnownBlock, SectionBlock } from '@slack/types'
import { type ReactNode, useId } from 'react'
import { Message } from 'slack-blocks-to-jsx'
import { withEmoji } from '../text/emoji.ts'
import { keyed } from '../text/keyed.tsx'
import { Anchor, Text } from '../text/text.tsx'
import { Alert, Card, Plan, TaskCard, Video } from './cards.tsx'
import { Element } from './elements.tsx'
import { useHostOfBlock } from './host.ts'
import { ImageFigure, Picture } from './images.tsx'
import { RichText } from './rich-text.tsx'
import { DataTable, Table } from './tables.tsx'

export function Blocks({ blocks }: { blocks: AnyBlock[] }): ReactNode {
  return (
    <div className="blocks">
      {blocks.map((block, index) => (
        // Slack gives every block an id; only one on its way may have none.
        <Block key={`${block.type} ${block.block_id ?? index}`} block={block as KnownBlock} />
      ))}
    </div>
  )
}

function Block({ block }: { block: KnownBlock }): ReactNode {
  const blockId = block.block_id ?? ''
  switch (block.type) {
    case 'section':
      return <Section block={block} />
    case 'actions':
      return <Actions block={block} />
    case 'context':
      return <Context block={block} />
    case 'input':
      return <Input block={block} />
    case 'header':
      return <h3 className="header-block">{withEmoji(block.text.text)}</h3>
    case 'divider':
      return <hr />
    case 'image':
      return <ImageFigure block={block} />
    case 'rich_text':
      return <RichText block={block} />
    case 'table':
      return <Table block={block} />
    case 'data_table':
      return <DataTable block={block} />
    case 'alert':
      return <Alert block={block} />
    case 'card':
      return <Card block={block} blockId={blockId} />
    case 'carousel':
      return (
        <div className="carousel">
          {keyed(block.elements, (card) => (
            <Card block={card} blockId={blockId} />
          ))}
        </div>
      )
    case 'context_actions':
      return (
        <div className="actions">
          {keyed(block.elements, (element) => (
            <Element element={element} setting={{ blockId }} />
          ))}
        </div>
      )
    case 'plan':
      return <Plan block={block} />
    case 'task_card':
      return <TaskCard block={block} />
    case 'video':
      return <Video block={block} />
    case 'container':
      return (
        <section className="card">
          {block.title && <strong>{withEmoji(block.title.text)}</strong>}
          <Blocks blocks={block.child_blocks} />
        </section>
      )
    default:
      return <Foreign block={block} />
  }
}

function Section({ block }: { block: SectionBlock }): ReactNode {
  const blockId = block.block_id ?? ''
  return (
    <div className="section">
      <div className="section-body">
        {block.text && (
          <div>
            <Text text={block.text} />
          </div>
        )}
        {block.fields && (
          <div className="fields">
            {keyed(block.fields, (field) => (
              <div>
                <Text text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {block.accessory && (
        <div className="accessory">
          <Element element={block.accessory} setting={{ blockId }} />
        </div>
      )}
    </div>
  )
}

function Actions({ block }: { block: ActionsBlock }): ReactNode {
  const blockId = block.block_id ?? ''
  return (
    <div className="actions">
      {block.elements.map((element) => (
        <Element key={element.action_id} element={element} setting={{ blockId }} />
      ))}
    </div>
  )
}

function Context({ block }: { block: ContextBlock }): ReactNode {
  return (
    <div className="context">
      {keyed(block.elements, (element) =>
        element.type === 'image' ? (
          <Picture image={element} />
        ) : (
          <span>
            <Text text={element} />
          </span>
        ),
      )}
    </div>
  )
}

function Input({ block }: { block: InputBlock }): ReactNode {
  const id = useId()
  const blockId = block.block_id ?? ''
  const error = useHostOfBlock().errors[blockId]
  const label = withEmoji(block.label.text)
  const setting = {
    blockId,
    label,
    field: true,
    dispatches: block.dispatch_action,
    optional: block.optional,
    error,
  }
  return (
    <div className="input" data-block-id={blockId}>
      <div className="label">
        {label}
        {block.optional && <span className="optional"> (optional)</span>}
      </div>
      <Element element={block.element} setting={setting} />
      {error !== undefined && (
        <div className="error" role="alert" id={id}>
          {error}
        </div>
      )}
      {block.hint && <div className="hint">{withEmoji(block.hint.text)}</div>}
    </div>
  )
}

const hooks = {
  link: ({ href, children }: { href: string; children: ReactNode }) => (
    <Anchor href={href}>{children}</Anchor>
  ),
}

/** Markdown, charts and whatever is new: the library draws these well, and nothing in them calls back. */
function Foreign({ block }: { block: AnyBlock }): ReactNode {
  return <Message withoutWrapper blocks={[block as never]} logo="" name="" hooks={hooks} />
}
