import { z } from 'zod'
import { deed, move } from './deed.ts'

/** What no client of Slack could do. */
export const demoDeeds = {
  wind: deed({ ms: z.int().positive() }, async (_person, { ms }, { ground }) => ({
    said: await ground.clock?.wind(ms),
  })),
  reset: move({}, async (_person, _nothing, { rebuild }) => rebuild?.()),
}
