import { type ReactNode, useEffect, useRef } from 'react'
import { Avatar } from './avatar.tsx'
import { Blocks } from './blocks.tsx'
import { personOf, useWorkspace } from './context.ts'
import { clock, fullDate } from './dates.ts'
import { HostContext, useHost } from './host.ts'
import { MessageMenu } from './message-menu.tsx'
import type { Line, Room } from './shape.ts'
import { Emoji, Mrkdwn } from './text.tsx'

interface MessageProps {
  room: Room
  line: Line
  /** Follows one of the same author, whose name need not be said again. */
  follows?: boolean
  replies?: Line[]
  marked?: boolean
}

export function Message(props: MessageProps): ReactNode {
  const { world } = useWorkspace()
  const { room, line, follows, marked } = props
  const place = useRef<HTMLElement>(null)
  useEffect(() => {
    if (marked) place.current?.scrollIntoView({ block: 'center' })
  }, [marked])
  if (isSystemLine(line)) return <SystemLine line={line} />
  const author = authorOf(world, line)
  const pinned = room.pins.includes(line.ts)
  const name = `${author.name}, ${clock(line.ts)}`
  const classes = [
    'message',
    follows && 'follows',
    line.whisper && 'whisper',
    pinned && 'pinned',
    marked && 'marked',
  ]
  return (
    <article ref={place} className={classes.filter(Boolean).join(' ')} aria-label={name} data-ts={line.ts}>
      <div className="gutter">
        {follows ? (
          <time className="hover-time">{clock(line.ts)}</time>
        ) : (
          <Avatar id={line.user} name={author.name} app={author.app} />
        )}
      </div>
      <div className="message-body">
        {pinned && <div className="note">📌 Pinned</div>}
        {line.whisper && <div className="note">👁 Only visible to you</div>}
        {!follows && (
          <header>
            <strong className="author">{author.name}</strong>
            {author.app && <span className="app-badge">APP</span>}
            <time title={fullDate(line.ts)}>{clock(line.ts)}</time>
          </header>
        )}
        <Content room={room} line={line} />
        <Reactions room={room} line={line} />
        <Replies room={room} line={line} replies={props.replies} />
      </div>
      {!line.whisper && <MessageMenu room={room} line={line} />}
    </article>
  )
}

function Content({ room, line }: { room: Room; line: Line }): ReactNode {
  const host = useHost({ channel: room.id, ts: line.ts })
  return (
    <div className="content">
      {line.blocks?.length ? (
        <HostContext value={host}>
          <Blocks blocks={line.blocks} />
        </HostContext>
      ) : (
        <Mrkdwn text={line.text} />
      )}
      {line.edited && <small className="edited"> (edited)</small>}
    </div>
  )
}

function Reactions({ room, line }: { room: Room; line: Line }): ReactNode {
  const { world, act } = useWorkspace()
  if (line.reactions.length === 0) return null
  return (
    <div className="reactions">
      {line.reactions.map(({ name, users }) => (
        <button
          type="button"
          key={name}
          className={users.includes(world.me.id) ? 'reaction mine' : 'reaction'}
          title={`${users.map((id) => personOf(world, id)?.realName ?? id).join(', ')} reacted with :${name}:`}
          aria-label={`${name}, ${users.length}`}
          onClick={() =>
            void act({ kind: 'react', channel: room.id, ts: line.ts, name }).catch(() => undefined)
          }
        >
          <Emoji name={name} /> {users.length}
        </button>
      ))}
    </div>
  )
}

function Replies({ room, line, replies = [] }: { room: Room; line: Line; replies?: Line[] }): ReactNode {
  const { world, openThread } = useWorkspace()
  const said = replies.filter(({ whisper }) => !whisper)
  const last = said.at(-1)
  if (!last) return null
  const authors = [...new Map(said.map((reply) => [reply.user, authorOf(world, reply)])).entries()].slice(
    0,
    4,
  )
  return (
    <button type="button" className="replies" onClick={() => openThread(room.id, line.ts)}>
      {authors.map(([id, { name, app }]) => (
        <Avatar key={id} id={id} name={name} app={app} small />
      ))}
      <b>
        {said.length} {said.length === 1 ? 'reply' : 'replies'}
      </b>
      <small>Last at {clock(last.ts)}</small>
    </button>
  )
}

function SystemLine({ line }: { line: Line }): ReactNode {
  const { world } = useWorkspace()
  const who = personOf(world, line.user)?.realName
  const names = line.text.includes(`<@${line.user}`)
  return (
    <div className="system-line" data-ts={line.ts}>
      {!names && who && <b>{who} </b>}
      <Mrkdwn text={line.text} />
      <time title={fullDate(line.ts)}>{clock(line.ts)}</time>
    </div>
  )
}

export function isSystemLine({ subtype = '' }: Line): boolean {
  return /^(channel|group)_(join|leave|topic|purpose|name|archive|unarchive)$|^pinned_item$/.test(subtype)
}

function authorOf(
  world: ReturnType<typeof useWorkspace>['world'],
  line: Line,
): { name: string; app: boolean } {
  return { name: personOf(world, line.user)?.realName ?? line.user, app: line.app }
}
