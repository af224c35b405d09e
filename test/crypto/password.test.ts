import { scryptSync } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { decodeBase64url, encodeBase64url } from '../../src/core/base64url.ts'
import { pepperPassword } from '../../src/crypto/digest.ts'
import type { KeyRing } from '../../src/crypto/key-ring.ts'
import {
  hashPassword,
  isWeakerHash,
  PARAMETERS,
  type PasswordHash,
  SCRYPT_MAXMEM,
  verifyPassword,
} from '../../src/crypto/password.ts'
import { makeRing } from '../support/ring.ts'

// One hash takes 185 ms, so this file makes as few as possible.
const PASSWORD = 'correct horse battery staple'

let ring: KeyRing
let hash: PasswordHash
beforeAll(async () => {
  ring = await makeRing()
  hash = await hashPassword(ring, PASSWORD)
})

describe('the work of a password hash', () => {
  it('stays within the platform’s limits: N·r·p of 2^20, and the memory limit', () => {
    const { logN, r, p } = PARAMETERS
    expect(2 ** logN * r * p).toBeLessThanOrEqual(2 ** 20)
    // OpenSSL counts p blocks, N blocks in the table, and two for work.
    expect(128 * r * (p + 2 ** logN + 2)).toBeLessThanOrEqual(SCRYPT_MAXMEM)
    expect(SCRYPT_MAXMEM).toBeLessThanOrEqual(64 * 1024 * 1024)
  })

  it('is what the hash states: scrypt (RFC 7914) with these parameters over the peppered password', async () => {
    const { logN, r, p } = PARAMETERS
    const [, , salt = '', key] = hash.split('$')
    const again = scryptSync(await pepperPassword(ring, PASSWORD), decodeBase64url(salt) ?? '', 32, {
      N: 2 ** logN,
      r,
      p,
    })
    expect(encodeBase64url(again)).toBe(key)
  })

  it('is at least what OWASP asks for: N = 2^14 with r = 8 needs p = 5', () => {
    expect(PARAMETERS.logN).toBeGreaterThanOrEqual(14)
    expect(PARAMETERS.r).toBeGreaterThanOrEqual(8)
    expect(PARAMETERS.p).toBeGreaterThanOrEqual(5)
  })
})

describe('a password', () => {
  it('is right in every Unicode form, and its hash states how it was made', async () => {
    expect(hash).toMatch(/^scrypt\$ln=14,r=8,p=5\$[\w-]{22}\$[\w-]{43}$/)
    expect(await verifyPassword(ring, PASSWORD.normalize('NFD'), hash)).toBe(true)
  })

  it('has a different hash each time', async () => {
    expect(await hashPassword(ring, PASSWORD)).not.toBe(hash)
  })

  it('that differs by one character, case or space is wrong', async () => {
    const cheap = await cheapHash(PASSWORD, 4, 1, 1)
    for (const wrong of [`${PASSWORD}!`, PASSWORD.slice(1), PASSWORD.toUpperCase(), `${PASSWORD} `, '']) {
      expect(await verifyPassword(ring, wrong, cheap), wrong).toBe(false)
    }
  })

  it('is wrong under another pepper: a stolen hash alone cannot be tried', async () => {
    expect(await verifyPassword(await makeRing(), PASSWORD, hash)).toBe(false)
  })

  it('hashed with other parameters still verifies', async () => {
    const cheap = await cheapHash(PASSWORD, 4, 1, 1)
    expect(await verifyPassword(ring, PASSWORD, cheap)).toBe(true)
    expect(await verifyPassword(ring, `${PASSWORD}!`, cheap)).toBe(false)
  })

  it('longer than the limit never equals its own beginning', async () => {
    const longest = '\u{1d6c2}\u0313\u0301\u0345'.repeat(256)
    const cheap = await cheapHash(longest, 4, 1, 1)
    expect(await verifyPassword(ring, longest, cheap)).toBe(true)
    expect(await verifyPassword(ring, longest.normalize('NFKC'), cheap)).toBe(true)
    expect(await verifyPassword(ring, `${longest}y`, cheap)).toBe(false)
  })
})

describe('without a hash', () => {
  // Compares two times in one run with a wide margin. Skipping the work would take less than a hundredth of
  // the time.
  it('the answer is no after as much work: time does not reveal who has an account', async () => {
    const known = await millisecondsOf(hash)
    expect(await millisecondsOf(null)).toBeGreaterThan(known / 3)
    const old = await cheapHash(PASSWORD, 14, 8, 1)
    expect(await millisecondsOf(old), 'a hash of before').toBeGreaterThan(known / 2)
  })

  it('a password of a megabyte takes no more work', async () => {
    const known = await millisecondsOf(hash)
    const took = await millisecondsOf(null, 'x'.repeat(1_000_000))
    expect(took).toBeGreaterThan(known / 3)
    expect(took).toBeLessThan(known * 3)
  })
})

describe('a hash with weaker parameters than today’s', () => {
  it('is told from one of today, and from a stronger one', async () => {
    expect(isWeakerHash(await cheapHash(PASSWORD, 14, 8, 1))).toBe(true)
    expect(isWeakerHash(await cheapHash(PASSWORD, 4, 1, 1))).toBe(true)
    expect(isWeakerHash(hash)).toBe(false)
    expect(isWeakerHash(hash.replace('ln=14', 'ln=15'))).toBe(false)
  })
})

describe('a malformed stored hash', () => {
  it.each([
    '',
    'x',
    'scrypt$ln=14,r=8,p=5$$',
    'scrypt$ln=14,r=8,p=5$AAAA$AAAA',
    'scrypt$ln=x,r=8,p=5$AAAA$AAAA',
    `bcrypt$ln=14,r=8,p=5$AAAA$${'A'.repeat(43)}`,
  ])('%j throws: damage is not a wrong password', async (stored) => {
    await expect(verifyPassword(ring, PASSWORD, stored)).rejects.toThrow('malformed')
  })
})

/** Returns the shortest of three times, because the machine may be busy. */
async function millisecondsOf(stored: string | null, password = `${PASSWORD}!`): Promise<number> {
  const times: number[] = []
  for (let attempt = 0; attempt < 3; attempt++) {
    const start = performance.now()
    expect(await verifyPassword(ring, password, stored)).toBe(false)
    times.push(performance.now() - start)
  }
  return Math.min(...times)
}

async function cheapHash(password: string, logN: number, r: number, p: number): Promise<string> {
  const salt = new Uint8Array(16).fill(7)
  const key = scryptSync(await pepperPassword(ring, password), salt, 32, { N: 2 ** logN, r, p })
  return `scrypt$ln=${logN},r=${r},p=${p}$${encodeBase64url(salt)}$${encodeBase64url(key)}`
}
