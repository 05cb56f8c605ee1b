import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Blocks } from '../blocks/blocks.tsx'
import { HostContext, useHost } from '../blocks/host.ts'
import { useWorkspace } from '../context.ts'
import type { Sheet } from '../shape.ts'
import { withEmoji } from '../text/emoji.ts'

/** The modal on top of the person's stack. */
export function Modal(props: { sheet: Sheet; notices: string[]; children: ReactNode }): ReactNode {
  const { sheet, notices, children } = props
  const { act } = useWorkspace()
  const box = useDialog(sheet.hash)
  const [busy, setBusy] = useState(false)
  const trouble = useTrouble(sheet, notices)
  const host = useHost('view', sheet)
  const { view } = sheet
  const submit = async () => {
    if (busy) return
    setBusy(true)
    trouble.forget()
    await host.submit().catch(() => undefined)
    setBusy(false)
    box.current?.querySelector('.input .error')?.closest('.input')?.scrollIntoView({ block: 'nearest' })
  }
  const close = () => void act({ kind: 'closeView' }).catch(() => undefined)
  const title = view.type === 'modal' ? withEmoji(view.title.text) : 'Dialog'
  const submits = view.type === 'modal' ? view.submit : undefined
  const closes = view.type === 'modal' ? view.close : undefined
  return (
    <dialog
      ref={box}
      className="modal"
      aria-label={title}
      onCancel={(event) => {
        if (event.target !== box.current) return
        event.preventDefault()
        close()
      }}
    >
      <header>
        {sheet.stack > 1 && (
          <button type="button" className="icon-button" aria-label="Back" onClick={close}>
            ‹
          </button>
        )}
        <h1>{title}</h1>
        <button type="button" className="icon-button" aria-label="Close" onClick={close}>
          ✕
        </button>
      </header>
      <Trouble words={trouble.words} />
      <div className="modal-body">
        <HostContext value={{ ...host, submit }}>
          <Blocks blocks={view.blocks} />
        </HostContext>
      </div>
      <footer>
        <button type="button" className="button" onClick={close}>
          {withEmoji(closes?.text ?? (submits ? 'Cancel' : 'Close'))}
        </button>
        {submits && (
          <button type="button" className="button primary" aria-busy={busy} onClick={() => void submit()}>
            {busy && <span className="spinner" aria-hidden="true" />}
            {withEmoji(submits.text)}
          </button>
        )}
      </footer>
      {children}
    </dialog>
  )
}

/** What Slack has said since the form was last sent, but for what stands under an input anyway. */
function useTrouble(sheet: Sheet, notices: string[]) {
  const [heard, setHeard] = useState(notices.length)
  const underInputs = useRef(new Set<string>())
  for (const error of Object.values(sheet.errors)) underInputs.current.add(error)
  return {
    words: notices.slice(heard).filter((notice) => !underInputs.current.has(notice)),
    forget: () => setHeard(notices.length),
  }
}

function Trouble({ words }: { words: string[] }): ReactNode {
  const last = words.at(-1)
  if (last === undefined) return null
  return (
    <div className="alert error" role="alert">
      <span aria-hidden="true">⚠️</span>
      <div>{last}</div>
    </div>
  )
}

/** Opens the dialog above everything, with the first field at hand, also of what is `shown` in it later. */
export function useDialog(shown = '') {
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = box.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  useEffect(() => {
    const dialog = box.current
    if (!shown || !dialog || dialog.querySelector(`:is(${fields}):focus`)) return
    const first =
      dialog.querySelector<HTMLElement>('[autofocus]') ?? dialog.querySelector<HTMLElement>(fields)
    first?.focus()
  }, [shown])
  return box
}

const fields = 'input:not([type=radio], [type=checkbox]), textarea, [role=combobox]'
