import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { SealedKey } from '../../src/crypto/key-ring.ts'
import { addRingKey, deleteRingKey, listRingKeys, replaceSealed } from '../../src/store/ring-keys.ts'
import { changes, NOW } from '../support/rows.ts'

const db = env.DB
const key = (id: string, facts: Partial<SealedKey> = {}): SealedKey => ({
  id,
  purpose: 'pass-signing',
  sealed: `master.${id}`,
  createdAt: NOW,
  activeFrom: NOW,
  ...facts,
})
const add = (row: SealedKey, notSince = 0) => changes(addRingKey(db, row, notSince))
const ids = async () => (await listRingKeys(db)).map(({ id }) => id).sort()

describe('the keys of the ring', () => {
  it('are read as they were written', async () => {
    await add(key('a'))
    expect(await listRingKeys(db)).toEqual([key('a')])
  })

  it('are one for each purpose, if two isolates find it missing at once', async () => {
    expect(await add(key('a'))).toBe(true)
    expect(await add(key('b'))).toBe(false)
    expect(await add(key('c', { purpose: 'digest-pepper' }))).toBe(true)
    expect(await ids()).toEqual(['a', 'c'])
  })

  it('get one successor: a second rotation finds the first one’s', async () => {
    await add(key('a'))
    expect(await add(key('b', { activeFrom: NOW + 100 }), NOW + 1)).toBe(true)
    expect(await add(key('c', { activeFrom: NOW + 100 }), NOW + 1)).toBe(false)
    expect(await ids()).toEqual(['a', 'b'])
  })

  it('are re-sealed only over what was read', async () => {
    await add(key('a'))
    expect(
      await changes(replaceSealed(db, key('a', { sealed: 'older' }), key('a', { sealed: 'mine' }))),
    ).toBe(false)
    expect(await changes(replaceSealed(db, key('a'), key('a', { sealed: 'mine' })))).toBe(true)
    expect((await listRingKeys(db))[0]?.sealed).toBe('mine')
  })

  it('are deleted by id', async () => {
    await add(key('a'))
    await add(key('b', { purpose: 'totp-sealing' }))
    await deleteRingKey(db, 'a').run()
    expect(await ids()).toEqual(['b'])
  })

  it('have one of the three purposes', async () => {
    await expect(add(key('x', { purpose: 'anything' as 'pass-signing' }))).rejects.toThrow('CHECK')
  })
})
