import type { WebClient } from '@slack/web-api'
import { misread } from '../blocks/asked.ts'
import type { Message } from '../blocks/kit.ts'
import { fromSlack } from '../blocks/text.ts'
import type { Database } from '../db/database.ts'
import type { Among } from '../db/incident/open.ts'

/** What one person asks by a command, or by the incident that they then pick. */
export interface Asked {
  db: Database
  client: WebClient
  user: string
  /** For one modal, within three seconds. */
  trigger: string
  /** The channel it was typed in. */
  channel: string
  /** What was typed after the word, as Slack sends it: mentions as `<@U1|ana>`. */
  rest: string
  /** The key of what is asked: asked again by one who was not told what came of it, it is the same. */
  request(): Promise<string>
  /** Tells Slack that it was heard, and the person nothing. */
  ack(): Promise<void>
  /** Answers the person, and nobody else. */
  answer(message: Message | string): Promise<void>
}

/** A word of `/dispatch`: of an incident, which the channel, a number or a pick names, or of none. */
export type Word =
  | { of: 'nothing'; run: (asked: Asked) => Promise<void> }
  | {
      of: 'incident'
      /** Those it is offered for where none is named: the open ones, if nothing is said. */
      among?: Among
      /** Answered instead where none is named, as those that could be offered are not those that are meant. */
      unnamed?: string
      run: (asked: Asked, incident: number) => Promise<void>
    }

export type Words = Record<string, Word>

/** Answers that what stands after a word of ours cannot be read, and offers to report it all as a title. */
export async function answerMisread(asked: Asked, word: string, sentence: string): Promise<void> {
  await asked.answer(misread(sentence, fromSlack(`${word} ${asked.rest}`)))
}
