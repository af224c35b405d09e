// Every field of a registration is forged in turn: each is refused for its own reason, which the log has, and
// nothing is added.

import { beforeEach, describe, expect, it, vi } from 'vitest'
import { encodeBase64url } from '../../../src/core/base64url.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { addPasskey, offerPasskey } from '../../../src/flows/own-account/add-passkey.ts'
import type { Session } from '../../../src/flows/session/session.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { addedPasskey, passkeyAt, sessionOf, signedIn } from '../../support/passkey-rows.ts'
import { addAccount, count, enrol, NOW, rows } from '../../support/rows.ts'
import { cbor, type Forged, type SoftwarePasskey } from '../../support/software-passkey.ts'

let edge: Edge
let session: Session
let passkey: SoftwarePasskey
beforeEach(async () => {
  edge = await edgeAt(NOW)
  await addAccount('ada')
  session = await signedIn(edge, 'laptop', 'ada')
  passkey = await passkeyAt(edge)
})

async function offered(by = session, at = edge) {
  const options = await offerPasskey(at, by)
  if (!options.ok) throw new Error(options.error.reason)
  return options.value
}
const add = (credential: string, by = session, at = edge) => addPasskey(at, by, { credential, name: null })
const register = async (forge: Forged = {}) => add(await passkey.register(await offered(), forge))

/** Expects a refusal for this reason, in the answer and in the log, and no other effect. */
async function expectRefused(reason: string, act: () => Promise<unknown>) {
  const before = await count('passkeys')
  const lines = vi.spyOn(console, 'info').mockImplementation(() => {})
  try {
    expect(await act()).toEqual({ ok: false, error: expect.objectContaining({ reason }) })
    expect(lines.mock.calls.map(([line]) => JSON.parse(line as string))).toContainEqual({
      event: 'passkey.not_added',
      reason,
      accountId: 'ada',
    })
  } finally {
    lines.mockRestore()
  }
  expect(await count('passkeys')).toBe(before)
  expect([await count('recovery_codes'), await count('notices'), await count('audit')]).toEqual([0, 0, 0])
  expect(await rows("SELECT mfa_method FROM sessions WHERE id = 'laptop'")).toEqual([{ mfa_method: null }])
}

const P256 = (x: Uint8Array, y: Uint8Array, facts: Record<number, number> = {}) =>
  cbor(
    new Map<number, number | Uint8Array>([
      [1, facts[1] ?? 2],
      [3, facts[3] ?? -7],
      [-1, facts[-1] ?? 1],
      [-2, x],
      [-3, y],
    ]),
  )
const ED = (x: Uint8Array, curve = 6) =>
  cbor(
    new Map<number, number | Uint8Array>([
      [1, 1],
      [3, -8],
      [-1, curve],
      [-2, x],
    ]),
  )
const RS = (n: Uint8Array, e: Uint8Array, alg = -257) =>
  cbor(
    new Map<number, number | Uint8Array>([
      [1, 3],
      [3, alg],
      [-1, n],
      [-2, e],
    ]),
  )
const filled = (length: number, byte = 0xff) => new Uint8Array(length).fill(byte)
const E = Uint8Array.of(1, 0, 1)

