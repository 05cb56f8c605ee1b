import { readFileSync } from 'node:fs'
import { DrizzleQueryError } from 'drizzle-orm/errors'
import { createLog } from '../../db/log.ts'

// Run as a process of its own, whose output is what a log would hold: JSON lines in, log lines out.
const log = createLog('info', 'test')
for (const line of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const { fields, words, error, parameter } = JSON.parse(line)
  const err = parameter
    ? new DrizzleQueryError(
        'select $1\nfrom nowhere',
        [parameter, `\n    at ${parameter}`],
        new Error('refused'),
      )
    : error && Object.assign(new Error(error.message), error.more)
  log.info({ ...fields, ...(err ? { err } : {}) }, words)
}
