import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Email, parseEmail } from '../../src/core/email.ts'
import { findFirst } from '../../src/store/batch.ts'
import { ALWAYS, type Condition } from '../../src/store/condition.ts'
import { hasFreshProof, sessionHasFreshProof } from '../../src/store/fresh-proof.ts'
import {
  linkIdentity,
  linkIdentityByEmail,
  linkIdentityOfSession,
  listIdentitiesOf,
  provisionAccount,
  selectAccountOfIdentity,
  selectAccountToLink,
} from '../../src/store/identities.ts'
import { spendArrival } from '../../src/store/spent-arrivals.ts'
import {
  rememberUnlinked,
  unlinkIdentity,
  unlinkIdentityUnlessLast,
} from '../../src/store/unlinked-identities.ts'
import { addAccount, addSession, changes, count, digestOf, enrol, LIFETIME, NOW } from '../support/rows.ts'

const db = env.DB
const OKTA = { provider: 'okta', subject: 'x1' }
const link = (identity: typeof OKTA, account: string) =>
  changes(linkIdentity(db, { ...identity, email: null }, account, NOW))
const ownerOf = async (identity: typeof OKTA) =>
  (await findFirst(db, selectAccountOfIdentity(db, identity)))?.id ?? null
const emailOf = (text: string) => parseEmail(text) as Email

beforeEach(async () => {
  await addAccount('ada')
  await addAccount('bela')
})

describe('an identity', () => {
  it('is a person by provider and subject together, not by either alone', async () => {
    await link(OKTA, 'ada')
    expect(await ownerOf(OKTA)).toBe('ada')
    expect(await ownerOf({ ...OKTA, provider: 'entra' })).toBeNull()
    expect(await ownerOf({ ...OKTA, subject: 'x2' })).toBeNull()
    expect(await ownerOf({ ...OKTA, subject: 'X1' })).toBeNull()
  })

  it('keeps its owner: nobody else can link it', async () => {
    await link(OKTA, 'ada')
    expect(await link(OKTA, 'bela')).toBe(false)
    expect(await changes(linkIdentityByEmail(db, OKTA, emailOf('bela@acme.example'), NOW))).toBe(false)
    expect(await ownerOf(OKTA)).toBe('ada')
  })

  it('is deleted with its account', async () => {
    await link(OKTA, 'ada')
    await db.prepare("DELETE FROM accounts WHERE id = 'ada'").run()
    expect(await count('identities')).toBe(0)
  })

  it('is linked by an address in any spelling, and not by an unknown address', async () => {
    expect(await changes(linkIdentityByEmail(db, OKTA, emailOf('ADA@Acme.example'), NOW))).toBe(true)
    expect(await ownerOf(OKTA)).toBe('ada')
    const other = { ...OKTA, subject: 'x2' }
    expect(await changes(linkIdentityByEmail(db, other, emailOf('eve@acme.example'), NOW))).toBe(false)
  })

  it('is not linked by address to an account with a second factor: that needs the factor first', async () => {
    const ada = emailOf('ada@acme.example')
    const waiting = () => findFirst(db, selectAccountToLink(db, OKTA, ada))
    expect(await waiting()).toBeNull()
    await enrol('ada')
    expect(await changes(linkIdentityByEmail(db, OKTA, ada, NOW))).toBe(false)
    expect(await waiting()).toMatchObject({ id: 'ada' })
  })

  it('is not linked by address beside another of that provider, or where it was unlinked', async () => {
    const [ada, bela] = [emailOf('ada@acme.example'), emailOf('bela@acme.example')]
    const byEmail = (identity: typeof OKTA, email: Email) =>
      changes(linkIdentityByEmail(db, identity, email, NOW))
    await link({ ...OKTA, subject: 'x2' }, 'ada')
    expect(await byEmail(OKTA, ada)).toBe(false)
    expect(await byEmail({ ...OKTA, provider: 'entra' }, ada)).toBe(true)

    await rememberUnlinked(db, OKTA, 'bela', NOW, ALWAYS).run()
    expect(await byEmail(OKTA, bela)).toBe(false)
    for (const email of [ada, bela]) {
      await enrol(email === ada ? 'ada' : 'bela')
      expect(await findFirst(db, selectAccountToLink(db, OKTA, email))).toBeNull()
    }
    expect(await byEmail({ ...OKTA, subject: 'x3' }, bela), 'and enrolled').toBe(false)
  })

  it('is not linked by address after an unlink at that provider, until one is linked by hand', async () => {
    const bela = emailOf('bela@acme.example')
    const [second, third] = [
      { ...OKTA, subject: 'x2' },
      { ...OKTA, subject: 'x3' },
    ]
    const byEmail = (identity: typeof OKTA) => changes(linkIdentityByEmail(db, identity, bela, NOW))
    await rememberUnlinked(db, OKTA, 'bela', NOW, ALWAYS).run()
    expect(await byEmail(second)).toBe(false)
    expect(await ownerOf(second)).toBeNull()
    expect(await byEmail({ ...second, provider: 'entra' }), 'another provider').toBe(true)
    await enrol('bela')
    expect(await findFirst(db, selectAccountToLink(db, second, bela)), 'nor with a code').toBeNull()
    expect(await link(second, 'bela'), 'by hand').toBe(true)
    expect(await byEmail(third)).toBe(false)
  })

  it('is linked only to the account of a valid session with a fresh proof', async () => {
    await addSession('laptop', 'ada')
    await addSession('over', 'bela', { expiresAt: NOW })
    const to = (session: string, subject: string, now = NOW) => {
      const identity = { ...OKTA, subject, email: null }
      const proved = hasFreshProof({ ...LIFETIME, now })
      return changes(linkIdentityOfSession(db, identity, digestOf(session), proved, now))
    }
    expect(await to('laptop', 'x1')).toBe(true)
    expect(await to('laptop', 'x2', NOW + 600), 'ten minutes later').toBe(false)
    expect(await to('over', 'x3')).toBe(false)
    expect(await to('nobody', 'x4')).toBe(false)
    await enrol('ada')
    expect(await to('laptop', 'x5'), 'without the code of an account that enrolled').toBe(false)
    await addSession('phone', 'ada', { mfaTime: NOW })
    expect(await to('phone', 'x6')).toBe(true)
    expect(await count('identities')).toBe(2)
  })
})

