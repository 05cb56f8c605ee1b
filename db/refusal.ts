/** A person asked for what is not possible. The message is written for that person; it is final. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  /** For the audit trail and for tests; never shown. */
  readonly code: string
  /** The input that it is about, by its name, where there is one. */
  readonly field: string | undefined

  constructor(code: string, message: string, field?: string) {
    super(message)
    this.code = code
    this.field = field
  }
}
