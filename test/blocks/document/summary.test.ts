import { expect, it } from 'vitest'
import { canvasPen } from '../../../blocks/document/markdown.ts'
import { summaryPage } from '../../../blocks/document/summary.ts'
import { ana, ben, browse, cardOf, personOf, reportedAt, source } from '../samples.ts'

const pageOf = (more: Parameters<typeof cardOf>[0] = {}) => summaryPage(cardOf(more), [], canvasPen).markdown

it('says how it stands, who does what, when, and where the rest is', () => {
  const page = pageOf({
    status: 'stable',
    stableAt: new Date('2026-03-01T13:00:00Z'),
    roles: [{ role: 'scribe', name: 'Scribe', person: ana }],
    resources: [
      ...cardOf().resources,
      { kind: 'canvas', place: '', externalId: 'F1', name: 'Document', url: source, lost: null },
    ],
  })
  expect(page).toContain('**Stable** · Severity critical · Priority high · outage')
  expect(page).toContain(`- Commander: ![](@${ben})\n- Scribe: ![](@${ana})\n- Reporter: ![](@${ana})`)
  expect(page).toContain('- Reported: 2026-03-01 12:34 UTC\n- Stable: 2026-03-01 13:00 UTC')
  expect(page).toContain(`- Ticket [OPS-7](${browse})\n- [Document](${source})`)
})

it('says that one does not count', () => {
  expect(pageOf({ status: 'closed', outcome: 'merged', mergedInto: 3 })).toContain(
    '**Closed, merged into INC-3**',
  )
  expect(pageOf({ status: 'closed', outcome: 'declined' })).toContain('**Closed, a false alarm**')
})

it('names fifty people, and counts the rest', () => {
  const page = pageOf({ people: Array.from({ length: 60 }, (_, i) => personOf(`U${i}`)) })
  expect(page).toContain('![](@U49) and 10 more')
})

it('tells of an update what changed and why', () => {
  const changes = [{ field: 'severity', from: 'minor', to: 'critical' } as const]
  const updates = [{ at: reportedAt, by: ana, changes, note: 'it *spreads*' }]
  expect(summaryPage(cardOf(), updates, canvasPen).markdown).toContain(
    `- 2026-03-01 12:34 UTC, ![](@${ana}): Severity: minor → critical · it \\*spreads\\*`,
  )
})
