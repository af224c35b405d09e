// A person's own passkeys: adding, listing, renaming and removing them.

import { beforeEach, describe, expect, it } from 'vitest'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { addPasskey, offerPasskey } from '../../../src/flows/own-account/add-passkey.ts'
import { disableSecondFactor } from '../../../src/flows/own-account/disable.ts'
import {
  listPasskeys,
  removeApp,
  removePasskey,
  renamePasskey,
} from '../../../src/flows/own-account/passkeys.ts'
import { findSession, type Session } from '../../../src/flows/session/session.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { addedPasskey, passkeyAt, sessionOf, signedIn } from '../../support/passkey-rows.ts'
import {
  addAccount,
  addMember,
  addWorkspace,
  count,
  enrol,
  NOW,
  PROVIDERS,
  rows,
  SCHEDULED,
  setPolicy,
} from '../../support/rows.ts'

let edge: Edge
beforeEach(async () => {
  const base = await edgeAt(NOW)
  edge = { ...base, config: { ...base.config, providers: PROVIDERS } }
  await addAccount('ada')
})

const kinds = async () =>
  (await rows<{ kind: string }>('SELECT kind FROM notices ORDER BY kind')).map(({ kind }) => kind)
const actions = async () =>
  (await rows<{ action: string }>('SELECT action FROM audit ORDER BY id')).map(({ action }) => action)

describe('the first passkey of an account', () => {
  it('turns two-factor authentication on, with recovery codes and one notice', async () => {
    const session = await signedIn(edge, 'laptop', 'ada')
    const added = await addedPasskey(edge, session, { be: true, bs: true })
    expect(added).toMatchObject({ isFirst: true, shownCodes: expect.any(String) })
    expect(await rows('SELECT enrolled_at FROM accounts')).toEqual([{ enrolled_at: NOW }])
    expect(await count('recovery_codes')).toBe(10)
    expect(await rows('SELECT kind, detail FROM notices')).toEqual([
      { kind: 'passkey.added', detail: '{"passkey":"Passkey","enrolled":true}' },
    ])
    expect(await actions()).toEqual(['passkey.added', 'recovery_codes.generated'])
  })

  it('proves the second factor in this session, whose cookie changes', async () => {
    const session = await signedIn(edge, 'laptop', 'ada')
    const { cookie } = await addedPasskey(edge, session, { be: true })
    expect(await findSession(edge, 'laptop')).toBeNull()
    expect((await sessionOf(edge, cookie)).proof.secondFactor).toEqual({
      method: 'passkey',
      at: NOW,
      amr: ['swk', 'user'],
    })
  })

  it('is not offered in a session that an allowed sign-in method did not start', async () => {
    await addWorkspace('acme')
    await addMember('acme', 'ada', 'member')
    await rows(`UPDATE workspaces SET allowed_providers = '["okta"]'`)
    const session = await signedIn(edge, 'laptop', 'ada')
    expect(await offerPasskey(edge, session)).toMatchObject({ ok: false, error: { reason: 'other-way' } })
    expect(await count('challenges')).toBe(0)
  })

  it('is not added with a first factor that is older than ten minutes', async () => {
    const session = await signedIn(edge, 'laptop', 'ada')
    const offered = await offerPasskey(edge, session)
    const credential = await (await passkeyAt(edge)).register(offered.ok ? offered.value : { challenge: '' })
    await rows('UPDATE sessions SET auth_time = auth_time - 600')
    expect(await addPasskey(edge, session, { credential, name: null })).toEqual({
      ok: false,
      error: { reason: 'ended' },
    })
    expect(await count('passkeys')).toBe(0)
    expect(await count('recovery_codes')).toBe(0)
  })
})

