import { describe, expect, it } from 'vitest'
import { isServiceToken, makeServiceToken } from '../../src/core/service-token.ts'

const SECRET = 'A'.repeat(43)
const TOKEN = makeServiceToken(SECRET)

// Computed with zlib's crc32 in another language.
const KNOWN = [
  ['A'.repeat(43), '2SmFNN'],
  ['abcdefghijklmnopqrstuvwxyz-_0123456789ABCDE', '0qdENQ'],
] as const

describe('a service token', () => {
  it.each(KNOWN)('of the secret %s ends with the CRC-32 of what precedes, in base62', (secret, checksum) => {
    expect(makeServiceToken(secret)).toBe(`sps_${secret}${checksum}`)
  })

  it('is recognised', () => {
    expect(isServiceToken(TOKEN)).toBe(true)
    expect(TOKEN).toMatch(/^sps_[\w-]{43}[0-9A-Za-z]{6}$/)
  })

  it('with any one character changed is not recognised', () => {
    for (let i = 0; i < TOKEN.length; i++) {
      const other = TOKEN.charAt(i) === 'x' ? 'y' : 'x'
      expect(isServiceToken(TOKEN.slice(0, i) + other + TOKEN.slice(i + 1)), `at ${i}`).toBe(false)
    }
  })

  it.each([
    ['nothing', ''],
    ['white space before it', ` ${TOKEN}`],
    ['white space after it', `${TOKEN}\n`],
    ['a character too few', TOKEN.slice(0, -1)],
    ['a character too many', `${TOKEN}0`],
    ['the prefix of API tokens', TOKEN.replace('sps_', 'spt_')],
    ['the prefix in capitals', TOKEN.replace('sps_', 'SPS_')],
  ])('is not %s', (_, text) => {
    expect(isServiceToken(text)).toBe(false)
  })
})
