// Which account a first sign-in through an OpenID provider gets, and which browser its answer is valid for.

import { beforeEach, describe, expect, it } from 'vitest'
import type { OidcProvider } from '../../../src/core/provider.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { forgetRing } from '../../../src/flows/edge/ring.ts'
import type { ArrivalRefusal, Return } from '../../../src/flows/sign-in/arrive.ts'
import { type Begun, begin, bringBack, edgeWith, rowsHeld } from '../../support/arriving.ts'
import type { Wrong } from '../../support/hostile-provider.ts'
import type { Members } from '../../support/node/jws.ts'
import { down, MARKUP } from '../../support/node/replies.ts'
import { advance, IDP, now, provideIdp } from '../../support/relying-party.ts'
import { addAccount, enrol, rows } from '../../support/rows.ts'
import { withOtherStart } from '../../support/tampered.ts'

const idp = provideIdp()

/** Trusted for addresses, but creates no accounts. */
const LINKING: OidcProvider = { ...IDP, id: 'linking', trustsEmail: true, provisions: false }

let edge: Edge
beforeEach(async () => {
  forgetRing()
  edge = await edgeWith(now(), IDP, LINKING)
  await addAccount('ada')
})

async function wayBack(provider: OidcProvider): Promise<Begun & { readonly callback: URL }> {
  const begun = await begin(edge, provider)
  const answered = await fetch(begun.location.href, { redirect: 'manual' })
  return { ...begun, callback: new URL(answered.headers.get('location') ?? '') }
}

async function arrive(provider: OidcProvider, wrong: Wrong = {}): Promise<Return['result']> {
  idp.next(wrong)
  const { callback, cookies } = await wayBack(provider)
  return (await bringBack(edge, provider, callback, cookies)).result
}

async function expectSignedIn(result: Return['result']) {
  if (!result.ok) throw new Error(result.error.detail)
  if (result.value.purpose !== 'sign-in') throw new Error(result.value.purpose)
  return result.value.signedIn
}

async function expectRefused(
  code: ArrivalRefusal['code'],
  act: () => Promise<Return['result']>,
): Promise<void> {
  const before = await rowsHeld()
  const result = await act()
  expect(result).toMatchObject({ ok: false, error: { code } })
  expect(await rowsHeld()).toEqual(before)
}

const STRANGER = { sub: 'a-stranger', email: 'stranger@acme.example' }

const ADDRESSES: readonly (readonly [string, unknown])[] = [
  ['missing', undefined],
  ['null', null],
  ['empty', ''],
  ['a number', 7],
  ['a list', ['new@acme.example']],
  ['an object', { value: 'new@acme.example' }],
  ['without an @', 'new.acme.example'],
  ['with two @', 'new@evil.example@acme.example'],
  ['with a quoted @', '"new@evil.example"@acme.example'],
  ['without a name', '@acme.example'],
  ['without a host', 'new@'],
  ['two addresses', 'new@evil.example,new@acme.example'],
  ['with a name beside it', 'New <new@acme.example>'],
  ['with white space inside', 'new @acme.example'],
  ['two lines long', 'new@acme.example\nBcc: all@acme.example'],
  ['with a NUL', 'new\0@acme.example'],
  ['with markup', `${MARKUP}@acme.example`],
  ['longer than any address', `${'x'.repeat(400)}@acme.example`],
]

const VERIFIED: readonly (readonly [string, unknown])[] = [
  ['false', false],
  ['missing', undefined],
  ['null', null],
  ['the text "true"', 'true'],
  ['the number 1', 1],
  ['a list', [true]],
]

