import { seedFromFile } from '../db/configuration/seed.ts'
import { readEnv, withDatabase } from '../db/env.ts'
import { createLog } from '../db/log.ts'
import { migrate } from '../db/migrate.ts'
import { runProcess } from '../db/process.ts'
import { serveHealth } from '../db/serve-health.ts'
import { openOffice } from './office.ts'

await runProcess(async () => {
  const env = withDatabase(readEnv())
  const log = createLog(env.LOG_LEVEL, 'jobs')
  await migrate(env.DATABASE_URL)
  await seedFromFile(env.DATABASE_URL)
  const office = await openOffice(env, log)
  const health = env.PORT === 0 ? undefined : await serveHealth(env.PORT, office.check)
  log.info('the jobs run')
  return {
    log,
    async stop() {
      await health?.close()
      await office.stop()
      log.info('the jobs are done')
    },
  }
})
