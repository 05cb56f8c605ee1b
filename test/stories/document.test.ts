import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { callsOf, channelOf, postsIn, report, textOf } from '../tale.ts'
import type { Canvas } from '../workspace/slack/contract.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      for (const name of ['ana', 'ben']) slack.addPerson({ name, realName: `${name} Lopes` })
      slack.addChannel({ name: 'general', members: ['ana', 'ben'] })
    },
    configuration: () => `
types:
  - { key: outage, name: Outage, default: true }
  - { key: data, name: Data, template: "# Data loss {number}\\n{title}, led by {commander}\\n## Which tables" }`,
  })
})
beforeEach(() => stage.slack.faults.clear())
afterAll(() => stage?.close())

const ana = () => stage.slack.person('ana')
const canvasesOf = (incident: number) => {
  const { id } = channelOf(stage, incident)
  return stage.slack.canvases().filter((one) => one.channelId === id && !one.deleted)
}
function canvasOf(incident: number, name: 'document' | 'summary'): Canvas {
  const found = canvasesOf(incident).filter((one) => one.title === `INC-${incident} ${name}`)
  if (found.length !== 1 || !found[0]) throw new Error(`INC-${incident} has ${found.length} ${name}s`)
  return found[0]
}

async function reported(title: string, more: Record<string, string> = {}): Promise<number> {
  const incident = await report(stage, ana(), title, more)
  await stage.settle(18_000)
  return incident
}

/** The incident is changed, and so many facts of it come. */
async function change(incident: number, fields: string, facts = 1): Promise<void> {
  await stage.db.execute(sql.raw(`update incidents set ${fields} where id = ${incident}`))
  await stage.db.execute(sql`
    with changed as (
      insert into facts (subject_kind, subject_id, incident_id, type, actor_kind, actor_id, data, words, happened_at, known_at)
      select 'incident', ${String(incident)}, ${incident}, 'incident.updated', 'person', ${ana().id},
        '{"changes":[{"field":"severity","from":"undetermined","to":"critical"}],"nextUpdateMinutes":null}',
        jsonb_build_object('note', 'told ' || n), app_now() + n * interval '1 ms', app_now()
      from generate_series(1, ${facts}) n returning id
    ) insert into outbox (fact_id) select id from changed`)
  await stage.settle()
}

describe('the document', () => {
  it('begins as the type’s template says, with what is known', async () => {
    const incident = await reported('rows are gone', { type: 'data' })
    expect(canvasOf(incident, 'document').markdown).toBe(
      `# Data loss ${incident}\nrows are gone, led by ![](@${ana().id})\n## Which tables`,
    )
  })

  it('is then the people’s, whatever happens to the incident', async () => {
    const incident = await reported('the till is dark')
    const document = canvasOf(incident, 'document')
    expect(document.markdown).toContain('## What we tried')
    await ana().editCanvas(document.id, 'we wrote this')
    await change(incident, "title = 'two tills are dark', severity = 'critical'")
    expect(canvasOf(incident, 'document').markdown).toBe('we wrote this')
  })

  it.each([
    ['conversations.canvases.create', 'reply lost'],
    ['canvases.create', 'reply lost'],
    ['canvases.edit', 'reply lost'],
    ['canvases.access.set', 'reply lost'],
  ] as const)('stands once, and the summary too, where the answer of %s is lost', async (method, kind) => {
    stage.slack.faults.at({ method }, { kind })
    const incident = await reported(`${method} ${kind}`)
    expect(canvasesOf(incident)).toHaveLength(2)
    expect(canvasOf(incident, 'document').markdown).toContain('## Impact')
    expect(canvasOf(incident, 'summary').markdown).toContain('## Times')
  })
})

