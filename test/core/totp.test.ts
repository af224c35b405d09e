import fc from 'fast-check'
import { HOTP, Secret, TOTP, URI } from 'otpauth'
import QRCode from 'qrcode-svg'
import { describe, expect, it, vi } from 'vitest'
import { EMAIL_MAX_LENGTH } from '../../src/core/email.ts'
import {
  hotp,
  matchTotp,
  OWN_TOTP,
  otpauthUri,
  SECRET_BYTES,
  stepAt,
  TOTP_ALGORITHMS,
  TOTP_DIGITS,
} from '../../src/core/totp.ts'

const RFC_SECRET = new TextEncoder().encode('12345678901234567890')
const NOW = 1_800_000_010 // ten seconds into its 30-second step
const PRESENT = stepAt(NOW)

const ownApp = (secret: Uint8Array) => ({ ...OWN_TOTP, secret })

const secrets = fc.uint8Array({ minLength: SECRET_BYTES, maxLength: SECRET_BYTES })

describe('hotp', () => {
  // RFC 4226, appendix D.
  it.each([
    [0, '755224'],
    [1, '287082'],
    [2, '359152'],
    [3, '969429'],
    [4, '338314'],
    [5, '254676'],
    [6, '287922'],
    [7, '162583'],
    [8, '399871'],
    [9, '520489'],
  ])('gives the value of RFC 4226, appendix D, for count %i: %s', async (counter, code) => {
    expect(await hotp(RFC_SECRET, counter)).toBe(code)
  })

  // RFC 6238, appendix B, the rows of SHA-1.
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('gives the value of RFC 6238, appendix B, for second %i: %s', async (seconds, code) => {
    expect(await hotp(RFC_SECRET, stepAt(seconds), { algorithm: 'SHA1', digits: 8 })).toBe(code)
  })

  // RFC 6238, appendix B, the other rows. The secret has the length of the hash (erratum 2866).
  it.each([
    ['SHA256', 59, '46119246'],
    ['SHA256', 1_111_111_109, '68084774'],
    ['SHA256', 1_111_111_111, '67062674'],
    ['SHA256', 1_234_567_890, '91819424'],
    ['SHA256', 2_000_000_000, '90698825'],
    ['SHA256', 20_000_000_000, '77737706'],
    ['SHA512', 59, '90693936'],
    ['SHA512', 1_111_111_109, '25091201'],
    ['SHA512', 1_111_111_111, '99943326'],
    ['SHA512', 1_234_567_890, '93441116'],
    ['SHA512', 2_000_000_000, '38618901'],
    ['SHA512', 20_000_000_000, '47863826'],
  ] as const)('gives the value of RFC 6238, appendix B, for %s and second %i: %s', async (...row) => {
    const [algorithm, seconds, code] = row
    const secret = new TextEncoder().encode('1234567890'.repeat(7).slice(0, algorithm === 'SHA256' ? 32 : 64))
    expect(await hotp(secret, stepAt(seconds), { algorithm, digits: 8 })).toBe(code)
  })

  it.each([2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 2 ** 45 + 12_345, Number.MAX_SAFE_INTEGER])(
    'uses the counter as 64 bits: %i gives what the otpauth library gives',
    async (counter) => {
      const theirs = HOTP.generate({ secret: secretOf(RFC_SECRET), counter, digits: 6 })
      expect(await hotp(RFC_SECRET, counter)).toBe(theirs)
      expect(theirs).not.toBe(await hotp(RFC_SECRET, counter % 2 ** 32 === counter ? 0 : counter % 2 ** 32))
    },
  )

  it('keeps the leading zeros of a code', async () => {
    expect(await hotp(RFC_SECRET, stepAt(1_111_111_109), { algorithm: 'SHA1', digits: 8 })).toMatch(/^0/)
  })
})

