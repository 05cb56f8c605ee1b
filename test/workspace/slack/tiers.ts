import type { Tier } from './table.ts'

interface Bucket {
  left: number
  at: number
}

const perMinute: Record<Tier, number> = { 1: 1, 2: 20, 3: 50, 4: 100, post: 300, special: 300 }

/** Slack's rate limits: a bucket for each method, and one post a second in each channel. */
export class Tiers {
  private on = false
  private readonly buckets = new Map<string, Bucket>()

  enforce(on: boolean): void {
    this.on = on
    this.buckets.clear()
  }

  /** Takes one call; answers how many whole seconds to wait, or nothing when it may pass. */
  take(method: string, tier: Tier, channel: string): number | undefined {
    if (!this.on) return undefined
    const size = perMinute[tier]
    const wait = this.missing(method, size, size / 60)
    const own = tier === 'post' ? this.missing(`${method} ${channel}`, 1, 1) : 0
    const longest = Math.max(wait, own)
    if (longest > 0) return Math.ceil(longest)
    this.spend(method)
    if (tier === 'post') this.spend(`${method} ${channel}`)
    return undefined
  }

  private missing(key: string, size: number, perSecond: number): number {
    const now = performance.now()
    const bucket = this.buckets.get(key) ?? { left: size, at: now }
    bucket.left = Math.min(size, bucket.left + ((now - bucket.at) / 1000) * perSecond)
    bucket.at = now
    this.buckets.set(key, bucket)
    return bucket.left >= 1 ? 0 : (1 - bucket.left) / perSecond
  }

  private spend(key: string): void {
    const bucket = this.buckets.get(key)
    if (bucket) bucket.left -= 1
  }
}
