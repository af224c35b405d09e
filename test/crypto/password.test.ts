import { scryptSync } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { encodeBase64url } from '../../src/core/base64url.ts'
import { pepperPassword } from '../../src/crypto/digest.ts'
import type { KeyRing } from '../../src/crypto/key-ring.ts'
import { hashPassword, PARAMETERS, type PasswordHash, verifyPassword } from '../../src/crypto/password.ts'
import { makeRing } from '../support/ring.ts'

// One hash is 185 ms of work: this file makes as few as will do.
const PASSWORD = 'correct horse battery staple'

let ring: KeyRing
let hash: PasswordHash
beforeAll(async () => {
  ring = await makeRing()
  hash = await hashPassword(ring, PASSWORD)
})

describe('the work of a password hash', () => {
  it('stays under what production allows: N·r·p of 2^20, and 64 MiB', () => {
    const { logN, r, p } = PARAMETERS
    expect(2 ** logN * r * p).toBeLessThanOrEqual(2 ** 20)
    expect(128 * 2 ** logN * r).toBeLessThanOrEqual(64 * 1024 * 1024)
  })

  it('is no less than OWASP asks for: N = 2^14 with r = 8 wants p = 5', () => {
    expect(PARAMETERS.logN).toBeGreaterThanOrEqual(14)
    expect(PARAMETERS.r).toBeGreaterThanOrEqual(8)
    expect(PARAMETERS.p).toBeGreaterThanOrEqual(5)
  })
})

describe('a password', () => {
  it('is right in every Unicode form, and its hash says how it was made', async () => {
    expect(hash).toMatch(/^scrypt\$ln=14,r=8,p=5\$[\w-]{22}\$[\w-]{43}$/)
    expect(await verifyPassword(ring, PASSWORD.normalize('NFD'), hash)).toBe(true)
  })

  it('has another hash each time', async () => {
    expect(await hashPassword(ring, PASSWORD)).not.toBe(hash)
  })

  it('that is wrong by one character, one case or one space is wrong', async () => {
    const cheap = await cheapHash(PASSWORD, 4, 1, 1)
    for (const wrong of [`${PASSWORD}!`, PASSWORD.slice(1), PASSWORD.toUpperCase(), `${PASSWORD} `, '']) {
      expect(await verifyPassword(ring, wrong, cheap), wrong).toBe(false)
    }
  })

  it('is worth nothing under another pepper: a stolen hash alone cannot be tried', async () => {
    expect(await verifyPassword(await makeRing(), PASSWORD, hash)).toBe(false)
  })

  it('made with other parameters still verifies', async () => {
    const cheap = await cheapHash(PASSWORD, 4, 1, 1)
    expect(await verifyPassword(ring, PASSWORD, cheap)).toBe(true)
    expect(await verifyPassword(ring, `${PASSWORD}!`, cheap)).toBe(false)
  })

  it('longer than the longest never equals the longest that it begins with', async () => {
    const longest = 'x'.repeat(256)
    const cheap = await cheapHash(longest, 4, 1, 1)
    expect(await verifyPassword(ring, longest, cheap)).toBe(true)
    expect(await verifyPassword(ring, `${longest}y`, cheap)).toBe(false)
  })
})

describe('where there is no hash', () => {
  // Compared with each other in one run, and far apart: leaving the work out takes less than a hundredth of it.
  it('the answer is no, after as much work as for a hash: time does not tell who has an account', async () => {
    const known = Math.min(await millisecondsOf(hash), await millisecondsOf(hash))
    expect(await millisecondsOf(null)).toBeGreaterThan(known / 3)
  })
})

describe('a stored hash that is none', () => {
  it.each([
    '',
    'x',
    'scrypt$ln=14,r=8,p=5$$',
    'scrypt$ln=14,r=8,p=5$AAAA$AAAA',
    'scrypt$ln=x,r=8,p=5$AAAA$AAAA',
    `bcrypt$ln=14,r=8,p=5$AAAA$${'A'.repeat(43)}`,
  ])('%j throws: damage is no wrong password', async (stored) => {
    await expect(verifyPassword(ring, PASSWORD, stored)).rejects.toThrow('malformed')
  })
})

async function millisecondsOf(stored: PasswordHash | null): Promise<number> {
  const start = performance.now()
  expect(await verifyPassword(ring, `${PASSWORD}!`, stored)).toBe(false)
  return performance.now() - start
}

async function cheapHash(password: string, logN: number, r: number, p: number): Promise<string> {
  const salt = new Uint8Array(16).fill(7)
  const key = scryptSync(await pepperPassword(ring, password), salt, 32, { N: 2 ** logN, r, p })
  return `scrypt$ln=${logN},r=${r},p=${p}$${encodeBase64url(salt)}$${encodeBase64url(key)}`
}