describe('TOTP', () => {
  it('agrees with the otpauth library for 1,000 secrets and times', async () => {
    const times = fc.integer({ min: 0, max: 2 ** 36 })
    await fc.assert(
      fc.asyncProperty(secrets, times, async (secret, now) => {
        const theirs = TOTP.generate({ secret: secretOf(secret), timestamp: now * 1000 })
        expect(await hotp(secret, stepAt(now))).toBe(theirs)
        expect(await matchTotp(ownApp(secret), theirs, now)).toEqual({ kind: 'match', step: stepAt(now) })
      }),
      { numRuns: 1000, seed: 6238 },
    )
  })

  it('agrees with the otpauth library for every hash, number of digits, period and length of secret', async () => {
    const apps = fc.record({
      secret: fc.uint8Array({ minLength: 10, maxLength: 64 }),
      algorithm: fc.constantFrom(...TOTP_ALGORITHMS),
      digits: fc.constantFrom(...TOTP_DIGITS),
      period: fc.integer({ min: 15, max: 120 }),
    })
    const times = fc.integer({ min: 1000, max: 2 ** 36 })
    const offsets = fc.integer({ min: -45, max: 45 })
    await fc.assert(
      fc.asyncProperty(apps, times, offsets, async (app, now, offset) => {
        const { secret, ...settings } = app
        const at = now + offset * app.period
        const code = TOTP.generate({
          ...settings,
          secret: secretOf(secret),
          timestamp: Math.max(at, 0) * 1000,
        })
        const step = stepAt(Math.max(at, 0), app)
        const away = step - stepAt(now, app)
        const found = await matchTotp(app, code, now)
        if (Math.abs(away) <= 1) expect(found).toEqual({ kind: 'match', step })
        else if (Math.abs(away * app.period) <= 600 - (600 % app.period))
          expect(found).toEqual({ kind: 'clock-off', step, seconds: away * app.period })
        else expect(found.kind).not.toBe('match')
      }),
      { numRuns: 300, seed: 58 },
    )
  })

  it('covers a step from its first second to its last', async () => {
    const code = await hotp(RFC_SECRET, PRESENT)
    const first = PRESENT * OWN_TOTP.period
    for (const now of [first, first + OWN_TOTP.period - 1]) {
      expect(await matchTotp(ownApp(RFC_SECRET), code, now)).toEqual({ kind: 'match', step: PRESENT })
    }
  })

  it.each([-1, 0, 1])('accepts the code of step T%+i, and names that step', async (offset) => {
    const code = await hotp(RFC_SECRET, PRESENT + offset)
    expect(await matchTotp(ownApp(RFC_SECRET), code, NOW)).toEqual({ kind: 'match', step: PRESENT + offset })
  })

  it.each([-2, 2, -20, 20])(
    'refuses the code of step T%+i, and says how far off the app’s clock is',
    async (offset) => {
      const code = await hotp(RFC_SECRET, PRESENT + offset)
      expect(await matchTotp(ownApp(RFC_SECRET), code, NOW)).toEqual({
        kind: 'clock-off',
        step: PRESENT + offset,
        seconds: offset * OWN_TOTP.period,
      })
    },
  )

  it.each([-21, 21])('says nothing about a code from step T%+i: it is simply wrong', async (offset) => {
    const code = await hotp(RFC_SECRET, PRESENT + offset)
    expect(await matchTotp(ownApp(RFC_SECRET), code, NOW)).toEqual({ kind: 'none' })
  })

  it('accepts a code within one step of now only, and names its step', async () => {
    const times = fc.integer({ min: 30_000, max: 2 ** 36 })
    await fc.assert(
      fc.asyncProperty(secrets, times, fc.integer({ min: -40, max: 40 }), async (secret, now, offset) => {
        const step = stepAt(now) + offset
        const seen = await matchTotp(ownApp(secret), await hotp(secret, step), now)
        if (Math.abs(offset) <= 1) expect(seen).toEqual({ kind: 'match', step })
        else expect(seen.kind).not.toBe('match')
      }),
    )
  })

  it('refuses a code that is shorter, longer or different in one digit', async () => {
    const code = await hotp(RFC_SECRET, PRESENT)
    const changed = code.slice(0, 5) + ((Number(code[5]) + 1) % 10)
    for (const wrong of [code.slice(0, 5), `${code}0`, `0${code}`, changed, '']) {
      expect(await matchTotp(ownApp(RFC_SECRET), wrong, NOW), wrong).toEqual({ kind: 'none' })
    }
  })

  it('refuses the code of another secret', async () => {
    const other = RFC_SECRET.map((byte) => byte ^ 1)
    expect(await matchTotp(ownApp(RFC_SECRET), await hotp(other, PRESENT), NOW)).toEqual({ kind: 'none' })
  })

  it.each([
    ['right', 0],
    ['of the previous step', -1],
    ['early', 8],
    ['of a distant step', 500],
  ])('does the same work for a code that is %s as for any other', async (_, offset) => {
    const code = await hotp(RFC_SECRET, PRESENT + offset)
    const sign = vi.spyOn(crypto.subtle, 'sign')
    await matchTotp(ownApp(RFC_SECRET), code, NOW)
    expect(sign).toHaveBeenCalledTimes(41)
    sign.mockRestore()
  })

  it('accepts no code from a step before 1970', async () => {
    const wrapped = HOTP.generate({ secret: secretOf(RFC_SECRET), counter: 2 ** 53 - 1 })
    expect(await matchTotp(ownApp(RFC_SECRET), wrapped, 0)).toEqual({ kind: 'none' })
  })
})

