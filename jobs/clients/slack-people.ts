import { groupOf } from '../../db/people/groups.ts'
import { personOf } from '../../db/people/people.ts'
import { Failure } from './failure.ts'
import type { SlackCall } from './slack-call.ts'
import type { SlackClient } from './slack-port.ts'

export function slackPeople(
  call: SlackCall,
): Pick<SlackClient, 'meetWorkspace' | 'listPeople' | 'listGroups'> {
  const pageAt = (cursor: string) => call('users.list', (c) => c.users.list({ limit: 200, cursor }))
  return {
    async meetWorkspace() {
      const me = await call('auth.test', (c) => c.auth.test())
      return {
        teamId: me.team_id ?? '',
        name: me.team ?? '',
        url: me.url ?? 'https://slack.com/',
        botId: me.bot_id ?? '',
        botUserId: me.user_id ?? '',
      }
    },

    async listPeople(home, cursor) {
      const page = await pageAt(cursor).catch((error: unknown) => {
        if (error instanceof Failure && error.code === 'invalid_cursor') return pageAt('')
        throw error
      })
      const people = (page.members ?? []).map((member) => personOf(member, home))
      return { people, next: page.response_metadata?.next_cursor ?? '' }
    },

    async listGroups() {
      const asked = Date.now() / 1000
      try {
        const answer = await call('usergroups.list', (c) =>
          c.usergroups.list({ include_users: true, include_disabled: true }),
        )
        return (answer.usergroups ?? []).map((group) => groupOf(group, asked))
      } catch (error) {
        if (error instanceof Failure && unpaid.has(error.code)) return []
        throw error
      }
    },
  }
}

/** A plan without user groups has none. */
const unpaid = new Set(['plan_upgrade_required', 'paid_teams_only'])
