import { expect, it } from 'vitest'
import { refused } from '../../../blocks/people/refused.ts'
import { mrkdwnIn } from '../inspect.ts'
import { ana, ben } from '../samples.ts'

it('tells whom Slack would not invite, a line a reason', () => {
  const { text, blocks } = refused(7, [
    { person: ana, code: 'cant_invite' },
    { person: ben, code: 'user_disabled' },
    { person: 'U0GUS', code: 'user_is_restricted' },
    { person: 'U0X', code: 'something_new' },
  ])
  expect(text).toBe('Slack would not invite 4 people to INC-7.')
  expect(mrkdwnIn(blocks).join('\n').split('\n')).toEqual([
    ':no_entry: Slack would not invite 4 people to INC-7.',
    `<@${ana}>, <@${ben}>: The account is deactivated, or Slack lets no app invite it.`,
    '<@U0GUS>: A guest; an administrator of the workspace can add them to the channel.',
    '<@U0X>: Slack answered `something_new`.',
  ])
})
