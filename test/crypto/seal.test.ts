import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { decodeBase64url, encodeBase64url } from '../../src/core/base64url.ts'
import { type KeyRing, MissingKey, makeSealedKey, openKeyRing } from '../../src/crypto/key-ring.ts'
import { open, openStored, type SealedPlace, seal } from '../../src/crypto/seal.ts'
import { makeRing, makeRingRows, masterKeyOf } from '../support/ring.ts'

const SECRET = new TextEncoder().encode('12345678901234567890')
const NOW = 1_000_000
const PLACE: SealedPlace = { kind: 'totp-secret', id: 'row-1', accountId: 'ada' }

let ring: KeyRing
beforeAll(async () => {
  ring = await makeRing()
})

describe('a sealed value', () => {
  it('opens to the same bytes in its own place', async () => {
    expect(await open(ring, PLACE, await seal(ring, PLACE, SECRET, NOW))).toEqual(SECRET)
  })

  it('without content opens, too', async () => {
    expect(await open(ring, PLACE, await seal(ring, PLACE, new Uint8Array(), NOW))).toEqual(new Uint8Array())
  })

  it('shows nothing of the secret, and differs each time', async () => {
    const [first, second] = [await seal(ring, PLACE, SECRET, NOW), await seal(ring, PLACE, SECRET, NOW)]
    expect(first).not.toBe(second)
    const body = decodeBase64url(first.split('.')[1] ?? '') ?? new Uint8Array()
    expect(body.length).toBe(12 + SECRET.length + 16)
    expect(encodeBase64url(body)).not.toContain(encodeBase64url(SECRET).slice(0, 8))
  })

  it.each<[string, SealedPlace]>([
    ['the row of another account', { ...PLACE, accountId: 'eve' }],
    ['another row of the same account', { ...PLACE, id: 'row-2' }],
    ['another purpose', { ...PLACE, kind: 'shown-recovery-codes' }],
    ['a place whose parts join to the same text', { ...PLACE, id: 'row-1 3:ada', accountId: '' }],
    ['a place with two parts swapped', { ...PLACE, id: 'ada', accountId: 'row-1' }],
  ])('moved to %s does not open', async (_, elsewhere) => {
    expect(await open(ring, elsewhere, await seal(ring, PLACE, SECRET, NOW))).toBeNull()
  })

  it('does not open with another ring, even if that has a key of the same name', async () => {
    const value = await seal(ring, PLACE, SECRET, NOW)
    const other = await makeRing()
    expect(await open(other, PLACE, value)).toBeNull()
    const [id] = value.split('.')
    const namesake = { ...other, sealing: other.sealing.map((entry) => ({ ...entry, id: id ?? '' })) }
    expect(await open(namesake, PLACE, value)).toBeNull()
  })

  it('does not open with a bit flipped or in another place, for any value', async () => {
    const parts = fc.string({ unit: fc.constantFrom(...'ab1: .'), maxLength: 6 })
    const place = fc.record({
      kind: fc.constantFrom('totp-secret', 'shown-recovery-codes', 'id-token'),
      id: parts,
      accountId: parts,
    })
    const secrets = fc.uint8Array({ maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(place, place, secrets, fc.nat(), async (here, there, secret, bit) => {
        const value = await seal(ring, here, secret, NOW)
        const isSame = JSON.stringify(here) === JSON.stringify(there)
        expect(await open(ring, there, value)).toEqual(isSame ? secret : null)
        const [id, body = ''] = value.split('.')
        const bytes = decodeBase64url(body) ?? new Uint8Array()
        const at = bit % (8 * bytes.length)
        const flipped = bytes.with(at >> 3, (bytes[at >> 3] ?? 0) ^ (1 << (at & 7)))
        expect(await open(ring, here, `${id}.${encodeBase64url(flipped)}`)).toBeNull()
      }),
    )
  })

  it('does not open with any one byte changed', async () => {
    const [id, body = ''] = (await seal(ring, PLACE, SECRET, NOW)).split('.')
    const bytes = decodeBase64url(body) ?? new Uint8Array()
    for (let i = 0; i < bytes.length; i++) {
      const changed = bytes.with(i, (bytes[i] ?? 0) ^ 1)
      expect(await open(ring, PLACE, `${id}.${encodeBase64url(changed)}`), `byte ${i}`).toBeNull()
    }
  })

  it('does not open when cut short anywhere', async () => {
    const value = await seal(ring, PLACE, SECRET, NOW)
    for (let length = 0; length < value.length; length++) {
      expect(await open(ring, PLACE, value.slice(0, length)), `${length} letters`).toBeNull()
    }
  })

  it('has one spelling: padding, white space, other letters and extra parts are refused', async () => {
    const value = await seal(ring, PLACE, SECRET, NOW)
    for (const other of [
      `${value}=`,
      `${value} `,
      ` ${value}`,
      `${value}\n`,
      `${value}.`,
      `${value}.x`,
      `${value}A`,
    ]) {
      expect(await open(ring, PLACE, other), other).toBeNull()
    }
  })
})

describe('after a rotation of the sealing key', () => {
  it('the newest key seals, and what the older key sealed still opens', async () => {
    const masterKey = await masterKeyOf('a master key')
    const rows = await makeRingRows(masterKey, 100)
    const before = await openKeyRing(rows, [masterKey])
    const old = await seal(before, PLACE, SECRET, NOW)

    const next = await makeSealedKey('totp-sealing', masterKey, NOW, NOW)
    const ahead = await openKeyRing([next, ...rows], [masterKey])
    expect((await seal(ahead, PLACE, SECRET, NOW - 1)).startsWith(`${next.id}.`)).toBe(false)
    const after = await openKeyRing([next, ...rows], [masterKey])
    expect(await open(after, PLACE, old)).toEqual(SECRET)
    expect((await seal(after, PLACE, SECRET, NOW)).startsWith(`${next.id}.`)).toBe(true)
    expect(await open(before, PLACE, await seal(after, PLACE, SECRET, NOW))).toBeNull()
  })
})

describe('a stored value', () => {
  it('whose key is missing names the key, and opens nothing', async () => {
    const value = await seal(await makeRing(), PLACE, SECRET, NOW)
    const [keyId] = value.split('.')
    const opened = openStored(ring, PLACE, value)
    await expect(opened).rejects.toThrow(MissingKey)
    await expect(opened).rejects.toThrow(
      `totp-secret row-1 is sealed under key ${keyId}, which the ring lacks`,
    )
  })

  it('that was altered opens nothing, and is not mistaken for one with a missing key', async () => {
    const value = await seal(ring, PLACE, SECRET, NOW)
    const opened = openStored(ring, { ...PLACE, accountId: 'eve' }, value)
    await expect(opened).rejects.toThrow(/does not open under key/)
    await expect(opened).rejects.not.toThrow(MissingKey)
    expect(await openStored(ring, PLACE, value)).toEqual(SECRET)
  })
})
