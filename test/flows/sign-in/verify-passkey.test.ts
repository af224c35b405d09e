// A passkey as the second factor of a sign-in, and of a session that steps up. Every field of the answer is
// forged in turn: each is refused for its own reason, and nothing is written but the refusal.

import { beforeEach, describe, expect, it, vi } from 'vitest'
import { encodeBase64url } from '../../../src/core/base64url.ts'
import { digest } from '../../../src/crypto/digest.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { userHandleOf } from '../../../src/flows/edge/relying-party.ts'
import { findSession } from '../../../src/flows/session/session.ts'
import { verifyLogin } from '../../../src/flows/sign-in/verify-login.ts'
import {
  offerAssertion,
  stepUpWithPasskey,
  verifyLoginWithPasskey,
} from '../../../src/flows/sign-in/verify-passkey.ts'
import { startLogin } from '../../../src/store/logins.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { metered } from '../../support/metered.ts'
import { addedPasskey, passkeyAt, sessionOf, signedIn } from '../../support/passkey-rows.ts'
import { addAccount, BY_PASSWORD, count, digestOf, NOW, PASSWORD_HASH, rows } from '../../support/rows.ts'
import type { Forged, SoftwarePasskey } from '../../support/software-passkey.ts'

const LOGIN = 'the cookie of the login'
const BROWSER = { previous: null, language: 'en' } as const

let edge: Edge
let passkey: SoftwarePasskey
beforeEach(async () => {
  edge = await edgeAt(NOW)
  await addAccount('ada', PASSWORD_HASH)
  passkey = (await addedPasskey(edge, await signedIn(edge, 'old', 'ada'))).passkey
  await rows('DELETE FROM sessions')
  await rows('DELETE FROM notices')
  await begin()
})

async function begin(cookie = LOGIN): Promise<void> {
  const tokenDigest = await digest(edge.ring, 'login', cookie)
  const login = { tokenDigest, accountId: 'ada', factor: BY_PASSWORD }
  await startLogin(edge.db, login, NOW, digestOf('no session')).run()
}

async function offered(cookie = LOGIN, at = edge) {
  const options = await offerAssertion(at, { loginCookie: cookie })
  if (!options.ok) throw new Error(options.error.reason)
  return options.value
}
const answer = (assertion: string, at = edge, cookie = LOGIN) =>
  verifyLoginWithPasskey(at, cookie, assertion, BROWSER)
const signIn = async (forge: Forged = {}, by = passkey) => answer(await by.assert(await offered(), forge))
const refused = (reason: string) => ({ ok: false, error: expect.objectContaining({ reason }) })
const noted = () => rows("SELECT detail FROM audit WHERE action = 'second_factor.refused' ORDER BY id DESC")
const stored = async () => (await rows('SELECT * FROM passkeys'))[0]

/** Expects a refusal for this reason: in the answer, the audit log and the log, and no other effect. */
async function expectRefused(reason: string, act: () => Promise<unknown>) {
  const before = await stored()
  const lines = vi.spyOn(console, 'info').mockImplementation(() => {})
  try {
    expect(await act()).toEqual(refused(reason))
    expect(lines.mock.calls.map(([line]) => JSON.parse(line as string))).toContainEqual({
      event: 'passkey.refused',
      reason,
      accountId: 'ada',
    })
  } finally {
    lines.mockRestore()
  }
  expect(await noted()).toContainEqual({ detail: JSON.stringify({ method: 'passkey', reason }) })
  expect(await stored()).toEqual(before)
  expect([await count('sessions'), await count('logins'), await count('attempts')]).toEqual([0, 1, 0])
}

