import { hasLeft } from '../db/configuration/leave.ts'
import type { Database } from '../db/database.ts'
import { getHealth, pulseTooOldMs } from '../db/health.ts'
import type { Check } from '../db/serve-health.ts'

/** Whether people are served: sockets to Slack, the database, an app that is in its workspace, and a jobs process whose pulse and queue work. */
export function checkApp(db: Database, openSockets: () => number): Check {
  return async () => {
    const sockets = openSockets()
    const [{ pulseAgeMs, queueOk }, left] = await Promise.all([getHealth(db), hasLeft(db)])
    return {
      sockets: sockets > 0,
      database: true,
      installed: !left,
      pulse: pulseAgeMs !== null && pulseAgeMs < pulseTooOldMs,
      queue: queueOk,
    }
  }
}
