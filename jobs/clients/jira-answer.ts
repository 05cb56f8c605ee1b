import { Failure, type FailureKind, neverSent } from './failure.ts'

const timeoutMs = 10_000

/** Waits for ten seconds, since the SDK has no limit of its own; what goes wrong is thrown as a Failure. */
export async function answer<T>(call: Promise<T>): Promise<T> {
  const clock = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => clock.reject(new Failure('unanswered', 'jira.unanswered', { method: 'jira' })),
    timeoutMs,
  )
  try {
    return await Promise.race([call, clock.promise])
  } catch (error) {
    throw failureOf(error)
  } finally {
    clearTimeout(timer)
  }
}

/** The same, of a ticket that stood: what it is refused for then is another matter. */
export async function answerOfTicket<T>(call: Promise<T>): Promise<T> {
  try {
    return await answer(call)
  } catch (error) {
    const known = error instanceof Failure ? ofTicket[error.code] : undefined
    throw known ? new Failure(...known, { method: 'jira', cause: error }) : error
  }
}

const ofTicket: Record<string, [kind: FailureKind, code: string]> = {
  'jira.403': ['refused', 'jira.ticket_forbidden'],
  'jira.404': ['refused', 'jira.ticket_gone'],
  // Nothing was done, and it is worth another try: developer.atlassian.com, simultaneous transitions of an issue.
  'jira.409': ['unreachable', 'jira.ticket_busy'],
}

function failureOf(error: unknown): unknown {
  if (error instanceof Failure || !(error instanceof Error)) return error
  const status = 'status' in error && typeof error.status === 'number' ? error.status : undefined
  if (status === 429) {
    const wait =
      'retryAfterMs' in error && typeof error.retryAfterMs === 'number' ? error.retryAfterMs : 5_000
    return new Failure('limited', 'jira.429', { method: 'jira', retryAfterMs: wait })
  }
  if (status !== undefined && status < 500)
    return new Failure('refused', codeOf(status, error), { method: 'jira' })
  if (status !== undefined) return new Failure('unanswered', 'jira.unanswered', { method: 'jira' })
  if (neverSent(error)) return new Failure('unreachable', 'jira.unreachable', { method: 'jira' })
  if ('code' in error || unanswered.has(error.name))
    return new Failure('unanswered', 'jira.unanswered', { method: 'jira' })
  return error
}

// The SDK's name for a page of a proxy's in the place of an answer is the second.
const unanswered = new Set(['NetworkError', 'SchemaMismatchError', 'TypeError'])

// The name of the first field that Jira objects to says more than 400 does.
function codeOf(status: number, error: object): string {
  const body = 'body' in error ? error.body : undefined
  const fields =
    typeof body === 'object' && body !== null && 'errors' in body ? Object.keys(body.errors ?? {}) : []
  return status === 400 && fields[0] ? `jira.${fields[0]}` : `jira.${status}`
}