describe('a first sign-in', () => {
  // User info has the same claims as the token.
  const strangerWith = (claims: Members): Wrong => ({ claims: { ...STRANGER, ...claims } })

  it('with a verified, unknown address creates an account with that address and name', async () => {
    await expectSignedIn(await arrive(IDP, strangerWith({})))
    expect(await rows('SELECT email, name FROM accounts WHERE email LIKE ?', 'stranger%')).toEqual([
      { email: STRANGER.email, name: 'Ada Okafor' },
    ])
  })

  it.each(ADDRESSES)('creates no account if its address is %s', (_, email) =>
    expectRefused('address-unusable', () => arrive(IDP, strangerWith({ email }))),
  )
  it.each(VERIFIED)('creates no account if “verified” is %s', (_, email_verified) =>
    expectRefused('address-unusable', () => arrive(IDP, strangerWith({ email_verified }))),
  )
  it.each(VERIFIED)('is not linked by address if “verified” is %s', (_, email_verified) =>
    expectRefused('address-unusable', () =>
      arrive(LINKING, strangerWith({ email: 'ada@acme.example', email_verified })),
    ),
  )
  it.each(['ada@acme.example', 'ADA@ACME.EXAMPLE', ' ada@acme.example '])(
    'is refused if the address %j is taken',
    (email) => expectRefused('address-taken', () => arrive(IDP, strangerWith({ email }))),
  )
  it('creates no account if the provider may not', () =>
    expectRefused('no-account', () => arrive(LINKING, strangerWith({}))))

  it('without user info is not judged by address: the provider is unavailable', () =>
    expectRefused('unavailable', () =>
      arrive(IDP, { ...strangerWith({ email: undefined }), userinfo: down }),
    ))

  it.each<readonly [string, Members]>([
    ['a list of everything', { amr: ['mfa', 'otp', 'hwk'] }],
    ['text', { amr: 'mfa' }],
    ['Sallyport’s own `acr`', { acr: 'aal2', mfa_time: 4_102_444_800, mfa_method: 'totp' }],
  ])('with an untrusted method still needs the code: %s', async (_, claims) => {
    await enrol('ada')
    const signedIn = await expectSignedIn(
      await arrive(LINKING, strangerWith({ email: 'ada@acme.example', ...claims })),
    )
    expect(signedIn.next).toBe('second-factor')
    expect(await rows('SELECT 1 FROM sessions')).toEqual([])
  })
})

describe('a person known by provider and subject', () => {
  const known = { ...STRANGER, sub: 'known' }

  it('stays the same person, whatever address comes later', async () => {
    await arrive(IDP, { claims: known })
    const before = await rows('SELECT * FROM accounts ORDER BY id')
    for (const email of ['ada@acme.example', undefined, 'two@at@acme.example'])
      await expectSignedIn(await arrive(IDP, { claims: { ...known, email } }))
    expect(await rows('SELECT * FROM accounts ORDER BY id')).toEqual(before)
    expect(await rows('SELECT DISTINCT account_id FROM sessions')).toHaveLength(1)
  })

  it('signs in while user info is down', async () => {
    await arrive(IDP, { claims: known })
    const claims = { sub: 'known', email: undefined, email_verified: undefined, name: undefined }
    await expectSignedIn(await arrive(IDP, { claims, userinfo: down }))
  })

  it('is a different person at another provider', async () => {
    await arrive(IDP, { claims: known })
    await expectRefused('no-account', () =>
      arrive(LINKING, { claims: { ...known, email: 'nobody@acme.example' } }),
    )
  })

  it.each([known.sub.toUpperCase(), `${known.sub} `, `${known.sub}\0`])(
    'is a different person with the subject %j',
    async (sub) => {
      await arrive(IDP, { claims: known })
      await expectSignedIn(await arrive(IDP, { claims: { sub, email: 'other@acme.example' } }))
      expect(await rows('SELECT DISTINCT account_id FROM sessions')).toHaveLength(2)
    },
  )

  it.each(['CN=Ada Okafor,OU=Staff', '   ', 'resident\r\nof', '<b>"%2e%2e/&amp;', 'x'.repeat(255)])(
    'is one person with any ASCII subject: %j',
    async (sub) => {
      for (const email of ['first@acme.example', 'second@acme.example'])
        await expectSignedIn(await arrive(IDP, { claims: { sub, email } }))
      expect(await rows('SELECT subject FROM identities')).toEqual([{ subject: sub }])
    },
  )
})

