import { expect, it } from 'vitest'
import { eventsOf, refusal, scene, subscribed } from './scene.ts'

const names = ['subteam_created', 'subteam_updated', 'subteam_members_changed', 'subteam_self_added']
const events = [...names, 'subteam_self_removed', 'message.channels', 'app_mention']
const scopes = ['usergroups:read', 'channels:history', 'chat:write', 'commands']

async function staffed() {
  const set = await scene({ manifest: subscribed(events, scopes) })
  const [anna, bert, cleo] = ['anna', 'bert', 'cleo'].map((name) => set.slack.addPerson({ name }).id)
  const { heard } = await set.listen()
  return { ...set, ids: [anna, bert, cleo].map(String), told: () => eventsOf(set, heard) }
}

it('tells of a user group made, changed, emptied and disabled', async () => {
  const { slack, ids, told } = await staffed()
  const [anna, bert, cleo] = ids
  const group = slack.addGroup({ handle: '@ops', name: 'Operations', members: ['anna', 'bert'] })
  slack.changeGroup('ops', { name: 'Ops people' })
  slack.changeGroup(group.id, { members: ['bert', 'cleo'] })
  slack.changeGroup('@ops', { disabled: true })
  expect(await told()).toMatchObject([
    {
      type: 'subteam_created',
      subteam: {
        id: group.id,
        handle: 'ops',
        name: 'Operations',
        users: [anna, bert],
        user_count: 2,
        date_delete: 0,
      },
    },
    { type: 'subteam_updated', subteam: { name: 'Ops people', users: [anna, bert] } },
    { type: 'subteam_updated', subteam: { users: [bert, cleo] } },
    {
      type: 'subteam_members_changed',
      subteam_id: group.id,
      team_id: slack.team.id,
      added_users: [cleo],
      added_users_count: '1',
      removed_users: [anna],
      removed_users_count: '1',
    },
    { type: 'subteam_updated', subteam: { date_delete: expect.any(Number), deleted_by: expect.any(String) } },
  ])
  expect(slack.groups()).toMatchObject([{ id: group.id, disabled: true, members: [bert, cleo] }])
})

it('tells the bot of its own place in a group, and of no more than 500 people of a big one', async () => {
  const { slack, told } = await staffed()
  const many = Array.from({ length: 501 }, (_, n) => slack.addPerson({ name: `p${n}` }).id)
  slack.addGroup({ handle: 'all', members: [...many, 'dispatch'] })
  slack.changeGroup('all', { members: many })
  const [made, added, , , removed] = await told()
  expect(made).toMatchObject({ subteam: { users: many.slice(0, 500), user_count: 502 } })
  expect([added?.type, removed?.type]).toEqual(['subteam_self_added', 'subteam_self_removed'])
})

it('lists groups, their people only when asked, and disabled ones only when asked', async () => {
  const { slack, web, ids } = await staffed()
  const [anna] = ids
  const ops = slack.addGroup({ handle: 'ops', members: ['anna'] })
  const old = slack.addGroup({ handle: 'old' })
  slack.changeGroup('old', { disabled: true })
  const plain = await web.usergroups.list({})
  expect(plain.usergroups).toMatchObject([{ id: ops.id, handle: 'ops', date_delete: 0 }])
  expect(plain.usergroups?.[0]).not.toHaveProperty('users')
  expect(plain.usergroups?.[0]).not.toHaveProperty('user_count')
  const full = await web.usergroups.list({ include_users: true, include_disabled: true, include_count: true })
  expect(full.usergroups).toMatchObject([{ users: [anna], user_count: 1 }, { id: old.id }])
  expect(await web.usergroups.users.list({ usergroup: ops.id })).toMatchObject({ users: [anna] })
  const ask = (usergroup: string, include_disabled = false) =>
    web.usergroups.users.list({ usergroup, include_disabled })
  expect(await refusal(ask(old.id))).toMatchObject({ error: 'no_such_subteam' })
  expect(await ask(old.id, true)).toMatchObject({ users: [] })
  expect(await refusal(ask('S404'))).toMatchObject({ error: 'no_such_subteam' })
})

it('has none on the free plan, nor two of one handle', async () => {
  const { slack, web } = await staffed()
  slack.addGroup({ handle: 'ops' })
  expect(() => slack.addGroup({ handle: 'ops' })).toThrow('taken')
  expect(() => slack.addGroup({ handle: 'anna' })).toThrow('taken')
  expect(() => slack.addGroup({ handle: 'Ops Team' })).toThrow('takes no handle')
  expect(() => slack.addGroup({ handle: 'x', members: ['nobody'] })).toThrow('no person nobody')
  slack.plan.paid = false
  expect(await refusal(web.usergroups.list({}))).toMatchObject({ error: 'plan_upgrade_required' })
  const people = web.usergroups.users.list({ usergroup: 'S1' })
  expect(await refusal(people)).toMatchObject({ error: 'plan_upgrade_required' })
  expect(() => slack.addGroup({ handle: 'more' })).toThrow('paid plan')
})

it('makes a typed handle a mention that reaches the members who are there', async () => {
  const set = await scene()
  const { slack } = set
  const [anna, bert] = ['anna', 'bert'].map((name) => slack.addPerson({ name }))
  slack.addPerson({ name: 'away' })
  slack.addChannel({ name: 'room', members: ['anna', 'bert', 'dispatch'] })
  const group = slack.addGroup({ handle: 'ops-team', members: ['bert', 'away'] })
  const { heard } = await set.listen()
  const said = await anna?.say('room', 'help @ops-team, @nobody')
  expect(said).toMatchObject({
    text: `help <!subteam^${group.id}>, @nobody`,
    pings: [`<!subteam^${group.id}>`, bert?.id],
  })
  await anna?.command('/dispatch engage @ops-team @anna now', 'room')
  const { body } = heard.find((it) => it.type === 'slash_commands') ?? {}
  expect(body?.text).toBe(`engage <!subteam^${group.id}|@ops-team> <@${anna?.id}|anna> now`)
  slack.changeGroup('ops-team', { disabled: true })
  expect(await anna?.say('room', '@ops-team')).toMatchObject({ text: '@ops-team', pings: [] })
})
