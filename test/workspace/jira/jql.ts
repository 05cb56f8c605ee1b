import type { Issue } from './contract.ts'
import { findField, type Operator, type Test } from './jql-fields.ts'
import { badJql, type Word, wordsOf } from './jql-words.ts'

export interface Query {
  test: Test
  compare: (a: Issue, b: Issue) => number
}

/** Reads a query: clauses, AND, OR, NOT, parentheses, ORDER BY. What it does not know it refuses, as Jira would. */
export function readJql(jql: string, project: { id: string; key: string }): Query {
  const reader = new Reader(wordsOf(jql), project)
  if (reader.done || reader.is('order')) {
    throw badJql('unbounded JQL queries are not allowed here; add a search restriction to your query')
  }
  const test = reader.either()
  return { test, compare: reader.order() }
}

const signs: Operator[] = ['=', '!=', '~', '!~', '>', '>=', '<', '<=']
const reserved = ['and', 'or', 'not', 'in', 'is', 'order', 'by', 'empty', 'null']

class Reader {
  private readonly words: Word[]
  private readonly project: { id: string; key: string }
  private at = 0

  constructor(words: Word[], project: { id: string; key: string }) {
    this.words = words
    this.project = project
  }

  get done(): boolean {
    return this.at >= this.words.length
  }

  is(text: string): boolean {
    const word = this.words[this.at]
    return word !== undefined && word.kind !== 'quoted' && word.text.toLowerCase() === text
  }

  either(): Test {
    const tests = [this.both()]
    while (this.take('or')) tests.push(this.both())
    return (issue) => tests.some((test) => test(issue))
  }

  /** The order asked for, then the youngest first. */
  order(): Query['compare'] {
    const by: ((a: Issue, b: Issue) => number)[] = []
    if (this.take('order')) {
      if (!this.take('by')) throw this.unexpected()
      do by.push(this.orderBy())
      while (this.take(','))
    }
    if (!this.done) throw this.unexpected()
    const youngest = (a: Issue, b: Issue) => Number(b.id) - Number(a.id)
    return (a, b) => [...by, youngest].map((compare) => compare(a, b)).find((sign) => sign !== 0) ?? 0
  }

  private both(): Test {
    const tests = [this.one()]
    while (this.take('and')) tests.push(this.one())
    return (issue) => tests.every((test) => test(issue))
  }

  private one(): Test {
    if (this.take('not') || this.take('!')) {
      const test = this.one()
      return (issue) => !test(issue)
    }
    if (!this.take('(')) return this.clause()
    const test = this.either()
    if (!this.take(')')) throw this.unexpected()
    return test
  }

  private clause(): Test {
    const field = findField(this.value())
    const operator = this.operator()
    if (!field.operators.includes(operator)) {
      throw badJql(`the operator '${operator}' is not supported by the '${field.name}' field`)
    }
    if (operator === 'is' || operator === 'is not') {
      if (!this.take('empty') && !this.take('null')) throw this.unexpected()
      return field.test(operator, [], this.project)
    }
    return field.test(operator, operator.endsWith('in') ? this.list() : [this.value()], this.project)
  }

  private operator(): Operator {
    const word = this.words[this.at]
    const compared = word?.kind === 'sign' ? signs.find((sign) => sign === word.text) : undefined
    if (compared) {
      this.at += 1
      return compared
    }
    if (this.take('in')) return 'in'
    if (this.take('is')) return this.take('not') ? 'is not' : 'is'
    if (this.take('not') && this.take('in')) return 'not in'
    throw this.unexpected()
  }

  private list(): string[] {
    if (!this.take('(')) throw this.unexpected()
    const values: string[] = []
    do values.push(this.value())
    while (this.take(','))
    if (!this.take(')')) throw this.unexpected()
    return values
  }

  private orderBy(): Query['compare'] {
    const field = findField(this.value())
    const sign = this.take('desc') ? -1 : 1
    if (sign === 1) this.take('asc')
    return (a, b) => sign * field.compare(a, b)
  }

  private value(): string {
    const word = this.words[this.at]
    const plain = word && (word.kind === 'quoted' || !reserved.includes(word.text.toLowerCase()))
    if (!word || word.kind === 'sign' || !plain) throw this.unexpected()
    this.at += 1
    return word.text
  }

  private take(text: string): boolean {
    const here = this.is(text)
    if (here) this.at += 1
    return here
  }

  private unexpected(): Error {
    const word = this.words[this.at]
    return badJql(word ? `'${word.text}' was not expected there` : 'the query ends too early')
  }
}
