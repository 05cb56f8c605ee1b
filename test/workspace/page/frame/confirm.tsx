import type { ConfirmationDialog } from '@slack/types'
import { type ReactNode, useState } from 'react'
import { withEmoji } from '../text/emoji.ts'
import { Text } from '../text/text.tsx'
import { useDialog } from './modal.tsx'

interface Question {
  confirm: ConfirmationDialog
  answer(yes: boolean): void
}

/** Asks before an act that wants to be confirmed. */
export function useQuestions() {
  const [question, setQuestion] = useState<Question>()
  const ask = (confirm: ConfirmationDialog) =>
    new Promise<boolean>((resolve) => {
      const answer = (yes: boolean) => {
        setQuestion(undefined)
        resolve(yes)
      }
      setQuestion({ confirm, answer })
    })
  return { ask, box: question && <Confirm {...question} /> }
}

function Confirm({ confirm, answer }: Question): ReactNode {
  const box = useDialog()
  const title = withEmoji(confirm.title?.text ?? 'Are you sure?')
  return (
    <dialog ref={box} className="modal small" aria-label={title} onCancel={() => answer(false)}>
      <header>
        <h1>{title}</h1>
      </header>
      <div className="modal-body">
        <Text text={confirm.text} />
      </div>
      <footer>
        <button type="button" className="button" onClick={() => answer(false)}>
          {withEmoji(confirm.deny?.text ?? 'Cancel')}
        </button>
        <button type="button" className={`button ${confirm.style ?? 'primary'}`} onClick={() => answer(true)}>
          {withEmoji(confirm.confirm?.text ?? 'Yes')}
        </button>
      </footer>
    </dialog>
  )
}
