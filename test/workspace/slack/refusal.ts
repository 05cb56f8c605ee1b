import type { Json } from './json.ts'
import { granted, type World } from './world.ts'

/** An answer of Slack's that says no. */
export class Refusal extends Error {
  readonly code: string
  readonly extra: Json

  constructor(code: string, extra: Json = {}) {
    super(code)
    this.code = code
    this.extra = extra
  }
}

export function refuse(code: string, extra: Json = {}): never {
  throw new Refusal(code, extra)
}

/** Refuses what is wrong with the arguments themselves, in Slack's words. */
export function refuseArguments(...problems: string[]): never {
  refuse('invalid_arguments', { response_metadata: { messages: problems.map((it) => `[ERROR] ${it}`) } })
}

export function needScope(world: World, scopes: readonly string[]): void {
  if (granted(world, scopes)) return
  refuse('missing_scope', { needed: scopes.join(','), provided: [...world.manifest.scopes].join(',') })
}
