import { seedFromFile } from '../db/configuration/seed.ts'
import { type Env, readEnv, withDatabase } from '../db/env.ts'
import { createLog } from '../db/log.ts'
import { migrate } from '../db/migrate.ts'
import { runProcess } from '../db/process.ts'
import { serveHealth } from '../db/serve-health.ts'
import { openFront } from './front.ts'
import { checkApp } from './health.ts'

await runProcess(async () => {
  const env: Env & { DATABASE_URL: string } = withDatabase(readEnv())
  const log = createLog(env.LOG_LEVEL, 'app')
  await migrate(env.DATABASE_URL)
  await seedFromFile(env.DATABASE_URL)
  const front = await openFront(env, log)
  const health =
    env.PORT === 0 ? undefined : await serveHealth(env.PORT, checkApp(front.db, front.openSockets))
  log.info({ sockets: front.openSockets() }, 'the app is open')
  return {
    log,
    async stop() {
      await health?.close()
      await front.stop()
      log.info('the app is closed')
    },
  }
})
