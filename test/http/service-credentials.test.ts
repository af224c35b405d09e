import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeServiceToken } from '../../src/core/service-token.ts'
import { readServiceCredentials } from '../../src/http/service-credentials.ts'
import { runs } from '../support/properties.ts'

const TOKEN = makeServiceToken('t'.repeat(43))
const OTHER = makeServiceToken('o'.repeat(43))
const BROKEN = `${TOKEN.slice(0, -1)}!`

/** Encodes Latin-1, as the clients of RFC 7617 without a charset. */
const basic = (pair: string) => `Basic ${btoa(pair)}`
const read = (headers: Record<string, string>) => readServiceCredentials(new Headers(headers))
const inAuthorization = (token: string | null) => ({ token, isInAuthorization: true })

describe('a service token', () => {
  it.each([
    ['Bearer', `Bearer ${TOKEN}`],
    ['Bearer in another case, after two spaces', `bEARER  ${TOKEN}`],
    ['the password of Basic', basic(`ci:${TOKEN}`)],
    ['the password of Basic without padding', basic(`ci1:${TOKEN}`).replace(/=+$/, '')],
    ['the password of Basic with an empty user name', basic(`:${TOKEN}`)],
    ['the password of Basic with a user name in Latin-1', basic(`zoë:${TOKEN}`)],
    ['user name and password of Basic at once', basic(`${TOKEN}:${TOKEN}`)],
  ])('is found in Authorization: %s', (_, authorization) => {
    expect(read({ authorization })).toEqual(inAuthorization(TOKEN))
  })

  it('is found in Sallyport-Token, and leaves Authorization to the origin', () => {
    const expected = { token: TOKEN, isInAuthorization: false }
    expect(read({ 'sallyport-token': TOKEN })).toEqual(expected)
    expect(read({ 'sallyport-token': TOKEN, authorization: 'Bearer of-the-origin' })).toEqual(expected)
    expect(read({ 'sallyport-token': TOKEN, authorization: basic('ci:a password') })).toEqual(expected)
  })

  it('may be sent in two ways at once', () => {
    const headers = { 'sallyport-token': TOKEN, authorization: basic(`ci:${TOKEN}`) }
    expect(read(headers)).toEqual(inAuthorization(TOKEN))
  })

  it.each([
    ['Bearer', { authorization: `Bearer ${BROKEN}` }, true],
    ['Basic', { authorization: basic(`ci:${BROKEN}`) }, true],
    ['Sallyport-Token', { 'sallyport-token': 'not of this form' }, false],
    ['an empty Sallyport-Token', { 'sallyport-token': '' }, false],
  ])('in a broken form is found too, so that it is refused: %s', (_, headers, isInAuthorization) => {
    expect(read(headers)).toMatchObject({ isInAuthorization })
  })
})

describe('an Authorization without a service token', () => {
  const JWT = `eyJ${'a'.repeat(300)}.eyJ${'b'.repeat(100)}sps_${'c'.repeat(49)}.${'d'.repeat(86)}`

  it.each([
    ['Bearer of the origin', 'Bearer of-the-origin'],
    ['Basic of the origin', basic('ada:a password')],
    ['Basic that is not base64', 'Basic %%%'],
    ['Basic alone', 'Basic'],
    ['Digest', 'Digest username="ada", realm="x", nonce="y", uri="/", response="z"'],
    ['a signature of AWS', 'AWS4-HMAC-SHA256 Credential=A/20261130/eu/s3/aws4_request, Signature=0f'],
    ['nothing', ''],
    ['a JWT with the letters sps_ inside', `Bearer ${JWT}`],
    ['another prefix', `Bearer spt_${'a'.repeat(43)}`],
  ])('is the origin’s: %s', (_, authorization) => {
    expect(read({ authorization })).toBeNull()
  })

  it('no header at all is nobody’s', () => {
    expect(read({})).toBeNull()
  })
})

