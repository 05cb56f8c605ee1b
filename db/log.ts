import { type Logger, pino } from 'pino'

export type Log = Logger

/** A JSON logger. People's words and secrets are never given to it; what looks like a token is masked all the same. */
export function createLog(level: string, name: string): Log {
  return pino({
    level,
    base: { name, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['token', '*.token', '*.*.token', 'headers', '*.headers', '*.*.headers'],
    serializers: { err: (error: unknown) => describeError(error) },
    hooks: { streamWrite: maskTokens },
  })
}

/** Name, code and place of an error, and its message with tokens masked; never its properties, which may hold a request. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error }
  const code = 'code' in error ? error.code : undefined
  return {
    name: error.name,
    code,
    message: hasParameters(error) ? 'a statement failed' : maskTokens(error.message),
    stack: error.stack?.split('\n').slice(1, 6).join('\n'),
    cause: error.cause === undefined ? undefined : describeError(error.cause),
  }
}

/** Hides Slack tokens, passwords in URLs and Basic credentials, wherever they stand in the text. */
export function maskTokens(text: string): string {
  return text
    .replace(/\bx(?:ox[a-z]|app)[.-][\w.-]+/gi, 'xox…')
    .replace(/(\w+:\/\/[^\s:/@]*:)[^\s@/]+@/g, '$1…@')
    .replace(/\bBasic [\w+/=]{8,}/g, 'Basic …')
    .replace(/\bBearer [\w.+/=-]{8,}/g, 'Bearer …')
}

// Drizzle's errors repeat the parameters of the statement, which are people's words.
function hasParameters(error: Error): boolean {
  return 'params' in error
}