/** Somebody opens the channel's canvas while the app is made to wait. */
async function openFirst(incident: number, markdown: string): Promise<void> {
  const method = 'conversations.canvases.create'
  await stage.slack.until('the app waits', () =>
    stage.slack.calls.some((one) => one.method === method && one.answer),
  )
  await fetch(`${stage.slack.url}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stage.slack.botToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      channel_id: channelOf(stage, incident).id,
      ...(markdown === '' ? {} : { document_content: { type: 'markdown', markdown } }),
    }),
  })
}

it.each([
  ['stays as it is', 'ours already', /^ours already$/],
  ['is seeded where nothing stands in it', '', /## What happened/],
])('a canvas that the channel has already %s', async (_, before, after) => {
  const other = await openStage({ before: (slack) => void slack.addPerson({ name: 'ana' }) })
  const kept = stage
  stage = other
  try {
    other.slack.faults.at(
      { method: 'conversations.canvases.create' },
      { kind: 'rate limited', retryAfter: 2 },
    )
    const incident = await report(other, ana(), 'somebody was faster')
    await openFirst(incident, before)
    await other.settle()
    expect(canvasesOf(incident).map((one) => one.markdown)[0]).toMatch(after)
  } finally {
    stage = kept
    await other.close()
  }
})

describe('the summary', () => {
  it('is replaced whole when something changes, once for a burst', async () => {
    const incident = await reported('checkout is slow')
    const summary = canvasOf(incident, 'summary')
    expect(summary.markdown).toContain('Severity Undetermined')
    await ana().editCanvas(canvasOf(incident, 'document').id, 'ours')
    const edits = () => stage.slack.calls.filter((one) => one.args.canvas_id === summary.id).length
    const before = edits()
    await change(incident, "severity = 'critical', title = 'checkout is <!channel> down'", 12)
    expect(edits() - before).toBe(1)
    const { markdown } = canvasOf(incident, 'summary')
    expect(markdown).toContain('Severity Critical')
    expect(markdown).toContain(`# INC-${incident} checkout is \\<\\!channel\\> down`)
    expect(markdown.match(/told \d+/g)).toEqual(['told 12', 'told 11', 'told 10'])
  })

  it('is read by those in the channel, and written by nobody but the app', async () => {
    const incident = await reported('search is stale', { visibility: 'restricted' })
    const { id } = canvasOf(incident, 'summary')
    await expect(ana().editCanvas(id, 'mine')).rejects.toThrow()
    await expect(
      stage.slack.person('ben').editCanvas(canvasOf(incident, 'document').id, 'x'),
    ).rejects.toThrow()
    const given = stage.slack.calls.filter(
      (one) => one.method === 'canvases.access.set' && one.args.canvas_id === id,
    )
    expect(given.map((one) => one.args.channel_ids)).toEqual([[channelOf(stage, incident).id]])
  })

  it('that people delete stays deleted, and nobody is bothered', async () => {
    const incident = await reported('mail is late')
    const summary = canvasOf(incident, 'summary')
    summary.deleted = true
    await change(incident, "severity = 'critical'")
    const before = callsOf(stage, 'canvases.edit')
    await change(incident, "severity = 'minor'")
    expect(callsOf(stage, 'canvases.edit')).toBe(before)
    const failed = await stage.db.execute(
      sql`select 1 from steps where incident_id = ${incident} and state = 'failed'`,
    )
    expect(failed).toHaveLength(0)
  })
})

describe('where canvases are not to be had', () => {
  const only = async (plan: Partial<Stage['slack']['plan']>, run: () => Promise<void>) => {
    const before = { ...stage.slack.plan }
    Object.assign(stage.slack.plan, plan)
    await run().finally(() => Object.assign(stage.slack.plan, before))
  }
  const sharesIn = (incident: number) =>
    channelOf(stage, incident).messages.filter((one) => one.files && one.botId === stage.slack.bot.botId)

  it('the document is a file in the channel, which says so, once though the answer is lost', () =>
    only({ canvases: false }, async () => {
      stage.slack.faults.at({ method: 'files.completeUploadExternal' }, { kind: 'reply lost' })
      const incident = await reported('no canvases here')
      const [share, ...twins] = sharesIn(incident)
      expect(twins).toEqual([])
      expect(share?.text).toContain('Canvases are turned off in this workspace')
      const [file] = stage.slack.files().filter((one) => one.name === `inc-${incident}-document.md`)
      expect(file?.content).toContain('Commander: ana Lopes')
      expect(canvasesOf(incident)).toEqual([])
      expect(channelOf(stage, incident).bookmarks.map((one) => one.title)).toContain('Document')
      const failed = await stage.db.execute(
        sql`select 1 from steps where incident_id = ${incident} and state <> 'done'`,
      )
      expect(failed).toHaveLength(0)
    }))

  it('on a free plan the document stands, and that there is no summary is said', () =>
    only({ paid: false }, async () => {
      const incident = await reported('on a free plan')
      expect(canvasesOf(incident).map((one) => one.title)).toEqual([`INC-${incident} document`])
      const said = postsIn(stage, channelOf(stage, incident)).filter((one) =>
        textOf(one.text).includes('no canvas'),
      )
      expect(said).toHaveLength(1)
      expect(sharesIn(incident)).toEqual([])
    }))

  it('an app without the permission for them does the same', async () => {
    stage.slack.faults.at(
      { method: 'conversations.canvases.create' },
      { kind: 'error', code: 'missing_scope' },
    )
    const incident = await reported('not installed anew')
    expect(sharesIn(incident)[0]?.text).toContain('lacks the permission')
  })
})
