import { clean, fromSlack } from '../../blocks/text.ts'
import { listOptions, type Option } from '../../db/configuration/questions.ts'
import { type Asked, answerMisread, type Words } from '../words.ts'
import { closeBy } from './close.ts'
import { changeBy, openUpdate } from './update.ts'

const statusKeys = ['active', 'stable', 'closed'] as const

/** `/dispatch status`, `/dispatch severity` and `/dispatch priority`. */
export const statusWords: Words = {
  status: { of: 'incident', run: statusBy },
  severity: { of: 'incident', run: (asked, incident) => choiceBy('severity', asked, incident) },
  priority: { of: 'incident', run: (asked, incident) => choiceBy('priority', asked, incident) },
}

async function statusBy(asked: Asked, incident: number): Promise<void> {
  const [, word = '', why = ''] = /^(\S*)\s*([\s\S]*)$/.exec(asked.rest) ?? []
  if (word === '') return openUpdate(asked, incident)
  const status = statusKeys.find((key) => key === word.toLowerCase())
  if (!status)
    return answerMisread(
      asked,
      'status',
      'After `/dispatch status` comes `active`, `stable` or `closed`, and then why.',
    )
  if (status === 'closed') return closeBy({ ...asked, rest: why }, incident)
  const note = clean(fromSlack(why))
  await changeBy(asked, { incident, wishes: { status: { to: status } }, note }, { status })
}

async function choiceBy(kind: 'severity' | 'priority', asked: Asked, incident: number): Promise<void> {
  if (asked.rest === '') return openUpdate(asked, incident)
  const offered = (await listOptions(asked.db)).filter((one) => one.kind === kind)
  const named = namedFirst(offered, fromSlack(asked.rest))
  if (!named) {
    const keys = offered.map((one) => `\`${one.key}\``).join(', ')
    return answerMisread(asked, kind, `After \`/dispatch ${kind}\` comes one of ${keys}, and then why.`)
  }
  const { key, rest } = named
  await changeBy(asked, { incident, wishes: { [kind]: { to: key } }, note: clean(rest) }, { [kind]: key })
}

// The longest name wins: "very high" is not "very".
function namedFirst(offered: Option[], text: string): { key: string; rest: string } | undefined {
  const names = offered
    .flatMap(({ key, name }) => [key, name].map((one) => ({ key, name: one.toLowerCase() })))
    .sort((a, b) => b.name.length - a.name.length)
  const typed = text.toLowerCase()
  const found = names.find(({ name }) => typed.startsWith(name) && /^(?!\S)/.test(typed.slice(name.length)))
  return found && { key: found.key, rest: text.slice(found.name.length).trim() }
}