describe('another passkey', () => {
  let session: Session
  beforeEach(async () => {
    await enrol('ada')
    session = await signedIn(edge, 'laptop', 'ada', { mfaTime: NOW })
  })

  it('keeps the recovery codes, and is told of', async () => {
    const { shownCodes, isFirst } = await addedPasskey(edge, session)
    expect({ shownCodes, isFirst }).toEqual({ shownCodes: null, isFirst: false })
    expect(await rows('SELECT kind, detail FROM notices')).toEqual([
      { kind: 'passkey.added', detail: '{"passkey":"Passkey"}' },
    ])
  })

  it('needs a second factor of the last ten minutes', async () => {
    const at = { ...edge, now: NOW + 600 }
    expect(await offerPasskey(at, session)).toMatchObject({ ok: false, error: { missing: 'second-factor' } })
    expect(await count('challenges')).toBe(0)
  })

  it('has the name that was typed, or else the maker’s', async () => {
    const aaguid = Uint8Array.from([
      0xba, 0xda, 0x55, 0x66, 0xa7, 0xaa, 0x40, 0x1f, 0xbd, 0x96, 0x45, 0x61, 0x9a, 0x55, 0x12, 0x0d,
    ])
    const { cookie } = await addedPasskey(edge, session, { aaguid })
    const again = await sessionOf(edge, cookie)
    const offered = await offerPasskey(edge, again)
    const credential = await (await passkeyAt(edge)).register(offered.ok ? offered.value : { challenge: '' })
    await addPasskey(edge, again, { credential, name: 'On my ring' })
    expect(await rows('SELECT name FROM passkeys ORDER BY name')).toEqual([
      { name: '1Password' },
      { name: 'On my ring' },
    ])
  })

  it('is the tenth at most', async () => {
    let current = session
    for (let each = 0; each < 10; each++) {
      const { cookie } = await addedPasskey(edge, current)
      current = await sessionOf(edge, cookie)
    }
    expect(await offerPasskey(edge, current)).toEqual({ ok: false, error: { reason: 'too-many-passkeys' } })
    expect(await count('passkeys')).toBe(10)
  })

  it('is asked for with the ids of the account’s passkeys at this host alone', async () => {
    const { passkey, cookie } = await addedPasskey(edge, session)
    const current = await sessionOf(edge, cookie)
    const offered = await offerPasskey(edge, current)
    expect(offered).toMatchObject({
      ok: true,
      value: {
        rp: { id: 'auth.localhost' },
        attestation: 'none',
        excludeCredentials: [{ type: 'public-key', id: passkey.id, transports: ['usb'] }],
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
        pubKeyCredParams: [{ alg: -7 }, { alg: -8 }, { alg: -257 }],
      },
    })
    await rows("UPDATE passkeys SET rp_id = 'old.example'")
    expect(await offerPasskey(edge, current)).toMatchObject({ value: { excludeCredentials: [] } })
  })
})

describe('one’s own passkeys', () => {
  it('are listed with what people know them by, and can be renamed', async () => {
    const session = await signedIn(edge, 'laptop', 'ada')
    const { cookie } = await addedPasskey(edge, session, { be: true, bs: true })
    const current = await sessionOf(edge, cookie)
    const [listed] = await listPasskeys(edge, current)
    expect(listed).toMatchObject({
      name: 'Passkey',
      createdAt: NOW,
      lastUsedAt: null,
      isBackedUp: true,
      isHere: true,
      isOfThisSession: true,
    })
    expect(await renamePasskey(edge, current, listed?.id ?? '', 'Phone')).toEqual({ ok: true, value: null })
    expect(await rows('SELECT name FROM passkeys')).toEqual([{ name: 'Phone' }])
  })

  it('are out of reach of other accounts', async () => {
    const { cookie } = await addedPasskey(edge, await signedIn(edge, 'laptop', 'ada'))
    const [mine] = await listPasskeys(edge, await sessionOf(edge, cookie))
    await addAccount('bela')
    await enrol('bela')
    const bela = await signedIn(edge, 'phone', 'bela', { mfaTime: NOW })
    const unknown = { ok: false, error: { reason: 'unknown' } }
    expect(await renamePasskey(edge, bela, mine?.id ?? '', 'Mine')).toEqual(unknown)
    expect(await removePasskey(edge, bela, mine?.id ?? '')).toEqual(unknown)
    expect(await rows('SELECT name FROM passkeys')).toEqual([{ name: 'Passkey' }])
  })
})

