import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { retryStep } from '../../db/work/mend.ts'
import { openStage, type Stage } from '../stage.ts'
import { calm, channelOf, closeAll, report, textOf } from '../tale.ts'
import type { Canvas } from '../workspace/slack/contract.ts'
import { press } from './moved.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      for (const name of ['ana', 'ben']) slack.addPerson({ name })
      slack.addPerson({ name: 'olga', kind: 'owner' })
    },
  })
})
afterAll(() => stage?.close())

/** What Slack does when the app asks it to. */
async function ask(method: string, args: Record<string, unknown>): Promise<void> {
  const answer = await fetch(`${stage.slack.url}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stage.slack.botToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(args),
  })
  expect(await answer.json()).toMatchObject({ ok: true })
}

/** The incident goes on in another channel. */
async function move(incident: number, visibility: 'open' | 'restricted', former: string): Promise<string> {
  const name = `next-${incident}`
  await ask('conversations.create', { name, is_private: visibility === 'restricted' })
  const { id } = stage.slack.channel(name)
  await ask('conversations.invite', { channel: id, users: stage.slack.person('ana').id })
  await stage.db.execute(sql`
    update resources set kind = 'former_channel', place = external_id where incident_id = ${incident} and kind = 'channel'`)
  await stage.db.execute(sql`
    insert into resources (incident_id, kind, external_id, name) values (${incident}, 'channel', ${id}, ${name})`)
  await stage.db.execute(sql`update incidents set visibility = ${visibility} where id = ${incident}`)
  await stage.db.execute(sql`
    with moved as (
      insert into facts (subject_kind, subject_id, incident_id, type, actor_kind, data, happened_at, known_at)
      values ('incident', ${String(incident)}, ${incident}, 'channel.replaced', 'slack',
        ${JSON.stringify({ channel: id, name, former, reason: 'restricted' })}::text::jsonb, app_now(), app_now())
      returning id
    ) insert into outbox (fact_id) select id from moved`)
  await stage.settle()
  return id
}

it('restricted in the middle: whoever stayed behind reads no summary any more, and the new channel has a document', async () => {
  const { slack } = stage
  const [ana, ben] = [slack.person('ana'), slack.person('ben')]
  const incident = await report(stage, ana, 'payroll was copied')
  await stage.settle()
  const former = channelOf(stage, incident)
  await ben.joinChannel(former.id)
  await calm(stage)
  const summary = slack.canvases().find((one) => one.title === `INC-${incident} summary`)
  await expect(ben.editCanvas(summary?.id ?? '', 'x')).rejects.toThrow('may only read')

  const channel = await move(incident, 'restricted', former.id)
  await expect(ben.editCanvas(summary?.id ?? '', 'x')).rejects.toThrow('sees no canvas')
  await expect(ana.editCanvas(summary?.id ?? '', 'x')).rejects.toThrow('may only read')
  const inside = slack.canvases().filter((one: Canvas) => one.channelId === channel)
  expect(inside.map((one) => one.title)).toEqual([`INC-${incident} document`])
})

it('a channel that is deleted takes its summary along, and the next one has its own', async () => {
  const { slack } = stage
  const ana = slack.person('ana')
  const incident = await report(stage, ana, 'deleted in haste')
  await stage.settle()
  await closeAll(ana)
  const former = channelOf(stage, incident)
  await slack.person('olga').deleteChannel(former.id)
  await calm(stage)
  await press(stage, ana, `deleted #${former.name}`, 'open_another_channel')
  await stage.settle()
  const next = channelOf(stage, incident)
  const [document, summary] = slack.canvases().filter((one) => one.channelId === next.id)
  expect([document?.title, summary?.title]).toEqual([`INC-${incident} document`, `INC-${incident} summary`])
  await ana.command(`/dispatch update INC-${incident} we go on`)
  await stage.settle()
  expect(slack.canvases().find(({ id }) => id === summary?.id)?.markdown).toContain('we go on')
  expect(textOf(next.messages)).toContain(summary?.id)
})

it('a document that is a file stands once, where the incident is now, whatever failed before', async () => {
  const { slack } = stage
  const ana = slack.person('ana')
  slack.plan.canvases = false
  slack.faults.at(
    { method: 'files.completeUploadExternal', times: 2 },
    { kind: 'error', code: 'restricted_action' },
  )
  const incident = await report(stage, ana, 'no files either')
  await stage.settle()
  const former = channelOf(stage, incident)
  const channel = await move(incident, 'open', former.id)
  const failed = await stage.db.execute<{ id: string }>(sql`
    select id from steps where incident_id = ${incident} and reaction = 'uploadDocument' and state = 'failed' order by id`)
  expect(failed).toHaveLength(2)
  for (const { id } of failed) await retryStep(stage.db, { kind: 'person', id: ana.id }, { step: Number(id) })
  await stage.settle()
  const shares = (id: string) => slack.channel(id).messages.filter((one) => one.files)
  expect([shares(former.id), shares(channel)]).toEqual([[], [expect.anything()]])
})
