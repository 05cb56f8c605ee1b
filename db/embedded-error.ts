/** Why the embedded PostgreSQL cannot serve, as one sentence for whoever runs `npm start`. */
export class EmbeddedError extends Error {
  override name = 'EmbeddedError'
}

/** The sentence for a failure of the file system or of a PostgreSQL program; what is not known is quoted. */
export function explain(doing: string, folder: string, cause: unknown): EmbeddedError {
  if (cause instanceof EmbeddedError) return cause
  const text = textOf(cause)
  if (/ENOSPC|disk is full|No space left on device|EDQUOT|Disk quota exceeded/.test(text)) {
    return new EmbeddedError(`The disk that holds ${folder} is full: make room and start again.`, { cause })
  }
  if (
    /EACCES|EPERM|EROFS|Permission denied|Read-only file system|unable to open database file|readonly database/.test(
      text,
    )
  ) {
    return new EmbeddedError(
      `The folder ${folder} cannot be written: give this user access to it, or set DATA_DIR to another.`,
      { cause },
    )
  }
  if (text.includes('could not look up effective user ID')) {
    return new EmbeddedError(
      'PostgreSQL needs a user with a name in /etc/passwd, and this one has none: start as another, or set DATABASE_URL.',
      { cause },
    )
  }
  return new EmbeddedError(`${doing} failed in ${folder}: ${lastLine(text)}`, { cause })
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}

function lastLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const telling = lines.findLast((line) => /FATAL|PANIC|ERROR|error:/.test(line))
  return (telling ?? lines.at(-1) ?? 'no reason was given').trim()
}
