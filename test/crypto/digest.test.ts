import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type DigestLabel,
  digest,
  isSameSecret,
  pepperPassword,
  sha256Base64url,
} from '../../src/crypto/digest.ts'
import type { KeyRing } from '../../src/crypto/key-ring.ts'
import { runs } from '../support/properties.ts'
import { makeRing } from '../support/ring.ts'

const LABELS: readonly DigestLabel[] = [
  'session',
  'login',
  'hand-off',
  'flow',
  'token',
  'recovery-code',
  'csrf',
  'password-budget',
  'address-budget',
  'known-browser',
  'spent-arrival',
]

let ring: KeyRing
beforeAll(async () => {
  ring = await makeRing()
})

describe('a digest', () => {
  it('is the same for the same value, with 43 letters', async () => {
    const once = await digest(ring, 'session', 'a cookie')
    expect(once).toMatch(/^[\w-]{43}$/)
    expect(await digest(ring, 'session', 'a cookie')).toBe(once)
  })

  it('of one kind is never that of another: a login cookie is not a session cookie', async () => {
    const digests = await Promise.all(LABELS.map((label) => digest(ring, label, 'the same value')))
    expect(new Set(digests).size).toBe(LABELS.length)
  })

  it('depends on where one value ends and the next begins', async () => {
    const digests = await Promise.all([
      digest(ring, 'csrf', 'ab', 'c'),
      digest(ring, 'csrf', 'a', 'bc'),
      digest(ring, 'csrf', 'abc'),
      digest(ring, 'csrf', 'abc', ''),
      digest(ring, 'csrf', 'a 2:bc'),
      digest(ring, 'csrf', 'ab 1:c'),
    ])
    expect(new Set(digests).size).toBe(digests.length)
  })

  it('is the same only for the same label and values', async () => {
    // Few letters, and spaces inside values and between them. Values that join to the same text are then
    // frequent.
    const text = fc.string({ unit: fc.constantFrom('a', ' '), minLength: 1, maxLength: 3 })
    const named = fc.tuple(fc.constantFrom(...LABELS), fc.array(text, { minLength: 1, maxLength: 3 }))
    const near = named.chain(([label, parts]) =>
      fc.tuple(
        fc.constant([label, parts] as const),
        fc.oneof(named, fc.constantFrom([label, [parts.join(' ')]] as const, [label, parts] as const)),
      ),
    )
    await fc.assert(
      fc.asyncProperty(near, async ([one, other]) => {
        const [first, second] = await Promise.all(
          [one, other].map(([label, parts]) => digest(ring, label, ...parts)),
        )
        expect(first === second).toBe(JSON.stringify(one) === JSON.stringify(other))
      }),
      runs(300),
    )
  })

  it('differs under another pepper: guesses cannot be tried on a stolen database alone', async () => {
    const other = await makeRing()
    expect(await digest(other, 'recovery-code', 'x')).not.toBe(await digest(ring, 'recovery-code', 'x'))
  })
})

describe('a peppered password', () => {
  it('is the same in every Unicode form of the same characters', async () => {
    expect(await pepperPassword(ring, 'zoe\u0308')).toEqual(await pepperPassword(ring, 'zo\u00eb'))
  })

  it('keeps case and outer spaces', async () => {
    const plain = await pepperPassword(ring, 'secret')
    for (const other of ['Secret', 'secret ', ' secret']) {
      expect(await pepperPassword(ring, other)).not.toEqual(plain)
    }
  })
})

describe('comparing secrets', () => {
  it('is true for the same value only, and false for another length', async () => {
    expect(await isSameSecret('abc', 'abc')).toBe(true)
    for (const [a, b] of [
      ['abc', 'abd'],
      ['abc', 'abcd'],
      ['abc', ''],
      ['', ' '],
    ] as const) {
      expect(await isSameSecret(a, b)).toBe(false)
    }
  })
})

describe('a plain hash', () => {
  it('is SHA-256 in base64url (FIPS 180-4, "abc")', async () => {
    expect(await sha256Base64url('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0')
  })
})
