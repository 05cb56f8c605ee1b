import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Fault } from './contract.ts'
import { refusal, scene } from './scene.ts'

async function room() {
  const set = await scene()
  const channel = set.slack.addChannel({ name: 'room', members: ['dispatch'] })
  const post = (text: string) => set.web.chat.postMessage({ channel: channel.id, text })
  return { ...set, channel, post, said: () => channel.messages.map((it) => it.text) }
}

describe('a fault', () => {
  it('is played at the call asked for, as often as asked', async () => {
    const { slack, post, said } = await room()
    slack.faults.at({ method: /^chat\./, nth: 2, times: 2 }, { kind: 'error', code: 'internal_error' })
    await post('1')
    expect(await refusal(post('2'))).toMatchObject({ error: 'internal_error' })
    expect(await refusal(post('3'))).toMatchObject({ error: 'internal_error' })
    await post('4')
    expect(said()).toEqual(['1', '4'])
    expect(slack.calls.map((it) => it.answer)).toEqual(['ok', 'internal_error', 'internal_error', 'ok'])
  })

  it.each<[Fault, string[]]>([
    [{ kind: 'rate limited', retryAfter: 7 }, []],
    [{ kind: 'http', status: 503 }, []],
    [{ kind: 'reset' }, []],
    [{ kind: 'reply lost' }, ['x']],
    [{ kind: 'cut', how: 'closed' }, ['x']],
    [{ kind: 'cut', how: 'reset' }, ['x']],
  ])('of kind %j fails for the client and leaves %j behind', async (fault, left) => {
    const { slack, post, said } = await room()
    slack.faults.at({}, fault)
    await expect(post('x')).rejects.toThrow()
    expect(said()).toEqual(left)
    await post('after')
    expect(said()).toEqual([...left, 'after'])
  })

  it('may take effect after the client gave up', async () => {
    const { slack, post, said } = await room()
    slack.faults.at({}, { kind: 'late', ms: 20 })
    const givenUp = expect(post('late')).rejects.toThrow()
    await slack.until('the end of the call', () => slack.calls[0]?.answer === 'late')
    expect(said()).toEqual([])
    await givenUp
    await slack.until('the late effect', () => said().includes('late'))
  })

  it('may be that it is done only after a while, and answered then', async () => {
    const { slack, post, said } = await room()
    slack.faults.at({}, { kind: 'held', ms: 1_000 })
    const held = post('held')
    await slack.until('the call that is held', () => slack.calls.length === 1)
    await post('meanwhile')
    expect(said()).toEqual(['meanwhile'])
    await slack.quiet()
    expect(said()).toEqual(['meanwhile', 'held'])
    expect(await held).toMatchObject({ ok: true })
  })

  it('may be no answer at all, or a slow one', async () => {
    const { slack, web, said } = await room()
    slack.faults.at({}, { kind: 'hang' })
    const headers = { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ channel: slack.channel('room').id, text: 'x' })
    const send = (signal: AbortSignal) =>
      fetch(`${slack.url}chat.postMessage`, { method: 'POST', headers, body, signal })
    const left = new AbortController()
    const hanging = expect(send(left.signal)).rejects.toThrow('abort')
    await slack.until('the call that hangs', () => slack.calls[0]?.answer === 'hang')
    await web.auth.test()
    left.abort()
    await hanging
    expect(said()).toEqual([])
    slack.faults.at({}, { kind: 'slow', ms: 60 })
    const from = performance.now()
    await send(AbortSignal.timeout(10_000))
    expect(performance.now() - from).toBeGreaterThan(59)
    expect(said()).toEqual(['x'])
  })

  it('falls at random as the seed says', async () => {
    const played = async (seed: number) => {
      const { slack, post } = await room()
      slack.faults.randomly(seed, [{ fault: { kind: 'error', code: 'fatal_error' }, chance: 0.5 }])
      for (let n = 0; n < 20; n++) await post(`${n}`).catch(() => undefined)
      slack.faults.clear()
      await post('well')
      return slack.calls.map((it) => it.answer).join(' ')
    }
    const once = await played(1)
    expect(await played(1)).toBe(once)
    expect(await played(2)).not.toBe(once)
    expect(once).toContain('fatal_error')
  })

  it('may be whatever a harness does when a call arrives, before anything is done', async () => {
    const { slack, post, said } = await room()
    const before: string[][] = []
    slack.faults.onCall((call) => before.push([call.method, ...said()]))
    await post('1')
    await post('2')
    expect(before).toEqual([['chat.postMessage'], ['chat.postMessage', '1']])
  })
})

describe('limits', () => {
  // However slow the machine is, their time stands still.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
  afterEach(() => void vi.useRealTimers())

  it('hold one post a second in each channel, when switched on', async () => {
    const { slack, web, post, said } = await room()
    const other = slack.addChannel({ name: 'other', members: ['dispatch'] })
    await post('free')
    await post('free')
    slack.faults.tiers(true)
    await post('1')
    await expect(post('2')).rejects.toMatchObject({ retryAfter: 1 })
    await web.chat.postMessage({ channel: other.id, text: 'elsewhere' })
    expect(said()).toEqual(['free', 'free', '1'])
  })

  it('hold each method to its tier, and leave the others alone', async () => {
    const { slack, web } = await room()
    slack.faults.tiers(true)
    for (let n = 0; n < 20; n++) await web.conversations.create({ name: `c${n}` })
    await expect(web.conversations.create({ name: 'c20' })).rejects.toMatchObject({ retryAfter: 3 })
    await web.auth.test()
    slack.faults.tiers(false)
    await web.conversations.create({ name: 'c20' })
  })
})

describe('hostile input', () => {
  it('is answered, not choked on', async () => {
    const { slack, post, said } = await room()
    const send = async (type: string, body: string) => {
      const headers = { authorization: `Bearer ${slack.botToken}`, 'content-type': type }
      const answer = await fetch(`${slack.url}chat.postMessage`, { method: 'POST', headers, body })
      return ((await answer.json()) as { error?: string }).error
    }
    expect(await send('application/json', '{"channel":')).toBe('invalid_json')
    expect(await send('application/json', '[]')).toBe('invalid_json')
    expect(await send('application/json', '{"channel":{"__proto__":1},"text":1}')).toBe('channel_not_found')
    const { id } = slack.channel('room')
    expect(
      await send('application/json', JSON.stringify({ channel: id, text: 'x', blocks: { length: 1 } })),
    ).toMatch(/^invalid_/)
    expect(
      await send('application/x-www-form-urlencoded', `channel=${id}&text=x&blocks=null`),
    ).toBeUndefined()
    expect((await fetch(slack.url.replace('/api/', '/actions/none'), { method: 'POST' })).status).toBe(404)
    expect((await fetch(slack.url.replace('/api/', '/else'))).status).toBe(404)
    const nasty = `\u202Eevil <@U0> \`</script>\` ${'<'.repeat(10_000)}`
    await post(nasty)
    expect(said().at(-1)).toBe(nasty)
  })
})