describe('a sign-in with a passkey', () => {
  it('starts a session with its words, records the use, and ends the login', async () => {
    const verified = await signIn()
    expect(verified).toMatchObject({ ok: true, value: { method: 'passkey', accountId: 'ada' } })
    const session = await sessionOf(edge, verified.ok ? verified.value.cookie : '')
    expect(session.proof.secondFactor).toEqual({ method: 'passkey', at: NOW, amr: ['hwk', 'user'] })
    expect(await stored()).toMatchObject({ last_used_at: NOW })
    expect([await count('logins'), await count('challenges')]).toEqual([0, 0])
  })

  it('takes one round trip for the options, and two for the answer', async () => {
    const { db, meter } = metered(edge.db)
    const options = await offered(LOGIN, { ...edge, db })
    expect(meter.roundTrips).toBe(1)
    await answer(await passkey.assert(options), { ...edge, db })
    expect(meter.roundTrips).toBe(3)
  })

  it('is asked for with the account’s passkeys at this host', async () => {
    expect(await offered()).toEqual({
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      rpId: 'auth.localhost',
      timeout: 300_000,
      allowCredentials: [{ type: 'public-key', id: passkey.id, transports: ['usb'] }],
      userVerification: 'preferred',
    })
    await rows("UPDATE passkeys SET rp_id = 'old.example'")
    expect(await offerAssertion(edge, { loginCookie: LOGIN })).toEqual(refused('no-passkey'))
    expect(await offerAssertion(edge, { loginCookie: 'another' })).toEqual(refused('gone'))
  })

  it('opens during a wait of the guess budget, and resets nothing', async () => {
    await rows(
      "INSERT INTO attempts (budget, subject, failures, blocked_until, updated_at) VALUES ('second-factor', 'ada', 7, ?, 0)",
      NOW + 99,
    )
    expect(await signIn()).toMatchObject({ ok: true })
    expect(await rows('SELECT failures, blocked_until FROM attempts')).toEqual([
      { failures: 7, blocked_until: NOW + 99 },
    ])
  })

  it('of an account without an app refuses six digits, and charges no guess', async () => {
    expect(await verifyLogin(edge, LOGIN, '123456', BROWSER)).toEqual(refused('malformed'))
    expect(await count('attempts')).toBe(0)
  })

  it.each([
    [true, true, true],
    [true, true, false],
    [true, false, false],
    [false, true, true],
    [false, true, false],
    [false, false, false],
  ])('says with UV %s, BE %s and BS %s what was proved', async (uv, be, bs) => {
    await rows('DELETE FROM passkeys')
    const other = (await addedPasskey(edge, await signedIn(edge, 'other', 'ada'), { be, bs: false })).passkey
    await rows('DELETE FROM sessions')
    const verified = await signIn({ uv, be, bs }, other)
    const session = await sessionOf(edge, verified.ok ? verified.value.cookie : '')
    const amr = [be ? 'swk' : 'hwk', ...(uv ? ['user'] : [])]
    expect(session.proof.secondFactor).toMatchObject({ method: 'passkey', amr })
    expect(await stored()).toMatchObject({ is_backed_up: Number(bs) })
  })

  it.each(['Ed25519', 'RS256'] as const)('works with a key of %s', async (algorithm) => {
    const session = await signedIn(edge, 'more', 'ada', { mfaTime: NOW })
    const other = (await addedPasskey(edge, session, { algorithm })).passkey
    expect(await signIn({}, other)).toMatchObject({ ok: true })
  })
})

const flipped = (text: string, at = 20) => {
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
    char.charCodeAt(0),
  )
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return encodeBase64url(bytes)
}

/** Changes the parsed answer after it was signed. */
async function changed(
  change: (json: Record<string, unknown> & { response: Record<string, string> }) => void,
) {
  const json = JSON.parse(await passkey.assert(await offered()))
  change(json)
  return JSON.stringify(json)
}

