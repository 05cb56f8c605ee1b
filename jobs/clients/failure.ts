/** How a call to an outside system can end badly; what to do next depends on nothing else. */
export type FailureKind =
  /** It answered that it will not, now or later. Nothing was done. */
  | 'refused'
  /** It asks to wait. Nothing was done. */
  | 'limited'
  /** It could not be reached. Nothing was done. */
  | 'unreachable'
  /** The incident's channel is not to be had: nothing was done, and it waits until there is one. */
  | 'lost'
  /** No answer came, or one that tells nothing: it may have been done. */
  | 'unanswered'

export class Failure extends Error {
  override readonly name = 'Failure'
  readonly kind: FailureKind
  /** For people a sentence is made of it; never their words. */
  readonly code: string
  readonly retryAfterMs: number
  /** What was being called, where a limit is of that. */
  readonly method: string

  constructor(
    kind: FailureKind,
    code: string,
    more: { retryAfterMs?: number; method?: string; cause?: unknown } = {},
  ) {
    super(`${kind}: ${code}`, { cause: more.cause })
    this.kind = kind
    this.code = code
    this.retryAfterMs = more.retryAfterMs ?? 0
    this.method = more.method ?? ''
  }
}

const unsent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Whether the error says that the request never left: then nothing was done. */
export function neverSent(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && unsent.has(at.code)) return true
    if (at instanceof AggregateError && at.errors.length > 0 && at.errors.every(neverSent)) return true
    if ('original' in at && neverSent(at.original)) return true
  }
  return false
}
