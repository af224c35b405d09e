// Checks which claims user info may add to the ID token.

import { describe, expect, it } from 'vitest'
import { challenging, changed, down, failing, huge, replaced } from '../support/node/replies.ts'
import { expectRefused, expectSignedIn, IDP, ISSUER, provideIdp, signIn } from '../support/relying-party.ts'

const idp = provideIdp()
const asked = () => idp.receivedAt('/userinfo').length

const SILENT = { email: undefined, email_verified: undefined, name: undefined }

describe('user info', () => {
  it('is not asked if the ID token has everything', async () => {
    await expectSignedIn()
    expect(asked()).toBe(0)
  })

  it('is not asked for a verified address if the provider has no unverified ones', async () => {
    idp.next({ claims: { email_verified: undefined } })
    expect((await signIn({ ...IDP, assumesEmailVerified: true })).ok).toBe(true)
    expect(asked()).toBe(0)
  })

  it('is asked with the access token only', async () => {
    await expectSignedIn({ claims: { name: undefined } })
    expect(idp.receivedAt('/userinfo').map(({ authorization }) => authorization)).toEqual([
      expect.stringMatching(/^Bearer [\w-]+$/),
    ])
  })

  it('adds what the ID token lacks', async () => {
    const userinfo = changed({ email: 'ada@home.example', email_verified: true, name: 'Ada at home' })
    expect(await expectSignedIn({ claims: SILENT, userinfo })).toMatchObject({
      email: 'ada@home.example',
      isEmailVerified: true,
      name: 'Ada at home',
      missed: null,
    })
    expect(asked()).toBe(1)
  })

  it('never replaces a claim of the ID token', async () => {
    const userinfo = changed({ email: 'other@evil.example', name: 'Ada at home' })
    expect(await expectSignedIn({ claims: { name: undefined }, userinfo })).toMatchObject({
      email: 'resident@acme.example',
      name: 'Ada at home',
    })
  })

  it('verifies only the address that it returns', async () => {
    const userinfo = changed({ email: 'mine@evil.example', email_verified: true })
    expect(await expectSignedIn({ claims: { email_verified: undefined }, userinfo })).toMatchObject({
      email: 'mine@evil.example',
      isEmailVerified: true,
    })
  })

  it('without an address verifies none', async () => {
    const userinfo = changed({ email: undefined, email_verified: true })
    expect(await expectSignedIn({ claims: { email_verified: undefined }, userinfo })).toMatchObject({
      email: 'resident@acme.example',
      isEmailVerified: false,
    })
  })

  it.each([
    ['down', down],
    ['failing', failing],
    ['four megabytes long', huge],
    ['a refusal with a challenge', challenging],
    ['a list', replaced([])],
    ['without a subject', replaced({ email: 'new@acme.example', email_verified: true })],
  ])('that is %s costs only its claims, and the reason is given', async (_, userinfo) => {
    const arrival = await expectSignedIn({ claims: SILENT, userinfo })
    expect(arrival).toMatchObject({
      subject: 'resident-of-the-provider',
      email: null,
      isEmailVerified: false,
    })
    expect(arrival.missed?.detail).toMatch(/^[a-z_ -]+$/)
    expect(asked()).toBe(1)
  })

  it('of another subject is refused: the access token was another person’s', async () => {
    const userinfo = replaced({ sub: 'another', email: 'new@acme.example', email_verified: true })
    await expectRefused({ claims: SILENT, userinfo }, 'not-completed')
    await expectRefused(
      { claims: { name: undefined }, userinfo: changed({ sub: 'another' }) },
      'not-completed',
    )
  })

  it('follows no redirect', async () => {
    const userinfo = () => ({ status: 307, headers: { location: `${ISSUER}/elsewhere/userinfo` }, body: '' })
    const { missed } = await expectSignedIn({ claims: SILENT, userinfo })
    expect(missed).not.toBeNull()
    expect(idp.receivedAt('/elsewhere/userinfo')).toEqual([])
  })
})
