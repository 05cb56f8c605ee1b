/** What one turn of one contestant took, in milliseconds. */
export interface Lap {
  /** From the submission to its ack. */
  answerMs?: number
  /** From the ack until the channel stands, people are invited and the brief is posted. */
  readyMs?: number
}

/** One of those that are measured in turn. */
export interface Contestant {
  name: string
  lap(): Promise<Lap>
  /** Between two series: as if it had not worked yet. */
  stop(): Promise<void>
}
