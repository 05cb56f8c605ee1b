import { type Logger, pino } from 'pino'

export type Log = Logger

/**
 * A JSON logger, to the standard output where nothing else is said. People's words and secrets are never given to it;
 * what looks like a token is masked all the same.
 */
export function createLog(level: string, name: string, to?: { write(line: string): void }): Log {
  const options = {
    level,
    base: { name, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['token', '*.token', '*.*.token', 'headers', '*.headers', '*.*.headers'],
    serializers: { err: (error: unknown) => describeError(error) },
    hooks: { streamWrite: maskTokens },
  }
  return to ? pino(options, to) : pino(options)
}

/** Name, code and place of an error, and its message with tokens masked; never its properties, which may hold a request. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error }
  const code = 'code' in error ? error.code : undefined
  return {
    name: error.name,
    code,
    message: repeatsValues(error) ? 'a statement failed' : maskTokens(error.message),
    stack: placeOf(error),
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

// Drizzle's errors repeat the parameters of the statement, PostgreSQL's of class 22 the value: people's words.
function repeatsValues(error: Error): boolean {
  return 'params' in error || ('code' in error && /^22[0-9A-Z]{3}$/.test(String(error.code)))
}

// A stack begins with the message, of however many lines.
function placeOf({ stack = '', message }: Error): string {
  const begins = stack.indexOf(message)
  const frames = stack.slice(begins < 0 ? 0 : begins + message.length).split('\n')
  return frames
    .filter((line) => line.startsWith('    at '))
    .slice(0, 5)
    .join('\n')
}

/** A logger for Slack's SDKs, whose own lines repeat payloads: it keeps their warnings, if at all. */
export function sdkLog(warn: (line: string) => void = () => undefined) {
  const nothing = () => undefined
  return {
    debug: nothing,
    info: nothing,
    warn: (...words: unknown[]) => warn(words.filter((word) => typeof word === 'string').join(' ')),
    error: nothing,
    setLevel: nothing,
    // The SDKs' enum of levels holds these very words.
    getLevel: () => 'warn' as never,
    setName: nothing,
  }
}
