// The language of an account's mails: whose choice is used, when it changes, and what that costs.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { requireEmail } from '../../../src/core/email.ts'
import type { Language } from '../../../src/core/language.ts'
import { hotp, stepAt } from '../../../src/core/totp.ts'
import { hashPassword } from '../../../src/crypto/password.ts'
import { seal } from '../../../src/crypto/seal.ts'
import { putAccountOf } from '../../../src/flows/administration/accounts.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { forgetRing } from '../../../src/flows/edge/ring.ts'
import { runNotices } from '../../../src/flows/notices/notice-run.ts'
import { signInWithPassword } from '../../../src/flows/sign-in/sign-in.ts'
import { verifyLogin } from '../../../src/flows/sign-in/verify-login.ts'
import { loadMailWords } from '../../../src/words/languages.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { metered } from '../../support/metered.ts'
import { addAccount, addMember, addWorkspace, author, NOW, rows, saveChoice } from '../../support/rows.ts'

const ADA = requireEmail('ada@acme.example')
const PASSWORD = 'correct horse battery staple'
const SECRET = new Uint8Array(20).fill(7)

let edge: Edge
beforeEach(async () => {
  forgetRing()
  edge = await edgeAt(NOW)
})

async function addAda(isEnrolled: boolean): Promise<void> {
  await addAccount('ada')
  const hash = await hashPassword(edge.ring, PASSWORD)
  await env.DB.prepare('UPDATE accounts SET password_hash = ?1').bind(hash).run()
  if (!isEnrolled) return
  const place = { kind: 'totp-secret', id: 'app', accountId: 'ada' } as const
  await env.DB.prepare(
    "INSERT INTO authenticators (account_id, id, sealed_secret, confirmed_at, last_step) VALUES ('ada', 'app', ?1, ?2, 0)",
  )
    .bind(await seal(edge.ring, place, SECRET, NOW), NOW)
    .run()
}

async function signIn(at: Edge, language: Language, password = PASSWORD) {
  const browser = { previous: null, known: null, language }
  return signInWithPassword(at, { email: ADA.address, password }, browser)
}

async function startLogin(at: Edge, language: Language): Promise<string> {
  const signedIn = await signIn(at, language)
  if (!signedIn.ok) throw new Error('not signed in')
  return signedIn.value.cookie
}

const setLanguage = (language: string | null) =>
  env.DB.prepare("UPDATE accounts SET language = ?1 WHERE id = 'ada'").bind(language).run()
const languageOf = async () =>
  (await rows<{ language: string | null }>("SELECT language FROM accounts WHERE id = 'ada'"))[0]?.language

describe('a person who signs in', () => {
  it('gets mail in the language of the sign-in pages', async () => {
    await addAda(false)
    for (const language of ['de', 'ar', 'en'] as const) {
      expect((await signIn(edge, language)).ok).toBe(true)
      expect(await languageOf()).toBe(language)
    }
  })

  it('changes nothing with a wrong password', async () => {
    await addAda(false)
    expect((await signIn(edge, 'de', 'wrong')).ok).toBe(false)
    expect(await languageOf()).toBeNull()
  })

  it('with a factor changes it with the right code only, not with a password or a wrong code', async () => {
    await addAda(true)
    const login = await startLogin(edge, 'ja')
    const browser = { previous: null, language: 'ja' } as const
    const code = await hotp(SECRET, stepAt(NOW))
    for (const wrong of ['000000', 'AAAA-AAAA-AAAA-AAAA-AAAA-AAAA']) {
      expect((await verifyLogin(edge, login, wrong, browser)).ok).toBe(false)
      expect(await languageOf()).toBeNull()
    }
    expect((await verifyLogin(edge, login, code, browser)).ok).toBe(true)
    expect(await languageOf()).toBe('ja')
  })

  it('costs nothing for the same language, otherwise one row once, and no round trip', async () => {
    await addAda(true)
    const costOf = async (at: number, language: Language) => {
      const later = await edgeAt(at)
      const login = await startLogin(later, language)
      const { db, meter } = metered(env.DB)
      const code = await hotp(SECRET, stepAt(at))
      const proved = await verifyLogin({ ...later, db }, login, code, { previous: null, language })
      expect(proved.ok).toBe(true)
      const { roundTrips, rowsWritten, statements } = meter
      return { roundTrips, rowsWritten, statements }
    }
    const usual = await costOf(NOW, 'en')
    const changed = { ...usual, rowsWritten: usual.rowsWritten + 1, statements: usual.statements + 1 }
    expect(await costOf(NOW + 60, 'fr')).toEqual(changed)
    expect(await costOf(NOW + 120, 'fr')).toEqual(usual)
  })
})

