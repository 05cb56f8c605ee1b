import type { Call } from './contract.ts'
import type { Json } from './json.ts'
import { methods } from './methods/all.ts'
import { Refusal, refuse, refuseArguments } from './refusal.ts'
import { type Rule, ruleOf } from './table.ts'
import { granted, type World } from './world.ts'

export interface Reply {
  status: number
  headers: Record<string, string>
  body: Json
}

/** Does one Web API call at once and says what Slack would answer. */
export function perform(world: World, method: string, args: Json, token: Call['token']): Reply {
  const rule = ruleOf(method)
  const headers: Record<string, string> = { 'content-type': 'application/json; charset=utf-8' }
  if (token === 'bot') headers['x-oauth-scopes'] = [...world.manifest.scopes].join(',')
  if (rule && rule.scopes.length > 0) headers['x-accepted-oauth-scopes'] = rule.scopes.join(',')
  return { status: 200, headers, body: answered(world, method, rule, args, token) }
}

function answered(
  world: World,
  method: string,
  rule: Rule | undefined,
  args: Json,
  token: Call['token'],
): Json {
  try {
    const run = methods[method]
    if (!rule || !run) return refuse('unknown_method', { req_method: method })
    admit(world, rule, token)
    const missing = rule.required.filter((name) => absent(args, name))
    if (missing.length > 0) refuseArguments(...missing.map((it) => `missing required field: ${it}`))
    return { ok: true, ...run(world, args, rule) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { ok: false, error: error.code, ...error.extra }
  }
}

function admit(world: World, rule: Rule, token: Call['token']): void {
  if (rule.token === 'none') return
  if (token === 'none') refuse('not_authed')
  if (token === 'unknown') refuse('invalid_auth')
  if (token !== (rule.token ?? 'bot')) refuse('not_allowed_token_type')
  if (token === 'bot' && !world.installed) refuse('account_inactive')
  if (granted(world, rule.scopes)) return
  refuse('missing_scope', { needed: rule.scopes.join(','), provided: [...world.manifest.scopes].join(',') })
}

const mayBeEmpty = new Set(['name', 'topic', 'purpose', 'users'])

function absent(args: Json, name: string): boolean {
  const value = args[name]
  return value === undefined || value === null || (value === '' && !mayBeEmpty.has(name))
}
