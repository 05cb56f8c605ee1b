interface Trigger {
  user: string
  born: number
  used: boolean
}

export type TriggerRefusal = 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id'

/** A trigger is good once and for three seconds. */
export class Triggers {
  private readonly known = new Map<string, Trigger>()
  private count = 0
  private readonly livesMs: number

  constructor(livesMs: number) {
    this.livesMs = livesMs
  }

  mint(user: string): string {
    this.count += 1
    const id = `${Date.now()}.${this.count}.${crypto.randomUUID().replaceAll('-', '')}`
    this.known.set(id, { user, born: performance.now(), used: false })
    return id
  }

  /** Whose it is, if it could be exchanged now. */
  look(id: string): { user: string } | TriggerRefusal {
    const trigger = this.known.get(id)
    if (!trigger) return 'invalid_trigger_id'
    if (trigger.used) return 'exchanged_trigger_id'
    if (performance.now() - trigger.born > this.livesMs) return 'expired_trigger_id'
    return { user: trigger.user }
  }

  /** Whose it is, whether it can be exchanged or not. */
  ownerOf(id: string): string | undefined {
    return this.known.get(id)?.user
  }

  spend(id: string): void {
    const trigger = this.known.get(id)
    if (trigger) trigger.used = true
  }
}
