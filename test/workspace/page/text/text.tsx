import type { TextObject } from '@slack/types'
import { type ReactNode, useEffect, useState } from 'react'
import { channelOf, groupOf, personOf, useWorkspace } from '../context.ts'
import { writeDate } from './dates.ts'
import { emojiOf, withEmoji } from './emoji.ts'
import { keyed } from './keyed.tsx'
import { type Bit, readMrkdwn } from './mrkdwn.ts'
import { useTimes } from './times.ts'

export function Text({ text }: { text: TextObject }): ReactNode {
  return text.type === 'mrkdwn' ? (
    <Mrkdwn text={text.text} />
  ) : (
    <span className="plain">{withEmoji(text.text)}</span>
  )
}

export function Mrkdwn({ text }: { text: string }): ReactNode {
  return <Bits bits={readMrkdwn(text)} />
}

function Bits({ bits }: { bits: Bit[] }): ReactNode {
  return keyed(bits, show)
}

function show(bit: Bit): ReactNode {
  switch (bit.kind) {
    case 'text':
      return bit.text
    case 'break':
      return <br />
    case 'bold':
      return (
        <strong>
          <Bits bits={bit.bits} />
        </strong>
      )
    case 'italic':
      return (
        <em>
          <Bits bits={bit.bits} />
        </em>
      )
    case 'strike':
      return (
        <s>
          <Bits bits={bit.bits} />
        </s>
      )
    case 'quote':
      return (
        <blockquote>
          <Bits bits={bit.bits} />
        </blockquote>
      )
    case 'code':
      return <code>{bit.text}</code>
    case 'pre':
      return <pre>{bit.text}</pre>
    case 'emoji':
      return <Emoji name={bit.name} />
    case 'link':
      return <Anchor href={bit.href}>{withEmoji(bit.label)}</Anchor>
    case 'user':
      return <UserMention id={bit.id} label={bit.label} />
    case 'channel':
      return <ChannelMention id={bit.id} label={bit.label} />
    case 'group':
      return <GroupMention id={bit.id} label={bit.label} />
    case 'broadcast':
      return <span className="mention broadcast">@{bit.range}</span>
    case 'date':
      return <DateToken {...bit} />
  }
}

export function Emoji({ name }: { name: string }): ReactNode {
  const character = emojiOf(name)
  if (!character) return `:${name}:`
  return (
    <span className="emoji" role="img" aria-label={name.replaceAll('_', ' ')} title={`:${name}:`}>
      {character}
    </span>
  )
}

export function UserMention({ id, label }: { id: string; label?: string }): ReactNode {
  const { world } = useWorkspace()
  const name = personOf(world, id)?.realName ?? label ?? id
  return <span className={id === world.me.id ? 'mention me' : 'mention'}>@{name}</span>
}

/** A user group; it is marked for those who are in it, as their own name is. */
export function GroupMention({ id, label }: { id: string; label?: string }): ReactNode {
  const { world } = useWorkspace()
  const group = groupOf(world, id)
  const mine = group?.members.includes(world.me.id)
  const names = group?.members.map((member) => personOf(world, member)?.realName ?? member).join(', ')
  return (
    <span className={mine ? 'mention me' : 'mention'} title={names}>
      @{group?.handle ?? label?.replace(/^@/, '') ?? id}
    </span>
  )
}

export function ChannelMention({ id, label }: { id: string; label?: string }): ReactNode {
  const { world, go } = useWorkspace()
  const channel = channelOf(world, id)
  if (!channel) return <span className="mention">{label ? `#${label}` : '🔒 private channel'}</span>
  return (
    <button type="button" className="mention link" onClick={() => go(id)}>
      #{channel.name}
    </button>
  )
}

/** A link; one into this workspace goes there on the page, and one that is no web address stays text. */
export function Anchor({ href, children }: { href: string; children: ReactNode }): ReactNode {
  const { world, go } = useWorkspace()
  const inside = placeOf(href, world.team.url)
  if (inside) {
    return (
      <button type="button" className="text-link" title={href} onClick={() => go(inside.channel, inside.ts)}>
        {children}
      </button>
    )
  }
  if (!/^(https?|mailto|tel):/i.test(href)) return <span title={href}>{children}</span>
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  )
}

export function DateToken(date: {
  unix: number
  format: string
  link?: string
  fallback: string
}): ReactNode {
  useMinute(date.format.includes('{ago}'))
  const text = writeDate(date.unix, date.format, useTimes().now()) || date.fallback
  const shown = <time title={writeDate(date.unix, '{date_long} at {time_secs}')}>{text}</time>
  return date.link ? <Anchor href={date.link}>{shown}</Anchor> : shown
}

function useMinute(on: boolean): void {
  const [, tick] = useState(0)
  useEffect(() => {
    if (!on) return
    const timer = setInterval(() => tick((count) => count + 1), 20_000)
    return () => clearInterval(timer)
  }, [on])
}

function placeOf(href: string, base: string): { channel: string; ts?: string } | undefined {
  const path = href.startsWith(base) ? href.slice(base.length).replace(/^\//, '') : undefined
  const archive = /^archives\/([CGD]\w+)(?:\/p(\d{10})(\d{6}))?/.exec(path ?? '')
  const client = /^https:\/\/app\.slack\.com\/client\/\w+\/([CGD]\w+)/.exec(href)
  const deep =
    /^(?:https:\/\/slack\.com\/app_redirect|slack:\/\/channel)\?(?:.*&)?(?:channel|id)=([CGD]\w+)/.exec(href)
  const channel = archive?.[1] ?? client?.[1] ?? deep?.[1]
  if (!channel) return undefined
  return { channel, ts: archive?.[2] && `${archive[2]}.${archive[3]}` }
}
