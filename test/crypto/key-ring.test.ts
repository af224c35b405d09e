import { describe, expect, it } from 'vitest'
import { digest } from '../../src/crypto/digest.ts'
import {
  KEY_PURPOSES,
  makeSealedKey,
  openKeyRing,
  resealKey,
  type SealedKey,
  UnknownMasterKey,
} from '../../src/crypto/key-ring.ts'
import { importMasterKey } from '../../src/crypto/master-key.ts'
import { makeRingRows, masterKeyOf } from '../support/ring.ts'

const NOW = 1_800_000_000
const present = await masterKeyOf('the present master key')
const former = await masterKeyOf('the former master key')
const stranger = await masterKeyOf('somebody else’s master key')

describe('a ring', () => {
  it('has one sealed key for each purpose, and opens with the same master key', async () => {
    const rows = await makeRingRows(present, NOW)
    expect(rows.map((row) => row.purpose)).toEqual(KEY_PURPOSES)
    const ring = await openKeyRing(rows, [present])
    expect(ring.sealing).toHaveLength(1)
    expect(ring.signing).toHaveLength(1)
    expect(await digest(ring, 'session', 'x')).toMatch(/^[\w-]{43}$/)
  })

  it('publishes only the public half of a signing key, and no key can be exported', async () => {
    const ring = await openKeyRing(await makeRingRows(present, NOW), [present])
    const [signing] = ring.signing
    expect(Object.keys(signing?.publicJwk ?? {}).sort()).toEqual(['crv', 'kty', 'x', 'y'])
    expect([signing?.privateKey, ring.pepper, ring.sealing[0]?.key].map((key) => key?.extractable)).toEqual([
      false,
      false,
      false,
    ])
  })

  it('sorts its keys by age, whatever the order of the rows', async () => {
    const rows = await makeRingRows(present, NOW)
    const next = await makeSealedKey('pass-signing', present, NOW, NOW + 86_400)
    const old = await makeSealedKey('pass-signing', present, NOW - 9, NOW - 9)
    const ring = await openKeyRing([next, ...rows, old], [present])
    const [made] = rows
    expect(ring.signing.map((key) => key.kid)).toEqual([old.id, made?.id, next.id])
  })

  it('without a pepper is refused: digests with a new one would let nobody in', async () => {
    const rows = (await makeRingRows(present, NOW)).filter((row) => row.purpose !== 'digest-pepper')
    await expect(openKeyRing(rows, [present])).rejects.toThrow('no pepper')
  })
})

describe('the master key', () => {
  it('may be replaced: with the previous one beside it, every row opens to the same keys', async () => {
    const rows = await makeRingRows(former, NOW)
    const before = await openKeyRing(rows, [former])
    const after = await openKeyRing(rows, [present, former])
    expect(await digest(after, 'session', 'x')).toBe(await digest(before, 'session', 'x'))
    expect(after.signing[0]?.publicJwk).toEqual(before.signing[0]?.publicJwk)
  })

  it('that is unknown opens nothing, and the error names the row and not its content', async () => {
    const rows = await makeRingRows(stranger, NOW)
    const opening = openKeyRing(rows, [present, former])
    await expect(opening).rejects.toThrow(UnknownMasterKey)
    await expect(opening).rejects.toThrow(stranger.id)
  })

  it('that differs under the same name opens nothing either', async () => {
    const rows = await makeRingRows(present, NOW)
    await expect(openKeyRing(rows, [{ id: present.id, key: stranger.key }])).rejects.toThrow()
  })

  it('has a name derived from the key, which contains no part of it', async () => {
    const bytes = Uint8Array.from({ length: 32 }, (_, i) => i)
    const [one, again] = [await importMasterKey(bytes), await importMasterKey(bytes)]
    const other = await importMasterKey(bytes.with(31, 0))
    expect(one.id).toBe(again.id)
    expect(one.id).not.toBe(other.id)
    expect(one.id).toMatch(/^[\w-]{11}$/)
    expect(one.key.extractable).toBe(false)
  })
})

describe('sealing with the current master key', () => {
  it('leaves a row alone that is already sealed with it', async () => {
    for (const row of await makeRingRows(present, NOW))
      expect(await resealKey(row, [present, former])).toBeNull()
  })

  it('re-seals a row of the previous one, which is then no longer needed', async () => {
    const rows = await makeRingRows(former, NOW)
    const resealed = (await Promise.all(rows.map((row) => resealKey(row, [present, former])))).filter(
      (row): row is SealedKey => row !== null,
    )
    expect(resealed.map(({ sealed, ...rest }) => rest)).toEqual(rows.map(({ sealed, ...rest }) => rest))
    const before = await openKeyRing(rows, [former])
    const after = await openKeyRing(resealed, [present])
    expect(await digest(after, 'token', 'x')).toBe(await digest(before, 'token', 'x'))
    await expect(openKeyRing(resealed, [former])).rejects.toThrow(UnknownMasterKey)
  })
})

describe('a row of the key ring', () => {
  it('does not open under another id or purpose: a writer of the database can’t swap rows', async () => {
    const rows = await makeRingRows(present, NOW)
    const twisted = rows.map((row) => ({ ...row, id: `${row.id}x` }))
    await expect(openKeyRing(twisted, [present])).rejects.toThrow()
    const [sealing, pepper] = [rows[1], rows[2]]
    if (!sealing || !pepper) throw new Error('a purpose is missing')
    const exchanged = [
      { ...sealing, sealed: pepper.sealed },
      { ...pepper, sealed: sealing.sealed },
    ]
    await expect(openKeyRing(exchanged, [present])).rejects.toThrow()
    const otherPurpose: SealedKey[] = [{ ...sealing, purpose: 'digest-pepper' }]
    await expect(openKeyRing(otherPurpose, [present])).rejects.toThrow()
  })

  it.each(['', 'x', '.', 'NAME.', 'NAME.AAAA', 'NAME.****'])(
    'with %j throws, and is not skipped',
    async (text) => {
      const rows = await makeRingRows(present, NOW)
      const spoilt = rows.map((row) => ({ ...row, sealed: text.replace('NAME', present.id) }))
      await expect(openKeyRing(spoilt, [present])).rejects.toThrow()
    },
  )
})
