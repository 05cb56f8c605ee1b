import { Redis, type RedisOptions } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRedis, type TestRedis } from './redis.ts'

const isBorrowed = Boolean(process.env.REDIS_URL)
let redis: TestRedis

beforeAll(async () => {
  redis = await startRedis()
}, 300_000)

afterAll(() => redis.stop())

test('it holds what it is told until it is flushed, and throws nothing out for lack of room', async () => {
  await tell('set', 'severity', 'SEV1')
  expect(await tell('get', 'severity')).toBe('SEV1')
  await redis.flush()
  expect(await tell('get', 'severity')).toBe(null)
  if (isBorrowed) return
  expect(await tell('config', 'get', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction'])
})

test('killed, it refuses; started again, it answers on the same port, empty', async () => {
  if (isBorrowed) return await expect(redis.kill()).rejects.toThrow('not ours to kill')
  await tell('set', 'severity', 'SEV1')
  await redis.kill()
  await expect(tell('get', 'severity')).rejects.toThrow()
  await redis.start()
  expect(await tell('get', 'severity')).toBe(null)
})

test('paused, it says nothing until it is resumed', async () => {
  if (isBorrowed) return expect(redis.pause).toThrow('not ours to kill')
  redis.pause()
  await expect(session({ commandTimeout: 50 }, ['ping'])).rejects.toThrow('timed out')
  redis.resume()
  expect(await tell('ping')).toBe('PONG')
})

function tell(...words: string[]): Promise<unknown> {
  return session({}, words)
}

async function session(options: RedisOptions, [command = '', ...args]: string[]): Promise<unknown> {
  const client = new Redis(redis.url, { ...options, maxRetriesPerRequest: 0, retryStrategy: () => null })
  client.on('error', () => undefined)
  try {
    return await client.call(command, ...args)
  } finally {
    client.disconnect()
  }
}
