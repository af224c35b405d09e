// PUT /accounts/{email}/authenticator: imports an app with its own hash, digits and period, and what that changes.

import { TOTP } from 'otpauth'
import { beforeEach, describe, expect, it } from 'vitest'
import { encodeBase32 } from '../../src/core/base32.ts'
import { OWN_TOTP, stepAt, type TotpKey } from '../../src/core/totp.ts'
import { digest } from '../../src/crypto/digest.ts'
import type { Edge } from '../../src/flows/edge/edge.ts'
import { confirmEnrolment, offerEnrolment } from '../../src/flows/own-account/enrol.ts'
import { verifyLogin } from '../../src/flows/sign-in/verify-login.ts'
import { expiredByWalk } from '../../src/store/expired-by-walk.ts'
import { startLogin } from '../../src/store/logins.ts'
import { callApi, tokenOf } from '../support/api-caller.ts'
import { edgeAt } from '../support/edge-at.ts'
import { addedPasskey, sessionOf, signedIn } from '../support/passkey-rows.ts'
import {
  addAccount,
  addMember,
  addWorkspace,
  BY_PASSWORD,
  count,
  digestOf,
  enrol,
  NOW,
  PASSWORD_HASH,
  rows,
} from '../support/rows.ts'

const PATH = '/accounts/ada@acme.example/authenticator'
const SECRET = crypto.getRandomValues(new Uint8Array(32))
const APP: TotpKey = { secret: SECRET, algorithm: 'SHA256', digits: 8, period: 60 }
const BODY = { secret: encodeBase32(SECRET), algorithm: 'SHA256', digits: 8, period: 60 }

let edge: Edge
beforeEach(async () => {
  edge = await edgeAt(NOW)
  await addAccount('ada', PASSWORD_HASH)
})

const put = (body: unknown = BODY, at = edge) => callApi(at, 'PUT', PATH, body)
const later = (seconds: number): Edge => ({ ...edge, now: NOW + seconds })

/** Returns what the old app shows, as the otpauth library computes it. */
const shown = (at: number, { secret, ...settings }: TotpKey = APP) =>
  new TOTP({ ...settings, secret: encodeBase32(secret) }).generate({ timestamp: at * 1000 })

const reasonOf = (error: { path: string }[] | undefined) => error?.map(({ path }) => path)
const nothingWritten = async () => {
  expect(await rows('SELECT account_id FROM authenticators')).toEqual([])
  expect(await count('audit')).toBe(0)
  expect((await rows<{ at: unknown }>('SELECT enrolled_at AS at FROM accounts'))[0]?.at).toBeNull()
}

async function signIn(at: Edge, code: string) {
  const tokenDigest = await digest(edge.ring, 'login', 'login')
  await rows('DELETE FROM logins')
  const login = { tokenDigest, accountId: 'ada', factor: BY_PASSWORD }
  await startLogin(edge.db, login, at.now, digestOf('no session')).run()
  const proved = await verifyLogin(at, 'login', code, { previous: null, language: 'en' })
  return proved.ok ? 'in' : proved.error.reason
}

