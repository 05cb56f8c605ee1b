import { type ReactNode, useState } from 'react'
import { useWorkspace } from '../context.ts'
import type { Page, Room } from '../shape.ts'
import { Markdown } from '../text/markdown.tsx'

/** The channel's canvases, to read and to write in. */
export function Canvases({ room }: { room: Room }): ReactNode {
  return (
    <div className="pages-tab" role="tabpanel" aria-label="Canvas">
      {room.canvases.map((page) => (
        <CanvasPage key={page.id} page={page} writable={room.member && !room.archived} />
      ))}
    </div>
  )
}

/** The files uploaded to the channel. */
export function Files({ room }: { room: Room }): ReactNode {
  return (
    <div className="pages-tab" role="tabpanel" aria-label="Files">
      {room.files.map((page) => (
        <FilePage key={page.id} page={page} />
      ))}
    </div>
  )
}

function CanvasPage({ page, writable }: { page: Page; writable: boolean }): ReactNode {
  const { act } = useWorkspace()
  const [draft, setDraft] = useState<string>()
  const save = () =>
    void act({ kind: 'editCanvas', canvas: page.id, markdown: draft ?? '' }).then(
      () => setDraft(undefined),
      () => undefined,
    )
  return (
    <article className="canvas" aria-label={page.title || 'Canvas'}>
      <header>
        <h2>{page.title || 'Canvas'}</h2>
        {draft === undefined && writable && (
          <button type="button" className="button" onClick={() => setDraft(page.text)}>
            Edit
          </button>
        )}
      </header>
      {draft === undefined ? (
        <Markdown text={page.text} />
      ) : (
        <span className="text-field">
          <textarea
            aria-label="The canvas in Markdown"
            rows={16}
            value={draft}
            onChange={(event) => setDraft(event.target.value)}
          />
          <span className="actions">
            <button type="button" className="button primary" onClick={save}>
              Save
            </button>
            <button type="button" className="button" onClick={() => setDraft(undefined)}>
              Cancel
            </button>
          </span>
        </span>
      )}
    </article>
  )
}

function FilePage({ page }: { page: Page }): ReactNode {
  return (
    <details className="canvas">
      <summary>📄 {page.title}</summary>
      {/\.md$/i.test(page.title) ? <Markdown text={page.text} /> : <pre>{page.text}</pre>}
    </details>
  )
}