describe('removing a passkey', () => {
  let session: Session
  let id: string
  beforeEach(async () => {
    await enrol('ada')
    const first = await signedIn(edge, 'laptop', 'ada', { mfaTime: NOW })
    session = await sessionOf(edge, (await addedPasskey(edge, first)).cookie)
    id = (await listPasskeys(edge, session))[0]?.id ?? ''
    await rows('DELETE FROM notices')
  })

  it('ends the sessions that it proved, and no others', async () => {
    await signedIn(edge, 'with it', 'ada', { mfaTime: NOW, passkeyAmr: ['hwk'], passkeyId: id })
    await signedIn(edge, 'with another', 'ada', { mfaTime: NOW, passkeyAmr: ['hwk'], passkeyId: 'another' })
    await signedIn(edge, 'with the app', 'ada', { mfaTime: NOW })
    const removed = await removePasskey(edge, session, id)
    expect(removed).toMatchObject({ ok: true, value: { wasLast: false } })
    expect(await findSession(edge, 'with it')).toBeNull()
    expect(await findSession(edge, 'with another')).not.toBeNull()
    expect(await findSession(edge, 'with the app')).not.toBeNull()
    expect(await kinds()).toEqual(['passkey.removed'])
  })

  it('leaves this session its first factor alone, under another cookie and id', async () => {
    const removed = await removePasskey(edge, session, id)
    const after = await sessionOf(edge, removed.ok ? removed.value.cookie : '')
    expect(after.proof.secondFactor).toBeNull()
    expect(after.id).not.toBe(session.id)
  })

  it('needs a second factor of the last ten minutes', async () => {
    const late = { ...edge, now: NOW + 600 }
    expect(await removePasskey(late, session, id)).toMatchObject({ error: { reason: 'missing-proof' } })
    await rows('UPDATE sessions SET mfa_time = mfa_time - 600')
    expect(await removePasskey(edge, session, id)).toMatchObject({ ok: false })
    expect(await count('passkeys')).toBe(1)
  })

  it('as the last factor turns two-factor authentication off', async () => {
    await rows('DELETE FROM authenticators')
    await signedIn(edge, 'phone', 'ada', { mfaTime: NOW, passkeyAmr: ['hwk'], passkeyId: 'an earlier one' })
    const removed = await removePasskey(edge, session, id)
    expect(removed).toMatchObject({ ok: true, value: { wasLast: true } })
    expect(await rows('SELECT enrolled_at FROM accounts')).toEqual([{ enrolled_at: null }])
    expect(await rows('SELECT id FROM sessions')).toHaveLength(1)
    expect(await kinds()).toEqual(['second_factor.removed'])
  })

  it('as the last factor is refused while a workspace has scheduled a policy', async () => {
    await rows('DELETE FROM authenticators')
    await addWorkspace('acme')
    await addMember('acme', 'ada', 'member')
    await setPolicy('acme', SCHEDULED)
    expect(await removePasskey(edge, session, id)).toEqual({ ok: false, error: { reason: 'required' } })
    expect(await count('passkeys')).toBe(1)
    expect(await kinds()).toEqual([])
    // With an app beside it, a stolen passkey can still be removed.
    await enrol('ada')
    expect(await removePasskey(edge, session, id)).toMatchObject({ ok: true })
  })

  // By any way, in any order, at once, and during an extension.
  it.each(
    (['second-factor', 'phishing-resistant'] as const).flatMap((kind) =>
      (['everybody', 'admins'] as const).flatMap((appliesTo) =>
        (['member', 'admin', 'owner'] as const).map((role) => [kind, appliesTo, role] as const),
      ),
    ),
  )('as the last factor stays where a policy covers its owner: %s, %s, %s', async (...of) => {
    const [kind, appliesTo, role] = of
    await addWorkspace('acme')
    await addMember('acme', 'ada', role)
    await setPolicy('acme', { ...SCHEDULED, appliesTo }, kind)
    await rows('UPDATE members SET extended_until = ?', NOW + 3600)
    const other = await signedIn(edge, 'phone', 'ada', { mfaTime: NOW })
    await Promise.all([
      removeApp(edge, session),
      removePasskey(edge, other, id),
      disableSecondFactor(edge, other),
    ])
    for (const cookie of ['laptop', 'phone', 'again']) {
      const again =
        (await findSession(edge, cookie)) ?? (await signedIn(edge, cookie, 'ada', { mfaTime: NOW }))
      await removePasskey(edge, again, id)
      await disableSecondFactor(edge, again)
    }
    const isCovered = appliesTo === 'everybody' || role !== 'member'
    expect(await rows('SELECT enrolled_at IS NOT NULL AS on_ FROM accounts')).toEqual([
      { on_: Number(isCovered) },
    ])
  })

  it('goes with all others when two-factor authentication is turned off', async () => {
    await disableSecondFactor(edge, session)
    expect([await count('passkeys'), await count('authenticators')]).toEqual([0, 0])
    expect(await rows('SELECT mfa_method, mfa_amr, passkey_id FROM sessions')).toEqual([
      { mfa_method: null, mfa_amr: null, passkey_id: null },
    ])
    expect(await kinds()).toEqual(['second_factor.removed'])
  })

  it('of the app leaves the passkey, and ends the sessions that a code proved', async () => {
    await signedIn(edge, 'with the app', 'ada', { mfaTime: NOW })
    expect(await removeApp(edge, session)).toMatchObject({ ok: true, value: { wasLast: false } })
    expect([await count('passkeys'), await count('authenticators')]).toEqual([1, 0])
    expect(await findSession(edge, 'with the app')).toBeNull()
    expect(await kinds()).toEqual(['authenticator.removed'])
  })
})
