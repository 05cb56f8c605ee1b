import { readFile } from 'node:fs/promises'
import { isNode, LineCounter, parseDocument } from 'yaml'
import { type Configuration, shape } from './shape.ts'

/** What is wrong with the file, a sentence a place, each with its line and column. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
}

/** Reads and checks the YAML file at `path`; a file that is not there gives the defaults. */
export async function readConfiguration(path: string): Promise<Configuration> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw new ConfigurationError(`${path} cannot be read: ${error.code}`)
  })
  return parseConfiguration(text, path)
}

/** Checks the text of a configuration file. Throws a {@link ConfigurationError}. */
export function parseConfiguration(text: string, name = 'dispatch.yml'): Configuration {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return `${name}:${line}:${col}`
  }
  if (document.errors.length > 0)
    throw new ConfigurationError(document.errors.map((e) => `${at(e.pos[0])} ${e.message}`).join('\n'))
  const parsed = shape.safeParse(document.toJS() ?? {})
  if (parsed.success) return parsed.data
  const sentences = parsed.error.issues.map((issue) => {
    const path = issue.path.filter((part) => typeof part !== 'symbol')
    return `${at(offsetOf(path))} ${path.join('.') || 'the file'}: ${issue.message}`
  })
  throw new ConfigurationError(sentences.join('\n'))

  // The nearest place that stands in the file: a key that is missing is told at its parent.
  function offsetOf(path: (string | number)[]): number {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return node.range[0]
    }
    return document.contents?.range?.[0] ?? 0
  }
}
