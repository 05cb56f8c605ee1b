/** An answer of Jira's that is not a success: general messages, and one for each field. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly errors: Record<string, string>

  constructor(status: number, message: string, errors: Record<string, string> = {}) {
    super(message)
    this.status = status
    this.errors = errors
  }

  get body(): unknown {
    return { errorMessages: this.message ? [this.message] : [], errors: this.errors }
  }
}

export const badPayload = (): Refusal =>
  new Refusal(400, 'Invalid request payload. Refer to the REST API documentation and try again.')

export const noIssue = (): Refusal =>
  new Refusal(404, 'Issue does not exist or you do not have permission to see it.')
