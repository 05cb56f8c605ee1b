import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import { idIn } from '../../blocks/metadata.ts'
import {
  answeredMany,
  engageManyAction,
  engageNobodyAction,
  readAsked,
} from '../../blocks/people/ask-many.ts'
import {
  engageCallback,
  engagedText,
  engagedView,
  engageView,
  openEngageAction,
  readEngagement,
} from '../../blocks/people/engage.ts'
import { mentioned } from '../../blocks/people/mentioned.ts'
import type { Database } from '../../db/database.ts'
import { engageMany, engageNobody, engagePeople } from '../../db/people/engage.ts'
import { listGroups } from '../../db/people/groups.ts'
import { ask, permitted } from '../asker.ts'
import { requestOf } from '../input.ts'
import { type Asked, answerMisread, type Words } from '../words.ts'

/** Bringing people and user groups in: the button, the form, and the commander's word on large groups. */
export function engage(app: App, db: Database): void {
  app.action<BlockAction<ButtonAction>>(openEngageAction, async ({ body, action, ack, client }) => {
    const asking = { db, client, user: body.user.id, trigger: body.trigger_id, ack: () => ack() }
    await openForm(asking, idIn(action.value), body.view?.type === 'modal' ? 'push' : 'open')
  })

  app.view(engageCallback, async ({ view, body, ack, client }) => {
    const asked = readEngagement(view)
    const engaged = await ask(db, client, body.user.id, (who) =>
      engagePeople(db, who, asked, requestOf(view, asked)),
    )
    const groups = await listGroups(db)
    await ack({ response_action: 'update', view: engagedView(asked.incident, engaged, groups) })
  })

  for (const [pressed, answer] of answers)
    app.action<BlockAction<ButtonAction>>(pressed, async ({ body, action, ack, client, respond }) => {
      const question = readAsked(action.value ?? '')
      // One key for both: whoever answers second, or twice, is shown what was answered first.
      const key = `many:${question.incident}:${question.asked}`
      const { coming } = await ask(db, client, body.user.id, (who) => answer(db, who, question, key))
      await ack()
      await respond({ replace_original: true, ...answeredMany(question.incident, coming) })
    })
}

const answers = [
  [engageManyAction, engageMany],
  [engageNobodyAction, engageNobody],
] as const

/** `/dispatch engage`. */
export const engageWords: Words = {
  engage: { of: 'incident', run: engageBy },
}

async function engageBy(asked: Asked, incident: number): Promise<void> {
  const { db, client, user, rest, answer } = asked
  if (rest === '') return openForm(asked, incident)
  const { people, groups, words: reason } = mentioned(rest)
  if (people.length + groups.length === 0) return answerMisread(asked, 'engage', howToName)
  const request = await asked.request()
  const engaged = await ask(db, client, user, (who) =>
    engagePeople(db, who, { incident, people, groups, observer: false, reason }, request),
  )
  await answer(engagedText(incident, engaged, await listGroups(db)))
}

const howToName =
  'After `/dispatch engage` come people and user groups as `@name`, chosen from Slack’s list, and then why; or nothing, for the form.'

interface Opening {
  db: Database
  client: WebClient
  user: string
  trigger: string
  ack(): Promise<void>
}

async function openForm(
  { db, client, user, trigger, ack }: Opening,
  incident: number,
  how: 'open' | 'push' = 'open',
): Promise<void> {
  await permitted(db, client, user, 'people.engage', incident)
  await ack()
  await client.views[how]({ trigger_id: trigger, view: engageView(incident, await listGroups(db)) })
}
