import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from '../stage.ts'
import { report, textOf, timelineOf } from '../tale.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({
    before: (slack) => {
      slack.addPerson({ name: 'ana' })
      slack.addChannel({ name: 'general', members: ['ana'] })
    },
  })
})
afterAll(() => stage?.close())

it('a page of which the last entry is hidden, or shown again, gives way to the first', async () => {
  const ana = stage.slack.person('ana')
  const incident = await report(stage, ana, 'checkout is down')
  await stage.settle()
  const shown = () => textOf(ana.view?.view)
  const until = (what: string) => stage.slack.until(what, () => shown().includes(what))
  const entries = await stage.db.execute<{ id: number }>(sql`
    insert into entries (incident_id, kind, author_id, text, happened_at)
    select ${incident}, 'note', ${ana.id}, 'entry number ' || n || '.', now() - n * interval '1 minute'
    from generate_series(1, 21) n returning id`)
  const last = entries.at(-1)?.id
  await timelineOf(stage, ana, incident)
  await ana.click('view', 'timeline_filter', 'kept')
  await until('entry number 20.')
  await ana.click('view', 'timeline_after')
  await until('entry number 21.')
  await ana.click('view', `timeline_entry:${last}`, `hide:${last}`)
  await until('1 entry is hidden')
  expect(shown()).toContain('entry number 1.')
  expect(shown()).toContain('entry number 20.')

  await stage.db.execute(sql`
    update entries set hidden_at = now(), hidden_by = ${ana.id} where incident_id = ${incident}`)
  await ana.click('view', 'timeline_hidden')
  await until('Show again')
  await ana.click('view', 'timeline_after')
  await until('entry number 21.')
  await ana.click('view', `timeline_entry:${last}`, `show:${last}`)
  await until('entry number 1.')
  expect(shown()).not.toContain('entry number 21.')
})
