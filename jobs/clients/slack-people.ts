import { personOf } from '../../db/people.ts'
import type { SlackCall } from './slack-call.ts'
import type { SlackClient } from './slack-port.ts'

export function slackPeople(call: SlackCall): Pick<SlackClient, 'listPeople'> {
  return {
    async *listPeople(home) {
      let cursor = ''
      do {
        const page = await call('users.list', (c) => c.users.list({ limit: 200, cursor }))
        yield (page.members ?? []).map((member) => personOf(member, home))
        cursor = page.response_metadata?.next_cursor ?? ''
      } while (cursor !== '')
    },
  }
}
