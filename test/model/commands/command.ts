import type fc from 'fast-check'
import type { Incident, Model, Real } from '../model.ts'

/** Which incident a command is about. */
export interface Spot {
  incident: Incident
  number: number
  nth: number
}

/** What a command comes to, as things stand in the model. */
export interface Plan {
  says: string
  /** What people or fate do to the app; may bring back what only the real thing knows. */
  acts: (real: Real, number: number) => Promise<void>
  /** What is true then; a trouble changes nothing. */
  changes?: () => void
}

/** A thing that happens, to the model and to the app, if it can happen as things stand. */
export class Command implements fc.AsyncCommand<Model, Real> {
  private readonly nth: number
  private readonly plan: (incident: Incident, model: Model) => Plan | undefined
  private said = 'something'

  constructor(nth: number, plan: (incident: Incident, model: Model) => Plan | undefined) {
    this.nth = nth
    this.plan = plan
  }

  check(model: Readonly<Model>): boolean {
    return this.planned(model) !== undefined
  }

  async run(model: Model, real: Real): Promise<void> {
    const plan = this.planned(model)
    if (!plan) throw new Error('a command was run that cannot happen')
    const nth = this.nth % model.incidents.length
    this.said = `${plan.says} #${nth + 1}`
    await plan.acts(real, real.numbers[nth] ?? 0)
    const before = pictureOf(model)
    plan.changes?.()
    real.tally.commands++
    if (pictureOf(model) !== before) real.tally.changes++
    if (!plan.changes) real.tally.troubles++
  }

  toString(): string {
    return this.said
  }

  private planned(model: Model): Plan | undefined {
    const incident = model.incidents[this.nth % Math.max(1, model.incidents.length)]
    return incident && this.plan(incident, model)
  }
}

/** One of them, whichever number is drawn; nothing where there are none. */
export function pick<T>(list: Iterable<T>, drawn: number): T | undefined {
  const all = [...list]
  return all[drawn % Math.max(1, all.length)]
}

function pictureOf(model: Model): string {
  return JSON.stringify(model, (_, value) => (value instanceof Set ? [...value] : value))
}