describe('a registration is refused', () => {
  it.each<[string, Forged]>([
    ['wrong-ceremony', { type: 'webauthn.get' }],
    ['malformed', { clientData: { type: null } }],
    ['challenge-unknown', { challenge: encodeBase64url(new Uint8Array(32)) }],
    ['malformed', { clientData: { challenge: 7 } }],
    ['wrong-origin', { origin: 'http://acme.localhost:8787' }],
    ['wrong-origin', { origin: 'http://localhost:8787' }],
    ['wrong-origin', { origin: 'null' }],
    ['cross-origin', { crossOrigin: true }],
    ['cross-origin', { clientData: { topOrigin: 'http://acme.localhost:8787' } }],
    ['wrong-rp-id', { rpId: 'localhost' }],
    ['not-present', { up: false }],
    ['backup-flags', { bs: true, be: false }],
    ['malformed', { isUnattested: true }],
    ['malformed', { credentialId: new Uint8Array(0) }],
    ['id-too-long', { credentialId: filled(1024) }],
    ['id-mismatch', { outer: { id: 'AAAA', rawId: 'AAAA' } }],
    ['malformed', { outer: { id: 'AAAA' } }],
    ['malformed', { outer: { type: 'public_key' } }],
    ['malformed', { response: { attestationObject: 'AAAA' } }],
    ['malformed', { response: { attestationObject: 'A'.repeat(25_000) } }],
    ['malformed', { response: { attestationObject: undefined } }],
    ['malformed', { response: { attestationObject: encodeBase64url(filled(9000, 0x81)) } }],
    ['malformed', { response: { clientDataJSON: '' } }],
    ['malformed', { transports: 'usb' }],
    ['malformed', { authenticatorData: new Uint8Array(10) }],
    ['wrong-algorithm', { publicKey: Uint8Array.of(0xa0) }],
    ['malformed', { publicKey: filled(20) }],
    ['wrong-algorithm', { publicKey: P256(filled(32), filled(32), { 3: -35 }) }],
    ['wrong-algorithm', { publicKey: RS(filled(256), E, -65535) }],
    ['wrong-algorithm', { publicKey: cbor(new Map([[1, 2]])) }],
    ['unusable-key', { publicKey: P256(filled(32, 1), filled(32, 2)) }],
    ['unusable-key', { publicKey: P256(filled(32, 0), filled(32, 0)) }],
    ['unusable-key', { publicKey: P256(filled(31, 1), filled(32, 2)) }],
    ['unusable-key', { publicKey: P256(filled(32), filled(32), { '-1': 2 }) }],
    ['unusable-key', { publicKey: P256(filled(32), filled(32), { 1: 1 }) }],
    ['unusable-key', { publicKey: ED(filled(32)) }],
    ['unusable-key', { publicKey: ED(Uint8Array.of(2, ...new Uint8Array(31))) }],
    ['unusable-key', { publicKey: ED(filled(31, 1)) }],
    ['unusable-key', { publicKey: ED(filled(32, 1), 7) }],
    ['unusable-key', { publicKey: RS(filled(255), E) }],
    ['unusable-key', { publicKey: RS(filled(513), E) }],
    ['unusable-key', { publicKey: RS(filled(256), Uint8Array.of(1)) }],
  ])('as %s: %j', async (reason, forge) => {
    await expectRefused(reason, () => register(forge))
  })

  it.each(['', '{', 'null', '[]', '{}', '"x"'])('as malformed if it is %j', async (text) => {
    await expectRefused('malformed', () => add(text))
  })

  it('a second time, and after a wrong answer to the same challenge', async () => {
    const options = await offered()
    await expectRefused('wrong-rp-id', async () =>
      add(await passkey.register(options, { rpId: 'localhost' })),
    )
    await expectRefused('challenge-unknown', async () => add(await passkey.register(options)))
  })

  it('five minutes after it was asked for', async () => {
    const credential = await passkey.register(await offered())
    await expectRefused('challenge-unknown', () => add(credential, session, { ...edge, now: NOW + 300 }))
  })

  it('with the challenge of another session, or of another account', async () => {
    const phone = await signedIn(edge, 'phone', 'ada')
    await expectRefused('challenge-unknown', async () => add(await passkey.register(await offered(phone))))
    await addAccount('bela')
    const belas = await signedIn(edge, 'desk', 'bela')
    await expectRefused('challenge-unknown', async () => add(await passkey.register(await offered(belas))))
  })

  it('if any account has the credential already, and tells nothing else', async () => {
    await addAccount('bela')
    const belas = await addedPasskey(edge, await signedIn(edge, 'desk', 'bela'))
    for (const table of ['recovery_codes', 'notices']) await rows(`DELETE FROM ${table}`)
    const counted = await count('audit')
    const credential = await belas.passkey.register(await offered())
    expect(await add(credential)).toEqual({ ok: false, error: { reason: 'already-registered' } })
    expect([await count('passkeys'), await count('audit'), await count('recovery_codes')]).toEqual([
      1,
      counted,
      0,
    ])
    await sessionOf(edge, 'laptop')
  })

  it('in a session of a stolen password, once the owner has enrolled', async () => {
    const credential = await passkey.register(await offered())
    await enrol('ada')
    expect(await add(credential)).toEqual({ ok: false, error: { reason: 'ended' } })
    const seen = await sessionOf(edge, 'laptop')
    expect(await add(credential, seen)).toMatchObject({ ok: false, error: { missing: 'second-factor' } })
    expect([await count('passkeys'), await count('recovery_codes')]).toEqual([0, 0])
  })

  it('more than sixty times in an hour with 429', async () => {
    for (let each = 0; each < 60; each++) await add('{}')
    expect(await add(await passkey.register({ challenge: '' }))).toMatchObject({
      ok: false,
      error: { reason: 'too-many-changes' },
    })
  })
})

describe('a registration is taken', () => {
  it('with a credential id of 1,023 bytes, which signs in by it', async () => {
    const credentialId = filled(1023, 7)
    expect(await register({ credentialId })).toMatchObject({ ok: true })
    expect(await rows('SELECT length(credential_id) AS length FROM passkeys')).toEqual([{ length: 1364 }])
  })

  it('with any attestation, which is not read', async () => {
    expect(await register({ format: 'android-safetynet' })).toMatchObject({ ok: true })
  })

  it.each([
    [true, true, true],
    [true, true, false],
    [true, false, true],
    [true, false, false],
    [false, false, true],
    [false, false, false],
  ])('with BE %s, BS %s and UV %s, which are stored and said', async (be, bs, uv) => {
    expect(await register({ be, bs, uv })).toMatchObject({ ok: true })
    expect(await rows('SELECT is_backup_eligible, is_backed_up FROM passkeys')).toEqual([
      { is_backup_eligible: Number(be), is_backed_up: Number(bs) },
    ])
    expect(await rows('SELECT mfa_amr FROM sessions')).toEqual([
      { mfa_amr: JSON.stringify([be ? 'swk' : 'hwk', ...(uv ? ['user'] : [])]) },
    ])
  })

  it('with the transports that are words, each once', async () => {
    await register({ transports: ['usb', 'nfc', 'usb', 7, 'x'.repeat(30), 'Bad Word', null] })
    expect(await rows('SELECT transports FROM passkeys')).toEqual([{ transports: '["usb","nfc"]' }])
  })
})