describe('an import', () => {
  it('enrols at once, is recorded, tells nobody, and stores no readable secret', async () => {
    expect(await put()).toMatchObject({ status: 201, body: { state: 'imported' } })
    expect(await rows('SELECT enrolled_at FROM accounts')).toEqual([{ enrolled_at: NOW }])
    expect(await rows('SELECT actor, action, account_id, detail FROM audit')).toEqual([
      {
        actor: 'operator',
        action: 'authenticator.imported',
        account_id: 'ada',
        detail: JSON.stringify({ algorithm: 'SHA256', digits: 8, period: 60 }),
      },
    ])
    expect(await count('notices')).toBe(0)
    const [row] = await rows('SELECT * FROM authenticators')
    expect(JSON.stringify(row)).not.toContain(BODY.secret)
  })

  it.each([
    { algorithm: 'SHA1', digits: 6, period: 30, bytes: 10 },
    { algorithm: 'SHA1', digits: 8, period: 15, bytes: 20 },
    { algorithm: 'SHA256', digits: 6, period: 120, bytes: 32 },
    { algorithm: 'SHA512', digits: 8, period: 60, bytes: 64 },
  ] as const)(
    'lets the old app in: $algorithm, $digits digits, $period seconds',
    async ({ bytes, ...settings }) => {
      const app = { ...settings, secret: crypto.getRandomValues(new Uint8Array(bytes)) }
      expect((await put({ ...settings, secret: encodeBase32(app.secret) })).status).toBe(201)
      const at = NOW + 2 * settings.period
      expect(await signIn(later(2 * settings.period), shown(at, app))).toBe('in')
      expect(await signIn(later(2 * settings.period), shown(at, app))).toBe('already-used')
    },
  )

  it('refuses the codes of the step of the import and of the one before, and takes the next', async () => {
    await put()
    expect(await signIn(edge, shown(NOW - 60))).toBe('already-used')
    expect(await signIn(edge, shown(NOW))).toBe('already-used')
    expect(await signIn(edge, shown(NOW + 60))).toBe('in')
  })

  it('judges a code of another length as no code, without charging a guess', async () => {
    await put()
    expect(await signIn(later(120), shown(NOW + 120).slice(2))).toBe('malformed')
    expect(await count('attempts')).toBe(0)
  })

  it('says in seconds how far the clock is off, and refuses that step for as long as it lasts', async () => {
    await put()
    const proved = await signIn(edge, shown(NOW + 300))
    expect(proved).toBe('clock-off')
    expect(await rows('SELECT step, period FROM refused_steps')).toEqual([
      { step: stepAt(NOW + 300, APP), period: 60 },
    ])
    const sweepAt = async (at: number) => {
      for (const piece of expiredByWalk(edge.db, at, '')) while (await piece(100));
    }
    await sweepAt(NOW + 400)
    expect(await signIn(later(300), shown(NOW + 300))).toBe('already-used')
    await sweepAt(NOW + 300 + 180)
    expect(await count('refused_steps')).toBe(0)
  })

  it('shows the last use in seconds, whatever the period, and none before the first use', async () => {
    await put()
    const lastUsed = async () =>
      (await callApi(edge, 'GET', '/accounts/ada@acme.example/second-factors')).body[0].last_used_at
    expect(await lastUsed()).toBeNull()
    await signIn(later(120), shown(NOW + 120))
    expect(Date.parse(await lastUsed()) / 1000).toBe(stepAt(NOW + 120, APP) * 60)
  })
})

describe('a code that is given', () => {
  it.each([0, -60, 60])(
    'must be right now: of %i seconds away is taken, and never works again',
    async (off) => {
      expect((await put({ ...BODY, code: shown(NOW + off) })).status).toBe(201)
      expect(await signIn(later(Math.max(off, 0)), shown(NOW + off))).toBe('already-used')
    },
  )

  it.each([
    ['wrong', () => (shown(NOW) === '00000000' ? '00000001' : '00000000')],
    ['too early', () => shown(NOW + 120)],
    ['too old', () => shown(NOW - 120)],
    ['of six digits', () => shown(NOW).slice(2)],
    ['no code', () => 'abcdefgh'],
  ])('is refused at `code` if it is %s', async (_, code) => {
    const { status, body } = await put({ ...BODY, code: code() })
    expect([status, reasonOf(body.errors)]).toEqual([422, ['code']])
    await nothingWritten()
  })
})

describe('refuses', () => {
  it.each([
    ['secret', { secret: encodeBase32(new Uint8Array(9)) }],
    ['secret', { secret: encodeBase32(new Uint8Array(65)) }],
    ['secret', { secret: BODY.secret.toLowerCase() }],
    ['secret', { secret: `${encodeBase32(new Uint8Array(16))}======` }],
    ['secret', { secret: `${encodeBase32(new Uint8Array(16)).slice(0, -1)}B` }],
    ['secret', { secret: 'AAAA AAAA AAAA AAAA' }],
    ['secret', { secret: undefined }],
    ['algorithm', { algorithm: 'MD5' }],
    ['algorithm', { algorithm: 'sha1' }],
    ['algorithm', { algorithm: undefined }],
    ['digits', { digits: 7 }],
    ['digits', { digits: '6' }],
    ['digits', { digits: undefined }],
    ['period', { period: 14 }],
    ['period', { period: 121 }],
    ['period', { period: 30.5 }],
    ['period', { period: undefined }],
    ['issuer', { issuer: 'Acme' }],
  ])('422 at `%s`: %j', async (field, change) => {
    const { status, body } = await put({ ...BODY, ...change })
    expect([status, reasonOf(body.errors)]).toEqual([422, [field]])
    await nothingWritten()
  })

  it('409 an account that has an app or a passkey, which keeps working', async () => {
    await enrol('ada')
    expect(await put()).toMatchObject({ status: 409, body: { code: 'already_enrolled' } })
    expect(await rows('SELECT id FROM authenticators')).toEqual([{ id: 'app of ada' }])
    await rows('DELETE FROM authenticators')
    await addedPasskey(edge, await signedIn(edge, 'laptop', 'ada'))
    const before = await count('audit')
    expect((await put()).status).toBe(409)
    expect([await count('authenticators'), await count('audit')]).toEqual([0, before])
  })

  it('409 the second of two imports, and 404 an unknown account', async () => {
    const answers = await Promise.all([put(), put()])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(await count('audit')).toBe(1)
    expect((await callApi(edge, 'PUT', '/accounts/nobody@acme.example/authenticator', BODY)).status).toBe(404)
  })

  it('a token of a workspace', async () => {
    await addWorkspace('acme')
    const token = await tokenOf(edge, 'acme')
    const before = await count('audit')
    expect((await callApi(edge, 'PUT', PATH, BODY, { token })).status).toBe(403)
    expect([await count('authenticators'), await count('audit')]).toEqual([0, before])
  })
})

