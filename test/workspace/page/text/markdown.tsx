import type { ReactNode } from 'react'
import ReactMarkdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { withEmoji } from './emoji.ts'
import { Anchor, ChannelMention, UserMention } from './text.tsx'

/** A canvas's Markdown, in which a picture that points at a person or a channel is a mention. */
export function Markdown({ text }: { text: string }): ReactNode {
  return (
    <div className="markdown">
      <ReactMarkdown remarkPlugins={[remarkGfm]} components={components} urlTransform={(url) => url}>
        {withEmoji(text)}
      </ReactMarkdown>
    </div>
  )
}

const components: Components = {
  a: ({ href = '', children }) => <Anchor href={href}>{children}</Anchor>,
  img: ({ src, alt = '' }) => <Pictured src={typeof src === 'string' ? src : ''} alt={alt} />,
}

function Pictured({ src, alt }: { src: string; alt: string }): ReactNode {
  if (/^@[UW]\w+$/.test(src)) return <UserMention id={src.slice(1)} />
  if (/^#[CG]\w+$/.test(src)) return <ChannelMention id={src.slice(1)} />
  return <span className="picture-words">🖼 {alt || src}</span>
}
