import { App } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import { findSetting, type Workspace } from '../db/configuration/questions.ts'
import { connectWorkspace, nameAdministrators } from '../db/configuration/verbs.ts'
import { connect, type Database } from '../db/database.ts'
import type { Env } from '../db/env.ts'
import { type Log, sdkLog } from '../db/log.ts'
import { Sentence } from '../db/sentence.ts'
import { access } from './access/access.ts'
import { restrict } from './access/restrict.ts'
import { followMoves, moves } from './channel/moves.ts'
import { channelWishes } from './channel/wishes.ts'
import { command } from './command.ts'
import { direct } from './direct.ts'
import { home } from './home/home.ts'
import { list } from './home/list.ts'
import { menu } from './home/menu.ts'
import { close } from './incident/close.ts'
import { decline } from './incident/decline.ts'
import { description } from './incident/description.ts'
import { details } from './incident/details.ts'
import { join } from './incident/join.ts'
import { merge } from './incident/merge.ts'
import { record } from './incident/record.ts'
import { report } from './incident/report.ts'
import { restore } from './incident/restore.ts'
import { times } from './incident/times.ts'
import { update } from './incident/update.ts'
import { mend } from './mend.ts'
import { nudge } from './nudge/nudge.ts'
import { activity } from './people/activity.ts'
import { claim } from './people/claim.ts'
import { engage } from './people/engage.ts'
import { groups } from './people/groups.ts'
import { handover } from './people/handover.ts'
import { membership } from './people/membership.ts'
import { people } from './people/people.ts'
import { peopleList } from './people/people-list.ts'
import { role } from './people/role.ts'
import { stay } from './people/stay.ts'
import { presence } from './presence.ts'
import { createReceiver } from './socket/receiver.ts'
import { refusedToken } from './socket/token.ts'
import { answerAll } from './tell.ts'
import { correct } from './timeline/correct.ts'
import { event } from './timeline/event.ts'
import { keep } from './timeline/keep.ts'
import { revise } from './timeline/revise.ts'
import { shortcut } from './timeline/shortcut.ts'
import { timeline } from './timeline/timeline.ts'

export interface FrontDoor {
  db: Database
  openSockets(): number
  /** Answers what is under way, then closes. */
  stop(): Promise<void>
}

/** Few sessions, so that each has its statements prepared; what people ask takes milliseconds. */
const sessions = 3

/** Every door there is. */
export const doors = [
  access,
  restrict,
  command,
  report,
  update,
  close,
  details,
  decline,
  merge,
  restore,
  record,
  times,
  join,
  mend,
  description,
  home,
  list,
  menu,
  direct,
  people,
  groups,
  membership,
  moves,
  channelWishes,
  presence,
  activity,
  engage,
  stay,
  keep,
  revise,
  shortcut,
  event,
  timeline,
  correct,
  nudge,
  role,
  claim,
  handover,
  peopleList,
]

/** Opens an app process: sockets to Slack, and a door for each intention. The database is migrated already. */
export async function openFront(env: Env & { DATABASE_URL: string }, log: Log): Promise<FrontDoor> {
  const connection = connect(env.DATABASE_URL, sessions)
  const { db } = connection
  const workspace = await meetWorkspace(env, log)
  await refuseOther(db, workspace)
  await connectWorkspace(db, { kind: 'app' }, workspace)
  await nameAdministrators(db, { kind: 'app' }, { people: env.DISPATCH_ADMINS })
  const receiver = createReceiver({ db, log, appToken: env.SLACK_APP_TOKEN, apiUrl: env.SLACK_API_URL })
  const app = new App({
    receiver,
    authorize: async () => ({
      botToken: env.SLACK_BOT_TOKEN,
      botId: workspace.botId,
      botUserId: workspace.botUserId,
      teamId: workspace.teamId,
    }),
    clientOptions: clientOptions(env),
    convoStore: false,
    logger: sdkLog((line) => log.warn(line)),
  })
  app.use(answerAll)
  app.use(followMoves(db))
  for (const door of doors) door(app, db)
  // Bolt's own error repeats the message of the one inside, but not what kind it is, by which the log knows what to hide.
  app.error(async (error) => {
    throw error.original ?? error
  })
  await app.start()
  return {
    db,
    openSockets: receiver.sockets.open,
    async stop() {
      await app.stop()
      await connection.close()
    },
  }
}

// Channels and people of one workspace mean nothing in another.
async function refuseOther(db: Database, { teamId, name }: Workspace): Promise<void> {
  const known = await findSetting(db, 'workspace')
  if (known && known.teamId !== teamId)
    throw new Sentence(
      `The database belongs to the workspace ${known.name}, the tokens to ${name}. Give each workspace a database of its own (DATABASE_URL or DATA_DIR).`,
    )
}

// On a trigger's three seconds nothing may wait in a queue or be tried again.
function clientOptions(env: Env) {
  return {
    slackApiUrl: env.SLACK_API_URL,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 2_500,
  }
}

async function meetWorkspace(env: Env, log: Log): Promise<Workspace> {
  const client = new WebClient(env.SLACK_BOT_TOKEN, { ...clientOptions(env), timeout: 10_000 })
  for (let tried = 0; ; tried++) {
    try {
      const me = await client.auth.test()
      return {
        teamId: me.team_id ?? '',
        name: me.team ?? '',
        url: me.url ?? 'https://slack.com/',
        botId: me.bot_id ?? '',
        botUserId: me.user_id ?? '',
      }
    } catch (error) {
      const sentence = refusedToken('SLACK_BOT_TOKEN', error)
      if (sentence) throw sentence
      log.warn({ err: error }, 'Slack does not answer; trying again')
      const pause = Promise.withResolvers<void>()
      setTimeout(pause.resolve, Math.min(30_000, 500 * 2 ** tried))
      await pause.promise
    }
  }
}
