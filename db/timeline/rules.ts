import { Refusal } from '../refusal.ts'

/** Throws a Refusal where an entry of these words and that time cannot stand on a timeline. */
export function mayStand(now: Date, text: string, at: Date): void {
  if (text.trim() === '')
    throw new Refusal('text_empty', 'Please say what happened; a few words are enough.', 'text')
  if (at > now)
    throw new Refusal(
      'time_to_come',
      'That time is still to come; the timeline holds what has happened. For yesterday, write `at yesterday` before the time.',
      'time',
    )
}