describe('an answer is refused', () => {
  it.each<[string, Forged]>([
    ['wrong-ceremony', { type: 'webauthn.create' }],
    ['malformed', { clientData: { type: 1 } }],
    ['challenge-unknown', { challenge: encodeBase64url(new Uint8Array(32)) }],
    ['challenge-unknown', { challenge: '' }],
    ['malformed', { clientData: { challenge: null } }],
    ['wrong-origin', { origin: 'http://auth.localhost:8788' }],
    ['wrong-origin', { origin: 'http://auth.localhost' }],
    ['wrong-origin', { origin: 'http://acme.localhost:8787' }],
    ['wrong-origin', { origin: 'http://auth.localhost:8787/' }],
    ['wrong-origin', { origin: 'https://auth.localhost:8787' }],
    ['malformed', { clientData: { origin: ['http://auth.localhost:8787'] } }],
    ['cross-origin', { crossOrigin: true }],
    ['cross-origin', { crossOrigin: 'false' }],
    ['cross-origin', { clientData: { topOrigin: 'https://evil.example' } }],
    ['cross-origin', { crossOrigin: true, clientData: { topOrigin: 'http://auth.localhost:8787' } }],
    ['wrong-rp-id', { rpId: 'localhost' }],
    ['wrong-rp-id', { rpId: 'acme.localhost' }],
    ['wrong-rp-id', { rpId: 'http://auth.localhost:8787' }],
    ['not-present', { up: false }],
    ['not-present', { up: false, uv: true }],
    ['backup-flags', { be: false, bs: true }],
    ['backup-eligibility-changed', { be: true }],
    ['backup-eligibility-changed', { be: true, bs: true }],
    ['wrong-user', { userHandle: encodeBase64url(new Uint8Array(32)) }],
    ['wrong-user', { userHandle: encodeBase64url(new TextEncoder().encode('ada')) }],
    ['malformed', { userHandle: 'not base64url!' }],
    ['malformed', { response: { userHandle: 7 } }],
    ['unknown-passkey', { credentialId: new Uint8Array(32) }],
    ['id-too-long', { credentialId: new Uint8Array(1024) }],
    ['unknown-passkey', { credentialId: new Uint8Array(1023) }],
    ['bad-signature', { signature: new Uint8Array(70) }],
    ['bad-signature', { signature: Uint8Array.of(0x30, 6, 2, 1, 1, 2, 1, 1) }],
    ['malformed', { authenticatorData: new Uint8Array(36) }],
    ['wrong-rp-id', { authenticatorData: new Uint8Array(37) }],
    ['malformed', { response: { signature: '' } }],
    ['malformed', { response: { signature: 'a'.repeat(9000) } }],
    ['malformed', { response: { authenticatorData: null } }],
    ['malformed', { response: { clientDataJSON: encodeBase64url(new TextEncoder().encode('[]')) } }],
    ['malformed', { response: { clientDataJSON: 'e30=' } }],
    ['malformed', { outer: { id: 'AAAA' } }],
    ['malformed', { outer: { rawId: undefined } }],
    ['malformed', { outer: { type: 'password' } }],
    ['malformed', { outer: { response: 'text' } }],
    ['malformed', { outer: { more: 'x'.repeat(33_000) } }],
  ])('as %s with %j', async (reason, forge) => {
    await expectRefused(reason, () => signIn(forge))
  })

  it.each(['', '{', 'null', '[]', '"text"', '{}', '0'])('as malformed if it is %j', async (text) => {
    await expectRefused('malformed', () => answer(text))
  })

  it('if any signed byte was changed', async () => {
    const counter = await changed(({ response }) =>
      Object.assign(response, { authenticatorData: flipped(response.authenticatorData ?? '', 36) }),
    )
    await expectRefused('bad-signature', () => answer(counter))
    const verified = await changed(({ response }) =>
      Object.assign(response, { authenticatorData: flipped(response.authenticatorData ?? '', 35) }),
    )
    await expectRefused('bad-signature', () => answer(verified))
  })

  it('a second time, and its challenge is spent even by a wrong answer', async () => {
    const options = await offered()
    await expectRefused('bad-signature', async () =>
      answer(await passkey.assert(options, { signature: new Uint8Array(70) })),
    )
    const right = await passkey.assert(options)
    await expectRefused('challenge-unknown', () => answer(right))
  })

  it('of another page, which spends the challenge as well', async () => {
    const options = await offered()
    await answer(await passkey.assert(options, { origin: 'https://evil.example' }))
    expect(await count('challenges')).toBe(0)
  })

  it('after five minutes, and not a second earlier', async () => {
    const [first, second] = [await passkey.assert(await offered()), await passkey.assert(await offered())]
    await expectRefused('challenge-unknown', () => answer(first, { ...edge, now: NOW + 300 }))
    expect(await answer(second, { ...edge, now: NOW + 299 })).toMatchObject({ ok: true })
  })

  it('if the challenge was given to another login of the same account, or to a session', async () => {
    await begin('another login')
    const forAnother = await passkey.assert(await offered('another login'))
    await rows('DELETE FROM logins WHERE token_digest = ?', await digest(edge.ring, 'login', 'another login'))
    await expectRefused('challenge-unknown', () => answer(forAnother))
    const session = await signedIn(edge, 'laptop', 'ada', { mfaTime: NOW - 900 })
    const options = await offerAssertion(edge, { session })
    const forStepUp = await passkey.assert(options.ok ? options.value : { challenge: '' })
    await rows('DELETE FROM sessions')
    await expectRefused('challenge-unknown', () => answer(forStepUp))
  })

  it('if the passkey is another account’s, was removed, or belongs to an earlier host', async () => {
    await addAccount('bela')
    const belas = (await addedPasskey(edge, await signedIn(edge, 'phone', 'bela'))).passkey
    await rows('DELETE FROM sessions')
    await expectRefused('unknown-passkey', () => signIn({}, belas))
    await rows("UPDATE passkeys SET rp_id = 'old.example' WHERE account_id = 'ada'")
    const options = { challenge: '' }
    await rows("UPDATE passkeys SET rp_id = 'auth.localhost' WHERE account_id = 'ada'")
    Object.assign(options, await offered())
    await rows("UPDATE passkeys SET rp_id = 'old.example' WHERE account_id = 'ada'")
    await expectRefused('unknown-passkey', async () => answer(await passkey.assert(options)))
    await rows("DELETE FROM passkeys WHERE account_id = 'ada'")
    await expectRefused('challenge-unknown', async () => answer(await passkey.assert(options)))
  })

  it('but not for a user handle that is the account’s own, or empty', async () => {
    const userHandle = await userHandleOf(edge, 'ada')
    expect(await signIn({ userHandle })).toMatchObject({ ok: true })
    await begin()
    expect(await signIn({ userHandle: '' })).toMatchObject({ ok: true })
  })
})