describe('an Authorization that mentions a token in another form', () => {
  it.each([
    ['two tokens as Bearer', `Bearer ${TOKEN}, Bearer ${OTHER}`],
    ['the same token twice', `Bearer ${TOKEN}, Bearer ${TOKEN}`],
    ['the origin’s Bearer and a token', `Bearer of-the-origin, Bearer ${TOKEN}`],
    ['a token and the origin’s Basic', `Bearer ${TOKEN}, ${basic('ada:a password')}`],
    ['the origin’s Basic and a token’s', `${basic('ada:a password')}, ${basic(`ci:${TOKEN}`)}`],
    ['capitals', `Bearer ${TOKEN.toUpperCase()}`],
    ['another scheme', `Token ${TOKEN}`],
    ['no scheme', TOKEN],
    ['quotation marks', `Bearer "${TOKEN}"`],
    ['a tab', `Bearer\t${TOKEN}`],
    ['a parameter', `Token token=${TOKEN}`],
    ['a token inside a longer word', `Bearer x${TOKEN}x`],
    ['the user name of Basic', basic(`${TOKEN}:`)],
    ['a user name of Basic that is another token', basic(`${OTHER}:${TOKEN}`)],
    ['Basic without a colon', basic(TOKEN)],
    ['Basic with a space before the password', basic(`ci: ${TOKEN}`)],
    ['Basic in the other alphabet', basic(`ci>>>???:${TOKEN}`).replaceAll('+', '-').replaceAll('/', '_')],
    ['Basic with letters that a lenient server skips', basic(`ci:${TOKEN}`).replace('c3Bz', 'c3*Bz')],
    ['Basic with spaces that a lenient server skips', basic(`ci:${TOKEN}`).replace('c3Bz', 'c 3B z')],
    ['Basic in quotation marks', `Basic "${btoa(`ci:${TOKEN}`)}"`],
    ['Basic that breaks off', basic(`ci:${TOKEN}`).slice(0, -3)],
  ])('is unusable, and never the origin’s: %s', (_, authorization) => {
    const found = read({ authorization })
    expect(found?.isInAuthorization).toBe(true)
    expect(found?.token === null || found?.token !== TOKEN).toBe(true)
  })

  it('two different tokens in two ways are unusable', () => {
    for (const authorization of [`Bearer ${OTHER}`, basic(`ci:${OTHER}`), `Token ${OTHER}`])
      expect(read({ 'sallyport-token': TOKEN, authorization })).toEqual(inAuthorization(null))
  })

  it('several Sallyport-Token headers are one that no token can be', () => {
    const headers = new Headers([
      ['sallyport-token', TOKEN],
      ['sallyport-token', TOKEN],
    ])
    expect(readServiceCredentials(headers)?.token).not.toBe(TOKEN)
  })
})

describe('any Authorization', () => {
  it('with a whole token anywhere, as it is or in Basic, is never left to the origin', () => {
    const text = fc.string({ unit: 'binary-ascii', maxLength: 30 }).map((s) => s.replace(/[^\x20-\x7e]/g, ''))
    fc.assert(
      fc.property(text, text, fc.boolean(), (before, after, isBasic) => {
        const value = `${before}${TOKEN}${after}`
        const found = read({ authorization: isBasic ? basic(value) : value })
        expect(found?.isInAuthorization).toBe(true)
      }),
      runs(300),
    )
  })

  it('never throws, and takes 64 KiB in a few milliseconds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 200 }), (text) => {
        const value = text.replace(/[^\x20-\x7e]/g, '')
        for (const authorization of [value, `Basic ${value}`, `Bearer ${value}`]) read({ authorization })
      }),
      runs(300),
    )
    const began = performance.now()
    for (const piece of ['sps_', 'a', ' ', '=', ',', 'c3Bz']) {
      for (const scheme of ['Basic ', 'Bearer ', ''])
        read({ authorization: scheme + piece.repeat(65_536 / piece.length) })
    }
    expect(performance.now() - began).toBeLessThan(2000)
  })
})
