import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { countLately } from '../../src/store/recent-counts.ts'
import { changes, NOW, rows } from '../support/rows.ts'

const LIMIT = { what: 'ada', most: 2, seconds: 300 }
const count = (now: number, limit = LIMIT) => changes(countLately(env.DB, limit, now))

describe('a count of recent actions', () => {
  it('allows a number, and then nothing until the period since the first is over', async () => {
    expect([await count(NOW), await count(NOW + 299), await count(NOW + 299)]).toEqual([true, true, false])
    expect(await count(NOW + 300)).toBe(true)
    expect(await rows('SELECT * FROM recent_counts')).toEqual([{ what: 'ada', used: 1, until: NOW + 600 }])
  })

  it('is not prolonged by a refused action', async () => {
    for (let second = 0; second < 300; second += 10) await count(NOW + second)
    expect(await rows('SELECT used, until FROM recent_counts')).toEqual([{ used: 2, until: NOW + 300 }])
  })

  it('is separate for each name', async () => {
    await count(NOW)
    await count(NOW)
    expect(await count(NOW, { ...LIMIT, what: 'bela' })).toBe(true)
  })
})
