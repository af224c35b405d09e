// Checks what happens to an account and its identities between identifying a person and starting their
// session.

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import type { TicketProvider } from '../../../src/core/provider.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { forgetRing } from '../../../src/flows/edge/ring.ts'
import { unlinkByOperator } from '../../../src/flows/own-account/link-identity.ts'
import { identify } from '../../../src/flows/sign-in/identify.ts'
import { afterFirstFactor } from '../../../src/flows/sign-in/sign-in.ts'
import { linkIdentity } from '../../../src/store/identities.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { addAccount, BY_PASSWORD, count, enrol, NOW, rows } from '../../support/rows.ts'

const OKTA: TicketProvider = {
  ...{ id: 'okta', kind: 'ticket', label: 'Okta', issuer: 'okta', contact: null },
  ...{ loginUrl: 'https://okta.example/login', jwksUri: 'https://okta.example/keys' },
  ...{ trustsEmail: true, assumesEmailVerified: false, provisions: false, emailDomains: null },
  ...{ trustedAmr: ['mfa'], trustedAcr: [], reportsAuthTime: true },
}
const X1 = { provider: 'okta', subject: 'x1' }
const ARRIVAL = {
  ...{ subject: 'x1', email: 'ada@acme.example', isEmailVerified: true, name: null, acr: null },
  ...{ amr: ['mfa'], authTime: NOW },
}

let edge: Edge
beforeEach(async () => {
  forgetRing()
  edge = await edgeAt(NOW)
  await addAccount('ada')
})

async function identified() {
  const result = await identify(edge, OKTA, ARRIVAL)
  if (!result.ok) throw new Error(result.error)
  return result.value
}

const comeIn = ({ account, linkEmail }: Awaited<ReturnType<typeof identified>>, providerAmr = ['mfa']) => {
  const factor = { ...BY_PASSWORD, kind: 'fed', provider: 'okta', providerAmr } as const
  return afterFirstFactor(
    edge,
    account,
    { ...factor, subject: 'x1', linkEmail },
    { previousId: null, language: 'en' },
  )
}

describe('between identifying and starting a session', () => {
  it.each([false, true])('an identity that is unlinked opens nothing (enrolled: %s)', async (isEnrolled) => {
    if (isEnrolled) await enrol('ada')
    await linkIdentity(env.DB, { ...X1, email: null }, 'ada', NOW).run()
    const before = await identified()
    expect(await unlinkByOperator(edge, before.account, X1, 'operator')).toBe(true)
    expect(await comeIn(before)).toBeNull()
    expect(await rows("SELECT 1 FROM audit WHERE action = 'sign_in.succeeded'")).toEqual([])
    expect([await count('sessions'), await count('logins')]).toEqual([0, 0])
  })

  it('an identity that waits and may no longer be linked opens nothing', async () => {
    await enrol('ada')
    const before = await identified()
    expect(before.linkEmail).toBe('ada@acme.example')
    await linkIdentity(env.DB, { ...X1, subject: 'x2', email: null }, 'ada', NOW).run()
    expect(await comeIn(before)).toBeNull()
    expect([await count('sessions'), await count('logins')]).toEqual([0, 0])
  })

  it('a deleted account opens nothing', async () => {
    const before = await identified()
    await env.DB.prepare('DELETE FROM accounts').run()
    expect(await comeIn(before)).toBeNull()
  })
})

describe('unlinking', () => {
  it('is remembered for this account, and leaves other people’s methods alone', async () => {
    await addAccount('bela')
    await linkIdentity(env.DB, { ...X1, email: null }, 'ada', NOW).run()
    await linkIdentity(env.DB, { provider: 'okta', subject: 'x2', email: null }, 'bela', NOW).run()
    const { account } = await identified()
    await unlinkByOperator(edge, account, X1, 'operator')
    expect(await rows('SELECT * FROM unlinked_identities')).toEqual([{ ...X1, account_id: 'ada', at: NOW }])
    expect(await rows('SELECT account_id FROM identities')).toEqual([{ account_id: 'bela' }])
    expect(await identify(edge, OKTA, ARRIVAL)).toEqual({ ok: false, error: 'address-taken' })
  })

  it('without a link is not remembered and ends nothing', async () => {
    await linkIdentity(env.DB, { ...X1, email: null }, 'ada', NOW).run()
    const before = await identified()
    await comeIn(before)
    expect(await unlinkByOperator(edge, before.account, { ...X1, subject: 'x9' }, 'operator')).toBe(false)
    expect([await count('unlinked_identities'), await count('sessions')]).toEqual([0, 1])
  })

  it('is forgotten when the two are linked by hand', async () => {
    await linkIdentity(env.DB, { ...X1, email: null }, 'ada', NOW).run()
    const { account } = await identified()
    await unlinkByOperator(edge, account, X1, 'operator')
    await linkIdentity(env.DB, { ...X1, email: null }, 'ada', NOW).run()
    expect(await count('unlinked_identities')).toBe(0)
  })
})

it('a link by address records whose claim it was', async () => {
  await identified()
  expect(await rows('SELECT actor, account_id FROM audit')).toEqual([
    { actor: 'provider okta', account_id: 'ada' },
  ])
})