describe('ten answers in an hour', () => {
  it('end the login with the tenth', async () => {
    for (let each = 0; each < 9; each++) expect(await answer('{}')).toEqual(refused('malformed'))
    expect(await count('logins')).toBe(1)
    const options = await offered()
    expect(await answer('{}')).toEqual(refused('malformed'))
    expect(await count('logins')).toBe(0)
    expect(await answer(await passkey.assert(options))).toEqual(refused('gone'))
    expect(await count('sessions')).toBe(0)
  })

  it('close a session’s step-up for the rest of the hour, and leave the session', async () => {
    const session = await signedIn(edge, 'laptop', 'ada', { mfaTime: NOW - 900 })
    for (let each = 0; each < 10; each++) await stepUpWithPasskey(edge, session, '{}')
    expect(await offerAssertion(edge, { session })).toEqual(refused('too-many-assertions'))
    expect(await stepUpWithPasskey(edge, session, '{}')).toEqual(refused('too-many-assertions'))
    expect(await findSession(edge, 'laptop')).not.toBeNull()
    const later = { ...edge, now: NOW + 3600 }
    expect(await offerAssertion(later, { session })).toMatchObject({ ok: true })
  })

  it('write nothing for a login that does not exist', async () => {
    await rows('DELETE FROM recent_counts')
    expect(await answer('{}', edge, 'no such login')).toEqual(refused('gone'))
    expect(await offerAssertion(edge, { loginCookie: 'no such login' })).toEqual(refused('gone'))
    expect([await count('recent_counts'), await count('challenges')]).toEqual([0, 0])
  })
})

