import type { RichTextBlock, RichTextBlockElement, RichTextElement } from '@slack/types'
import type { ReactNode } from 'react'
import { emojiFromUnicode } from '../text/emoji.ts'
import { keyed } from '../text/keyed.tsx'
import { Anchor, ChannelMention, DateToken, Emoji, GroupMention, UserMention } from '../text/text.tsx'

export function RichText({ block }: { block: RichTextBlock }): ReactNode {
  return (
    <div className="rich-text">
      {keyed(block.elements, (element) => (
        <Part element={element} />
      ))}
    </div>
  )
}

function Part({ element }: { element: RichTextBlockElement }): ReactNode {
  switch (element.type) {
    case 'rich_text_section':
      return (
        <div className="rich-section">
          <Words words={element.elements} />
        </div>
      )
    case 'rich_text_quote':
      return (
        <blockquote>
          <Words words={element.elements} />
        </blockquote>
      )
    case 'rich_text_preformatted':
      return (
        <pre>
          <Words words={element.elements} />
        </pre>
      )
    case 'rich_text_list': {
      const items = keyed(element.elements, (item) => (
        <li>
          <Words words={item.elements} />
        </li>
      ))
      const indent = { marginInlineStart: `${(element.indent ?? 0) * 1.5}em` }
      return element.style === 'ordered' ? <ol style={indent}>{items}</ol> : <ul style={indent}>{items}</ul>
    }
    default:
      return null
  }
}

function Words({ words }: { words: RichTextElement[] }): ReactNode {
  return keyed(words, (word) => <Styled style={word.style}>{show(word)}</Styled>)
}

function Styled({ style, children }: { style: RichTextElement['style']; children: ReactNode }): ReactNode {
  let shown = children
  if (style?.code) shown = <code>{shown}</code>
  if (style?.bold) shown = <strong>{shown}</strong>
  if (style?.italic) shown = <em>{shown}</em>
  if (style?.strike) shown = <s>{shown}</s>
  if (style?.underline) shown = <u>{shown}</u>
  return shown
}

function show(word: RichTextElement): ReactNode {
  switch (word.type) {
    case 'text':
      return lines(word.text)
    case 'link':
      return <Anchor href={word.url}>{word.text || word.url}</Anchor>
    case 'user':
      return <UserMention id={word.user_id} />
    case 'channel':
      return <ChannelMention id={word.channel_id} />
    case 'usergroup':
      return <GroupMention id={word.usergroup_id} />
    case 'broadcast':
      return <span className="mention broadcast">@{word.range}</span>
    case 'emoji':
      return (word.unicode && emojiFromUnicode(word.unicode)) || <Emoji name={word.name} />
    case 'date':
      return (
        <DateToken
          unix={word.timestamp}
          format={word.format}
          link={word.url}
          fallback={word.fallback ?? ''}
        />
      )
    case 'color':
      return <code>{word.value}</code>
    case 'team':
      return word.team_id
  }
}

function lines(text: string): ReactNode {
  return keyed(text.split('\n'), (line, index) => (
    <>
      {index > 0 && <br />}
      {line}
    </>
  ))
}
