import { type ReactNode, useState } from 'react'
import { useDialog } from './modal.tsx'

/** A small form of the workspace itself. It stays open while what it asks is refused. */
export function FormDialog(props: {
  title: string
  does: string
  ready: boolean
  onSubmit(): Promise<unknown>
  onClose(): void
  children: ReactNode
}): ReactNode {
  const box = useDialog(props.title)
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    if (busy || !props.ready) return
    setBusy(true)
    await props.onSubmit().then(props.onClose, () => setBusy(false))
  }
  return (
    <dialog ref={box} className="modal small" aria-label={props.title} onCancel={props.onClose}>
      <header>
        <h1>{props.title}</h1>
        <button type="button" className="icon-button" aria-label="Close" onClick={props.onClose}>
          ✕
        </button>
      </header>
      <form
        className="modal-body"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        {props.children}
      </form>
      <footer>
        <button type="button" className="button" onClick={props.onClose}>
          Cancel
        </button>
        <button
          type="button"
          className="button primary"
          disabled={!props.ready}
          aria-busy={busy}
          onClick={() => void submit()}
        >
          {props.does}
        </button>
      </footer>
    </dialog>
  )
}