describe('a provider’s answer', () => {
  const tokensAsked = () => idp.receivedAt('/token').length

  it('is refused without its flow’s cookie, and stays valid for its own browser', async () => {
    const { callback, cookies } = await wayBack(IDP)
    const another = await wayBack(IDP)
    for (const foreign of [{}, another.cookies])
      await expectRefused('not-completed', async () => (await bringBack(edge, IDP, callback, foreign)).result)
    expect(tokensAsked()).toBe(0)
    await expectSignedIn((await bringBack(edge, IDP, callback, cookies)).result)
  })

  it('is refused with another flow’s cookie under its name, or a changed cookie', async () => {
    const { id, callback, cookies } = await wayBack(IDP)
    const another = await wayBack(IDP)
    const right = cookies[id] ?? ''
    const wrong = [another.cookies[another.id], 'x', `${right}x`, right.slice(0, -2), withOtherStart(right)]
    for (const cookie of wrong)
      await expectRefused(
        'not-completed',
        async () => (await bringBack(edge, IDP, callback, { [id]: cookie ?? '' })).result,
      )
    expect(tokensAsked()).toBe(0)
  })

  it('is refused at another provider, which gets no code', async () => {
    const { callback, cookies } = await wayBack(IDP)
    await expectRefused(
      'not-completed',
      async () => (await bringBack(edge, LINKING, callback, cookies)).result,
    )
    expect(tokensAsked()).toBe(0)
  })

  it.each<readonly [string, (callback: URL) => void]>([
    ['no state', ({ searchParams }) => searchParams.delete('state')],
    ['an empty state', ({ searchParams }) => searchParams.set('state', '')],
    ['a state that was never issued', ({ searchParams }) => searchParams.set('state', 'A'.repeat(22))],
    ['a malformed state', ({ searchParams }) => searchParams.set('state', '../../x')],
    ['a state of 10,000 letters', ({ searchParams }) => searchParams.set('state', 'A'.repeat(10_000))],
    ['two states', ({ searchParams }) => searchParams.append('state', 'A'.repeat(22))],
  ])('is refused with %s', async (_, spoil) => {
    const { callback, cookies } = await wayBack(IDP)
    spoil(callback)
    await expectRefused('not-completed', async () => (await bringBack(edge, IDP, callback, cookies)).result)
    expect(tokensAsked()).toBe(0)
  })

  it('is refused the second time, and its code is sent once', async () => {
    idp.next({ isLax: true })
    const { callback, cookies } = await wayBack(IDP)
    await expectSignedIn((await bringBack(edge, IDP, callback, cookies)).result)
    await expectRefused('not-completed', async () => (await bringBack(edge, IDP, callback, cookies)).result)
    expect(tokensAsked()).toBe(1)
  })

  it('is also spent by a refusal', async () => {
    idp.next({ isLax: true, claims: { nonce: 'wrong' } })
    const { callback, cookies } = await wayBack(IDP)
    await expectRefused('not-completed', async () => (await bringBack(edge, IDP, callback, cookies)).result)
    idp.next({ isLax: true })
    await expectRefused('not-completed', async () => (await bringBack(edge, IDP, callback, cookies)).result)
    expect(tokensAsked()).toBe(0)
  })

  it('is refused with a code from another browser’s flow', async () => {
    idp.next({ isLax: true })
    const stolen = await wayBack(IDP)
    const { callback, cookies } = await wayBack(IDP)
    callback.searchParams.set('code', stolen.callback.searchParams.get('code') ?? '')
    await expectRefused('not-completed', async () => (await bringBack(edge, IDP, callback, cookies)).result)
    expect(tokensAsked(), 'the provider gave a token, of another nonce').toBe(1)
  })

  it('is valid for ten minutes', async () => {
    for (const [seconds, isGood] of [
      [599, true],
      [600, false],
    ] as const) {
      const { callback, cookies } = await wayBack(IDP)
      advance(seconds)
      const late = { ...edge, now: edge.now + seconds }
      expect((await bringBack(late, IDP, callback, cookies)).result.ok).toBe(isGood)
      edge = await edgeWith(now(), IDP, LINKING)
    }
  })
})
