import type { ReactNode } from 'react'
import { Mrkdwn } from '../text/text.tsx'
import type { Tour } from './tour.ts'

/** What to do next on the tour. */
export function TourCard({ tour }: { tour: Tour }): ReactNode {
  const { step, number, of, next, leave } = tour
  const last = number === of
  return (
    <section className="tour" aria-label="Tour">
      <div role="status">
        <small>
          Tour, step {number} of {of}
        </small>
        <h2>{step.title}</h2>
        <p>
          <Mrkdwn text={step.text} />
        </p>
      </div>
      <footer>
        {!last && (
          <button type="button" className="button" onClick={leave}>
            Leave the tour
          </button>
        )}
        <button type="button" className={`button ${step.done ? '' : 'primary'}`} onClick={next}>
          {last ? 'Done' : step.done ? 'Skip' : 'Next'}
        </button>
      </footer>
    </section>
  )
}
