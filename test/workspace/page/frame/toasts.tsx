import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'

interface Toast {
  id: number
  text: string
}

/** Short words that go by themselves: what Slack told the person, and what could not be done. */
export function useToasts(person: string, notices: string[], silent: boolean) {
  const [toasts, setToasts] = useState<Toast[]>([])
  const heard = useRef({ person: '', count: 0 })
  const tell = useCallback((text: string) => {
    const id = performance.now()
    setToasts((now) => [...now.slice(-3), { id, text }])
    setTimeout(() => setToasts((now) => now.filter((toast) => toast.id !== id)), 8000)
  }, [])
  useEffect(() => {
    const fresh = heard.current.person === person ? notices.slice(heard.current.count) : []
    heard.current = { person, count: notices.length }
    if (!silent) for (const notice of fresh) tell(notice)
  }, [person, notices, silent, tell])
  return { tell, list: <Toasts toasts={toasts} /> }
}

function Toasts({ toasts }: { toasts: Toast[] }): ReactNode {
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map(({ id, text }) => (
        <div key={id} className="toast">
          {text}
        </div>
      ))}
    </div>
  )
}
