import { describe, expect, it } from 'vitest'
import { brief } from '../../../blocks/incident/brief.ts'
import type { Card, Progress } from '../../../db/incident/card.ts'
import { mrkdwnIn, shownIn, wrongIn } from '../inspect.ts'
import { ana, ben, cardOf, partOf, personOf, reportedAt } from '../samples.ts'

const saysOf = (card: Card) => mrkdwnIn(brief(card).blocks).join('\n')
const buttonsOf = (card: Card) =>
  brief(card).blocks.flatMap((block) =>
    block.type === 'actions' ? block.elements.map((one) => ('action_id' in one ? one.action_id : '')) : [],
  )

describe('the brief tells', () => {
  it.each(['active', 'stable', 'closed'] as const)('that it is %s, in words too', (status) => {
    expect(saysOf(cardOf({ status })).toLowerCase()).toContain(status)
    expect(brief(cardOf({ status })).text).toContain(status)
  })

  it('a title that fits the header once, and a longer one whole below it', () => {
    const short = brief(cardOf({ title: 'x'.repeat(120) }))
    const long = brief(cardOf({ title: 'x'.repeat(121) }))
    expect(shownIn(short.blocks).filter((text) => text.includes('xxx'))).toHaveLength(1)
    expect(shownIn(long.blocks)).toContain('x'.repeat(121))
  })

  it('a description of a glance whole, and of a longer one that there is more', () => {
    expect(buttonsOf(cardOf({ description: 'y'.repeat(300) }))).not.toContain('read_description')
    expect(buttonsOf(cardOf({ description: 'y'.repeat(301) }))).toContain('read_description')
  })
})

describe('the brief offers', () => {
  const parts = ['channel', 'people', 'pin', 'topic', 'ticket'] as const
  const progress = parts.map((label, step) => partOf({ label, step, state: 'failed' }))
  const all = cardOf({ title: 'x'.repeat(200), description: 'y'.repeat(400), tags: ['eu'], progress })

  it('what can be done now, in ten blocks at most', () => {
    expect(brief(all).blocks.length).toBeLessThanOrEqual(10)
    expect(buttonsOf(all)).toEqual(
      expect.arrayContaining(['open_update', 'open_roles', 'open_engage', 'read_description', 'open_menu']),
    )
  })

  it('to reopen what is closed, and shows how it was resolved instead of what it was', () => {
    const closed = cardOf({ ...all, status: 'closed', resolution: 'rolled back', closedAt: reportedAt })
    expect(buttonsOf(cardOf({ ...closed, progress: [] }))).toEqual(['open_reopen', 'open_menu'])
    expect(shownIn(brief(closed).blocks)).toContain('rolled back')
    expect(shownIn(brief(closed).blocks)).not.toContain('yyy')
  })
})

describe('setting up shows how far it is', () => {
  const states: [what: string, part: Partial<Progress>, said: string][] = [
    ['waiting', { state: 'waiting' }, ':hourglass_flowing_sand: Pin …'],
    ['running', { state: 'running' }, ':hourglass_flowing_sand: Pin …'],
    ['late', { state: 'waiting', late: true }, ':warning: Pin late'],
    ['failed', { state: 'failed', error: 'restricted_action' }, ':x: Pin failed'],
    ['skipped', { state: 'skipped' }, ':fast_forward: Pin skipped'],
  ]
  it.each(states)('%s', (_, part, said) => {
    const card = cardOf({ progress: [partOf(part)] })
    expect(saysOf(card)).toContain(said)
    expect(wrongIn(brief(card))).toEqual([])
  })

  it('and says no more of it once all is done', () => {
    expect(saysOf(cardOf({ progress: [partOf(), partOf({ label: 'ticket' })] }))).not.toContain('Pin')
  })

  it('the worst of several steps of one part', () => {
    const progress = [
      partOf({ step: 1, label: 'announcement' }),
      partOf({ step: 2, label: 'announcement', state: 'failed', error: 'is_archived' }),
      partOf({ step: 3, label: 'announcement', state: 'waiting' }),
    ]
    const said = saysOf(cardOf({ progress }))
    expect(said).toContain(':x: Announcement failed')
    expect(said).not.toContain('Announcement …')
    expect(said).toContain('The channel is archived.')
  })

  it('Retry for what failed or is late, Skip only where nothing depends on it', () => {
    const progress = [
      partOf({ step: 1, state: 'failed', skippable: true }),
      partOf({ step: 2, label: 'people', state: 'waiting', late: true, skippable: false }),
      partOf({ step: 3, label: 'topic', state: 'waiting' }),
    ]
    expect(buttonsOf(cardOf({ progress }))).toEqual(
      expect.arrayContaining(['retry_step:1', 'skip_step:1', 'retry_step:2']),
    )
    expect(buttonsOf(cardOf({ progress }))).not.toContain('skip_step:2')
    expect(buttonsOf(cardOf({ progress }))).not.toContain('retry_step:3')
  })
})

describe('people', () => {
  it('one is one person, two are two', () => {
    expect(saysOf(cardOf({ people: [personOf(ana)] }))).toContain('1 person in')
    expect(saysOf(cardOf())).toContain('2 people in')
  })

  it('whom Slack would not invite is named, and is not counted as in', () => {
    const said = saysOf(cardOf({ people: [personOf(ana), personOf(ben, 'user_is_restricted')] }))
    expect(said).toContain('1 person in')
    expect(said).toContain(`Slack would not invite <@${ben}>`)
  })

  it('hundreds whom Slack would not invite leave the brief one that Slack takes', () => {
    const people = Array.from({ length: 400 }, () => personOf(ben, 'cant_invite'))
    const said = brief(cardOf({ people: [personOf(ana), ...people] }))
    expect(wrongIn(said)).toEqual([])
    expect(mrkdwnIn(said.blocks).join()).toMatch(/and \d+ more/)
  })
})