describe('the operator', () => {
  const put = async (language: Language | null) => {
    const put = await putAccountOf(edge, ADA, { name: 'Ada', password: null, language }, 'x')
    return put.ok ? put.value.account.language : put.error
  }

  it('sets the language of a new or existing account, and keeps it by saying nothing', async () => {
    expect(await put('es')).toBe('es')
    expect(await put(null)).toBe('es')
    expect(await put('fr')).toBe('fr')
    expect(await rows('SELECT language FROM accounts')).toEqual([{ language: 'fr' }])
  })

  it('need not set it: it is then English', async () => {
    expect(await put(null)).toBe('en')
  })
})

describe('sending mails', () => {
  const READERS = { ada: 'de', bo: 'ar', cy: null, di: 'ja', eve: 'xx' } as const
  let sent: Map<string, EmailMessageBuilder>

  async function mailing(): Promise<Edge> {
    const email = { send: async (mail: EmailMessageBuilder) => void sent.set(String(mail.to), mail) }
    const notices = { ...edge.config.notices, mailFrom: { email: 'security@acme.example', name: 'Acme' } }
    return { ...edge, email: email as unknown as SendEmail, config: { ...edge.config, notices } }
  }

  async function costOfRun(): Promise<{ roundTrips: number; statements: number }> {
    const { db, meter } = metered(env.DB)
    await runNotices({ ...(await mailing()), db })
    return { roundTrips: meter.roundTrips, statements: meter.statements }
  }

  beforeEach(async () => {
    sent = new Map()
    await addWorkspace('acme')
    for (const id of Object.keys(READERS)) await addMember('acme', await addAccount(id), 'member')
  })
  const enforce = async (graceDays: 3 | 14) =>
    saveChoice(await mailing(), 'acme', { enforced: true, graceDays }, { by: author('x'), onVersion: null })

  it('writes to each in their own language, without more calls to D1', async () => {
    await enforce(14)
    const inEnglish = await costOfRun()
    expect(new Set([...sent.values()].map(({ subject }) => subject)).size).toBe(1)
    expect(sent.size).toBe(5)

    sent.clear()
    for (const [id, language] of Object.entries(READERS)) {
      await env.DB.prepare('UPDATE accounts SET language = ?1 WHERE id = ?2').bind(language, id).run()
    }
    await env.DB.prepare('UPDATE policies SET mailed_at = NULL').run()
    await enforce(3)
    expect(await costOfRun()).toEqual(inEnglish)
    for (const [id, stored] of Object.entries(READERS)) {
      const language = stored === null || stored === 'xx' ? 'en' : stored
      const { mail, write, notices } = await loadMailWords(language)
      const acme = notices.workspaceAt('acme', 'acme.example.com')
      expect(sent.get(`${id}@acme.example`)).toMatchObject({
        subject: mail.requiredFrom(acme, mail.factors['second-factor'], write.time(NOW + 3 * 86_400)),
        text: expect.stringContaining(mail.notEnabled),
        headers: { 'Content-Language': language },
      })
    }
  })

  it('uses the language at the time of sending', async () => {
    await enforce(14)
    await setLanguage('fr')
    await runNotices(await mailing())
    expect(sent.get('ada@acme.example')?.headers).toMatchObject({ 'Content-Language': 'fr' })
    expect(sent.get('bo@acme.example')?.headers).toMatchObject({ 'Content-Language': 'en' })
  })
})
