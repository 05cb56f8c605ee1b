import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { oneLine } from '../../../blocks/text.ts'
import { listAlike } from '../../../db/incident/alike.ts'
import { hostile } from '../../hostile.ts'
import { type Ground, openGround, report } from '../ground.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
  for (const title of ['checkout is down', 'checkout is slow', 'mail is stuck', 'checkout was down'])
    await report(ground, { title })
  await ground.db.execute(sql`update incidents set status = 'closed' where title = 'checkout was down'`)
})
afterAll(() => ground?.close())

const found = async (words: string, limit?: number) =>
  (await listAlike(ground.db, 'UBEN', words, limit)).map((one) => one.title)

describe('open incidents alike', () => {
  it('are those whose titles resemble the words, the most alike first; closed ones are none', async () => {
    expect(await found('Checkout is DOWN!')).toEqual(['checkout is down', 'checkout is slow'])
    expect(await found('checkout is slow')).toEqual(['checkout is slow', 'checkout is down'])
    expect(await found('printer')).toEqual([])
  })

  it('are at most so many', async () => {
    expect(await found('checkout is down', 1)).toEqual(['checkout is down'])
  })

  it.each(['', '  ', 'ch', ' c '])('are not looked for where %j is typed', async (words) => {
    expect(await found(words)).toEqual([])
  })

  it.each(Object.entries(hostile))('%s breaks nothing', async (_, words) => {
    await report(ground, { title: oneLine(words) })
    await found(words)
    await found(`${words.slice(0, 20)}%_'`)
  })
})
