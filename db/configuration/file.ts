import { readFile } from 'node:fs/promises'
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import type { z } from 'zod'
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
  const lost = unresolved(document)
  if (lost)
    throw new ConfigurationError(`${at(lost.offset)} *${lost.name}: nothing of that name stands before`)
  const parsed = shape.safeParse(document.toJS() ?? {})
  if (parsed.success) return parsed.data
  const sentences = parsed.error.issues
    .flatMap(placesOf)
    .map(
      ({ path, isKey, message }) =>
        `${at(offsetOf(document, path, isKey))} ${path.join('.') || 'the file'}: ${message}`,
    )
  throw new ConfigurationError(sentences.join('\n'))
}

interface Place {
  path: (string | number)[]
  /** It is the key that is wrong, not what stands under it. */
  isKey: boolean
  message: string
}

function placesOf(issue: z.core.$ZodIssue): Place[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol')
  if (issue.code !== 'unrecognized_keys') return [{ path, isKey: false, message: issue.message }]
  return issue.keys.map((key) => ({
    path: [...path, key],
    isKey: true,
    message: 'is no setting of Dispatch',
  }))
}

// The nearest place that stands in the file: a key that is missing is told at its parent.
function offsetOf(document: Document, path: (string | number)[], isKey: boolean): number {
  if (isKey) {
    const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents
    const pairs = isMap(parent) ? parent.items : []
    const key = pairs
      .map((pair) => pair.key)
      .find((one) => isScalar(one) && String(one.value) === path.at(-1))
    if (isScalar(key) && key.range) return key.range[0]
  }
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return document.contents?.range?.[0] ?? 0
}

function unresolved(document: Document): { name: string; offset: number } | undefined {
  let found: { name: string; offset: number } | undefined
  visit(document, {
    Alias(_, alias) {
      if (!alias.resolve(document)) found ??= { name: alias.source, offset: alias.range?.[0] ?? 0 }
    },
  })
  return found
}