describe('the signature counter', () => {
  const counterOf = async () => (await stored())?.sign_count
  const told = async () =>
    (await rows("SELECT kind FROM notices WHERE kind = 'passkey.counter_went_back'")).length

  it.each([
    ['rises', 5, 6, 6, 0],
    ['goes back', 5, 4, 5, 1],
    ['goes back to 0', 5, 0, 5, 1],
    ['stays the same above 0', 5, 5, 5, 1],
    ['stays at 0', 0, 0, 0, 0],
    ['begins to count', 0, 1, 1, 0],
    ['is the highest there is', 5, 4_294_967_295, 4_294_967_295, 0],
  ])('that %s is admitted: %i, then %i', async (_, before, counter, after, times) => {
    await rows('UPDATE passkeys SET sign_count = ?', before)
    expect(await signIn({ counter })).toMatchObject({ ok: true })
    expect(await counterOf()).toBe(after)
    expect(await told()).toBe(times)
    expect(await rows("SELECT detail FROM audit WHERE action = 'passkey.counter_went_back'")).toEqual(
      times === 0 ? [] : [{ detail: '{"name":"Passkey"}' }],
    )
  })
})

describe('stepping up', () => {
  it('rotates the cookie and notes which passkey proved it', async () => {
    const session = await signedIn(edge, 'laptop', 'ada', { mfaTime: NOW - 900 })
    const options = await offerAssertion(edge, { session })
    const assertion = await passkey.assert(options.ok ? options.value : { challenge: '' })
    const verified = await stepUpWithPasskey(edge, session, assertion)
    expect(verified).toMatchObject({ ok: true, value: { method: 'passkey' } })
    expect(await findSession(edge, 'laptop')).toBeNull()
    expect(await rows('SELECT mfa_method, mfa_time, passkey_id FROM sessions')).toEqual([
      { mfa_method: 'passkey', mfa_time: NOW, passkey_id: (await stored())?.id },
    ])
  })

  it('is refused with the challenge of a copy of the cookie from before', async () => {
    const session = await signedIn(edge, 'laptop', 'ada', { mfaTime: NOW - 900 })
    const options = await offerAssertion(edge, { session })
    const assertion = await passkey.assert(options.ok ? options.value : { challenge: '' })
    const rotated = { ...session, token: digestOf('the next cookie') }
    await rows('UPDATE sessions SET token_digest = ?', rotated.token)
    expect(await stepUpWithPasskey(edge, rotated, assertion)).toEqual(refused('challenge-unknown'))
    expect(await rows('SELECT mfa_method FROM sessions')).toEqual([{ mfa_method: 'totp' }])
  })

  it('with two answers at once proves one, and the cookie that it gives works', async () => {
    const session = await signedIn(edge, 'laptop', 'ada')
    const asked = [await offerAssertion(edge, { session }), await offerAssertion(edge, { session })]
    const assertions = asked.map((each) => passkey.assert(each.ok ? each.value : { challenge: '' }))
    const proofs = await Promise.all(
      assertions.map(async (assertion) => stepUpWithPasskey(edge, session, await assertion)),
    )
    const cookies = proofs.flatMap((proof) => (proof.ok ? [proof.value.cookie] : []))
    expect(cookies).toHaveLength(1)
    expect((await sessionOf(edge, cookies[0] ?? '')).proof.secondFactor?.method).toBe('passkey')
    expect(await rows("SELECT id FROM audit WHERE action = 'second_factor.proved'")).toHaveLength(1)
  })

  it('of a session that ended meanwhile proves nothing', async () => {
    const session = await signedIn(edge, 'laptop', 'ada', { mfaTime: NOW - 900 })
    await offerAssertion(edge, { session })
    await rows('DELETE FROM sessions')
    expect(
      await stepUpWithPasskey(edge, session, await (await passkeyAt(edge)).assert({ challenge: '' })),
    ).toEqual(refused('gone'))
    expect(await offerAssertion(edge, { session })).toEqual(refused('gone'))
  })
})
