import type { Call, Fault, Faults } from './contract.ts'
import { seeded } from './ids.ts'
import { Tiers } from './tiers.ts'

interface Rule {
  method: string | RegExp | undefined
  first: number
  last: number
  seen: number
  fault: Fault
}

/** What is to go wrong, when; asked once for every call in order of arrival. */
export class FaultBox implements Faults {
  readonly buckets = new Tiers()
  delayMs: number
  private readonly usualMs: number
  private rules: Rule[] = []
  private chances: { fault: Fault; chance: number }[] = []
  private random: () => number = seeded(0)
  private listener: ((call: Call) => void) | undefined

  constructor(latencyMs: number) {
    this.delayMs = latencyMs
    this.usualMs = latencyMs
  }

  at(match: { method?: string | RegExp; nth?: number; times?: number }, fault: Fault): void {
    const first = match.nth ?? 1
    this.rules.push({ method: match.method, first, last: first + (match.times ?? 1) - 1, seen: 0, fault })
  }

  randomly(seed: number, chances: { fault: Fault; chance: number }[]): void {
    this.random = seeded(seed)
    this.chances = chances
  }

  tiers(on: boolean): void {
    this.buckets.enforce(on)
  }

  latency(ms: number): void {
    this.delayMs = ms
  }

  clear(): void {
    this.rules = []
    this.chances = []
    this.delayMs = this.usualMs
    this.buckets.enforce(false)
  }

  onCall(listener: ((call: Call) => void) | undefined): void {
    this.listener = listener
  }

  arrived(call: Call): Fault | undefined {
    this.listener?.(call)
    const hit = this.byRule(call.method)
    return hit ?? this.byChance()
  }

  private byRule(method: string): Fault | undefined {
    let hit: Fault | undefined
    for (const rule of this.rules) {
      if (!matches(rule.method, method)) continue
      rule.seen += 1
      if (!hit && rule.seen >= rule.first && rule.seen <= rule.last) hit = rule.fault
    }
    this.rules = this.rules.filter((rule) => rule.seen < rule.last)
    return hit
  }

  private byChance(): Fault | undefined {
    if (this.chances.length === 0) return undefined
    let draw = this.random()
    for (const { fault, chance } of this.chances) {
      if (draw < chance) return fault
      draw -= chance
    }
    return undefined
  }
}

function matches(wanted: string | RegExp | undefined, method: string): boolean {
  if (wanted === undefined) return true
  if (typeof wanted === 'string') return wanted === method
  wanted.lastIndex = 0
  return wanted.test(method)
}
