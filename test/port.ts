import { randomInt } from 'node:crypto'
import { freePort } from '../db/embedded-port.ts'

/** A free port below those that systems hand out by themselves, so that what leaves it for a while has it again. */
export function ownPort(): Promise<number> {
  return freePort(randomInt(20_000, 32_000))
}