describe('a session that was open before', () => {
  it('can’t confirm the app that it was offered, nor be offered another', async () => {
    const session = await signedIn(edge, 'laptop', 'ada')
    const offer = await offerEnrolment(edge, session)
    if (!offer.ok) throw new Error(offer.error.reason)
    await put()
    expect(await count('pending_authenticators')).toBe(0)
    const code = shown(NOW, { ...OWN_TOTP, secret: offer.value.secret })
    const confirmed = await confirmEnrolment(edge, session, code, { mayReplace: true })
    expect(confirmed).toEqual({ ok: false, error: { reason: 'gone' } })
    const again = await offerEnrolment(edge, await sessionOf(edge, 'laptop'))
    expect(again).toEqual({ ok: false, error: { reason: 'missing-proof', missing: 'second-factor' } })
    expect(
      (await rows<{ n: number }>('SELECT count(*) AS n FROM authenticators WHERE imported_at = ?', NOW))[0]
        ?.n,
    ).toBe(1)
  })
})

describe('the count of unused imports', () => {
  const imported = async (slug = 'acme') =>
    (await callApi(edge, 'GET', `/workspaces/${slug}/enrollment`)).body.imported
  beforeEach(async () => {
    await addWorkspace('acme')
    await addWorkspace('globex')
    await addMember('acme', 'ada', 'member')
  })

  it('rises with the import and falls with the first use, in every workspace of the person', async () => {
    await addMember('globex', 'ada', 'member')
    expect(await imported()).toBe(0)
    await put()
    expect([await imported(), await imported('globex')]).toEqual([1, 1])
    const { body } = await callApi(edge, 'GET', '/workspaces/acme/members')
    expect(body.members[0]).toMatchObject({ standing: 'enrolled', imported: true })
    await signIn(later(60), shown(NOW + 60))
    expect([await imported(), await imported('globex')]).toEqual([0, 0])
    await signIn(later(120), shown(NOW + 120))
    expect([await imported(), await imported('globex')]).toEqual([0, 0])
  })

  it('follows members who join and leave', async () => {
    await put()
    await addMember('globex', 'ada', 'admin')
    expect(await imported('globex')).toBe(1)
    await rows("DELETE FROM members WHERE workspace_id = 'globex'")
    expect([await imported(), await imported('globex')]).toEqual([1, 0])
    await rows("DELETE FROM accounts WHERE id = 'ada'")
    expect(await imported()).toBe(0)
  })

  it('falls with a reset and with a replacement, by the previous version too', async () => {
    await put()
    await callApi(edge, 'DELETE', '/accounts/ada@acme.example/second-factor', { reason: 'lost' })
    expect(await imported()).toBe(0)
    await put()
    expect(await imported()).toBe(1)
    // The statement of the previous version.
    await rows(
      "UPDATE authenticators SET id = 'new', sealed_secret = 'k.s', confirmed_at = ?1, last_step = ?2",
      NOW + 5,
      stepAt(NOW + 5),
    )
    expect(await imported()).toBe(0)
    expect(await rows('SELECT algorithm, digits, period, imported_at FROM authenticators')).toEqual([
      { ...{ algorithm: 'SHA1', digits: 6, period: 30 }, imported_at: null },
    ])
  })

  it('leaves out an app that was set up here', async () => {
    await enrol('ada', stepAt(NOW))
    expect(await imported()).toBe(0)
  })
})
