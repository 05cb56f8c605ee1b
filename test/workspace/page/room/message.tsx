import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Blocks } from '../blocks/blocks.tsx'
import { HostContext, useHost } from '../blocks/host.ts'
import { personOf, useWorkspace } from '../context.ts'
import { Avatar } from '../frame/avatar.tsx'
import type { Line, Room } from '../shape.ts'
import { Mrkdwn } from '../text/text.tsx'
import { useTimes } from '../text/times.ts'
import { EditBox } from './edit.tsx'
import { MessageMenu } from './message-menu.tsx'
import { Reactions } from './reactions.tsx'

interface MessageProps {
  room: Room
  line: Line
  /** Follows one of the same author, whose name need not be said again. */
  follows?: boolean
  replies?: Line[]
  marked?: boolean
  /** Stands in its thread rather than in the channel. */
  inThread?: boolean
}

export function Message(props: MessageProps): ReactNode {
  const { world } = useWorkspace()
  const { clock, fullDate } = useTimes()
  const { room, line, follows, marked } = props
  const place = useRef<HTMLElement>(null)
  const [editing, setEditing] = useState(false)
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
    <article
      ref={place}
      className={classes.filter(Boolean).join(' ')}
      aria-label={name}
      data-ts={line.ts}
      data-author={personOf(world, line.user)?.name}
    >
      <div className="gutter">
        {follows ? (
          <time className="hover-time">{clock(line.ts).replace(/\s*[AP]M$/, '')}</time>
        ) : (
          <Avatar id={line.user} name={author.name} app={author.app} />
        )}
      </div>
      <div className="message-body">
        {pinned && <div className="note">📌 Pinned</div>}
        {line.subtype === 'thread_broadcast' && (
          <Broadcast room={room} line={line} inThread={props.inThread} />
        )}
        {line.whisper && <div className="note">👁 Only visible to you</div>}
        {!follows && (
          <header>
            <strong className="author">{author.name}</strong>
            {author.app && <span className="app-badge">APP</span>}
            <time title={fullDate(line.ts)}>{clock(line.ts)}</time>
          </header>
        )}
        {editing ? (
          <EditBox room={room} line={line} onDone={() => setEditing(false)} />
        ) : (
          <Content room={room} line={line} />
        )}
        <Attached line={line} />
        <Reactions room={room} line={line} />
        <Replies room={room} line={line} replies={props.replies} />
      </div>
      {!line.whisper && !editing && line.subtype !== 'tombstone' && (
        <MessageMenu room={room} line={line} onEdit={() => setEditing(true)} />
      )}
    </article>
  )
}

/** A reply that was sent to the channel too. */
function Broadcast({ room, line, inThread }: Pick<MessageProps, 'room' | 'line' | 'inThread'>): ReactNode {
  const { openThread } = useWorkspace()
  if (inThread) return <div className="note">Also sent to the channel</div>
  return (
    <div className="note">
      replied to{' '}
      <button
        type="button"
        className="text-link"
        onClick={() => openThread(room.id, line.threadTs ?? line.ts)}
      >
        a thread
      </button>
    </div>
  )
}

function Attached({ line }: { line: Line }): ReactNode {
  const { showTab } = useWorkspace()
  return line.files?.map(({ id, name, title }) => (
    <button key={id} type="button" className="file" onClick={() => showTab('files')}>
      📄 {title || name}
    </button>
  ))
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

function Replies({ room, line, replies = [] }: { room: Room; line: Line; replies?: Line[] }): ReactNode {
  const { world, openThread } = useWorkspace()
  const { clock } = useTimes()
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
  const { clock, fullDate } = useTimes()
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
  return /^(channel|group)_(join|leave|topic|purpose|name|archive|unarchive|convert_to_private)$|^pinned_item$/.test(
    subtype,
  )
}

function authorOf(
  world: ReturnType<typeof useWorkspace>['world'],
  line: Line,
): { name: string; app: boolean } {
  return { name: personOf(world, line.user)?.realName ?? line.user, app: line.app }
}
