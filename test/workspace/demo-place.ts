import { startApp, stopApp } from './demo-app.ts'
import { cast, prologue } from './demo-cast.ts'
import { openClock } from './demo-clock.ts'
import { settle } from './demo-data.ts'
import { startJira } from './jira/server.ts'
import type { Ground } from './page/ground.ts'
import { startSlack } from './slack/server.ts'

/** The demo in its first state: a workspace, a Jira, the app with an emptied database. */
export interface Place {
  ground: Ground
  stop(): Promise<void>
}

export async function buildPlace(database: string): Promise<Place> {
  const [slack, jira] = await Promise.all([startSlack({ latencyMs: 60 }), startJira()])
  cast(slack)
  await prologue(slack)
  await settle(database, slack)
  const clock = openClock(database)
  const app = startApp(database, slack, jira)
  await slack.until('the app', () => slack.sockets.open > 0, 60_000)
  return {
    ground: { slack, links: [{ title: 'Jira', href: `${jira.url}/browse/` }], clock },
    async stop() {
      await stopApp(app)
      await Promise.all([clock.close(), slack.stop(), jira.stop()])
    },
  }
}