describe('the Key URI', () => {
  it('is read by an authenticator with its secret, issuer, account and parameters', () => {
    expect(otpauthUri(RFC_SECRET, 'Sallyport', 'ada@acme.example')).toBe(
      'otpauth://totp/Sallyport:ada%40acme.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' +
        '&issuer=Sallyport&algorithm=SHA1&digits=6&period=30',
    )
  })

  it('keeps every secret, issuer and address whole', () => {
    const words = fc
      .string({ unit: fc.constantFrom(...'abZ09 .+-_&=?#%/@é漢😀'), minLength: 1, maxLength: 30 })
      .map((text) => text.trim())
      .filter((text) => text !== '')
    fc.assert(
      fc.property(secrets, words, words, (secret, issuer, account) => {
        const read = URI.parse(otpauthUri(secret, issuer, account))
        expect(read).toBeInstanceOf(TOTP)
        expect(new Uint8Array(read.secret.bytes)).toEqual(secret)
        expect(read).toMatchObject({ issuer, label: account, algorithm: 'SHA1', digits: 6, period: 30 })
      }),
      { numRuns: 500, seed: 20 },
    )
  })

  it.each(['漢', '😀', 'é', 'x'])(
    'with the longest address, of %s, and the longest host fits into a QR code and is read back',
    (letter) => {
      const address = `${letter.repeat(64)}@${letter.repeat(189)}`
        .slice(0, EMAIL_MAX_LENGTH)
        .replace(/\p{Cs}$/u, '')
      const uri = otpauthUri(RFC_SECRET, 'portal.'.repeat(36), address)
      expect(new QRCode({ content: uri, ecl: 'M' }).qrcode.modules.length).toBeLessThan(177)
      const read = URI.parse(uri)
      expect(new Uint8Array(read.secret.bytes)).toEqual(RFC_SECRET)
      expect(address.startsWith(read.label.replace(/…$/, '')), read.label).toBe(true)
      expect(read.label.endsWith('…')).toBe(letter !== 'x')
    },
  )
})

function secretOf(bytes: Uint8Array): Secret {
  return new Secret({ buffer: Uint8Array.from(bytes).buffer })
}

it('an empty code matches no step, not even before 1970', async () => {
  expect(await matchTotp(ownApp(new Uint8Array(SECRET_BYTES)), '', 0)).toEqual({ kind: 'none' })
})