describe('an account for a first sign-in', () => {
  const provision = (id: string, email: string, identity = OKTA) =>
    changes(provisionAccount(db, { id, email: emailOf(email), name: id }, identity, NOW))

  it('is created once for an identity, whatever addresses come with it', async () => {
    expect(await provision('eve', 'eve@acme.example')).toBe(true)
    await link(OKTA, 'eve')
    expect(await provision('eve-2', 'eve@other.example')).toBe(false)
    expect(await count('accounts')).toBe(3)
  })

  it('is not created if the address is taken', async () => {
    expect(await provision('eve', 'Ada@acme.example')).toBe(false)
    expect(await count('accounts')).toBe(2)
  })
})

describe('unlinking', () => {
  const CONFIGURED = { providers: ['okta', 'entra'], hasPasswords: true }
  const unlink = (
    identity: typeof OKTA,
    account: string,
    configured = CONFIGURED,
    condition: Condition = ALWAYS,
  ) => changes(unlinkIdentityUnlessLast(db, identity, account, configured, condition))
  const withPassword = () =>
    db.prepare("UPDATE accounts SET password_hash = 'scrypt$' WHERE id = 'ada'").run()

  it('needs a valid session with a fresh proof', async () => {
    await withPassword()
    await link(OKTA, 'ada')
    await addSession('laptop', 'ada')
    const by = (session: string, now: number) =>
      unlink(OKTA, 'ada', CONFIGURED, sessionHasFreshProof(digestOf(session), { ...LIFETIME, now }))
    expect(await by('nobody', NOW)).toBe(false)
    expect(await by('laptop', NOW + 600), 'ten minutes later').toBe(false)
    expect(await by('laptop', NOW)).toBe(true)
  })

  beforeEach(() => link(OKTA, 'ada'))

  it('never removes the last sign-in method', async () => {
    expect(await unlink(OKTA, 'ada')).toBe(false)
    expect(await ownerOf(OKTA)).toBe('ada')
  })

  it('leaves another identity or a password', async () => {
    const entra = { provider: 'entra', subject: 'y' }
    await link(entra, 'ada')
    expect(await unlink(OKTA, 'ada')).toBe(true)
    expect(await unlink(entra, 'ada')).toBe(false)
    await withPassword()
    expect(await unlink(entra, 'ada')).toBe(true)
  })

  it('ignores methods that are no longer configured', async () => {
    await link({ provider: 'gone', subject: 'y' }, 'ada')
    expect(await unlink(OKTA, 'ada')).toBe(false)
    await withPassword()
    expect(await unlink(OKTA, 'ada', { ...CONFIGURED, hasPasswords: false })).toBe(false)
  })

  it('removes nothing of another person', async () => {
    await withPassword()
    expect(await unlink(OKTA, 'bela')).toBe(false)
    expect(await changes(unlinkIdentity(db, OKTA, 'bela'))).toBe(false)
    expect(await ownerOf(OKTA)).toBe('ada')
  })

  it('of the last two at once removes only one', async () => {
    const entra = { provider: 'entra', subject: 'y' }
    await link(entra, 'ada')
    const taken = await Promise.all([OKTA, entra].map((identity) => unlink(identity, 'ada')))
    expect(taken.filter(Boolean)).toHaveLength(1)
    expect(await listIdentitiesOf(db, 'ada')).toHaveLength(1)
  })
})

it('a provider’s answer is spent by the first use, however many there are', async () => {
  const brought = Array.from({ length: 10 }, () => spendArrival(db, digestOf('ticket'), NOW + 60))
  expect((await Promise.all(brought)).filter(Boolean)).toHaveLength(1)
  expect(await spendArrival(db, digestOf('another'), NOW + 60)).toBe(true)
})
