// Members whose last entry had a trusted provider's second factor. Counts and lists treat them as such until
// they enter without it, or the provider is no longer trusted.

import { beforeEach, describe, expect, it } from 'vitest'
import { MISCOUNTED } from '../../../bench/scale/fill.ts'
import { PASSWORD, type Provider } from '../../../src/core/provider.ts'
import { countStandings } from '../../../src/core/standing.ts'
import { digest } from '../../../src/crypto/digest.ts'
import { randomToken } from '../../../src/crypto/random.ts'
import { previewPolicy } from '../../../src/flows/administration/change-policy.ts'
import { viewMembers } from '../../../src/flows/administration/members.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { askToEnter } from '../../../src/flows/entry/enter.ts'
import { redeemHandOff } from '../../../src/flows/entry/redeem.ts'
import { enqueueMails } from '../../../src/flows/notices/enforcement-notices.ts'
import { deleteAccount } from '../../../src/store/accounts.ts'
import { findFirst } from '../../../src/store/batch.ts'
import { ALWAYS } from '../../../src/store/condition.ts'
import { removeMember } from '../../../src/store/members.ts'
import { selectPoliciesAndGroups } from '../../../src/store/policies.ts'
import { findSite } from '../../../src/store/sites.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { metered } from '../../support/metered.ts'
import {
  addAccount,
  addMember,
  addSession,
  addWorkspace,
  CHALLENGED_OKTA,
  enrol,
  NOW,
  OKTA,
  rows,
  SCHEDULED,
  setPolicy,
} from '../../support/rows.ts'

const TRUSTED = [PASSWORD, OKTA]
const HOST = 'acme.example.com'
const FLOW_SECRET = 'a secret of the flow'
const ACTOR = { name: 'olga@acme.example', role: 'owner', accountId: 'olga' } as const

let base: Edge
let cookie: string
let flow: string
const under = (providers: readonly Provider[]): Edge => ({ ...base, config: { ...base.config, providers } })

beforeEach(async () => {
  base = await edgeAt(NOW)
  cookie = randomToken()
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(FLOW_SECRET))
  flow = Buffer.from(hash).toString('base64url')
  await addWorkspace('acme')
  for (const id of ['ada', 'bela', 'olga']) await addMember('acme', await addAccount(id), 'member')
  await enrol('olga')
  await setPolicy('acme', SCHEDULED)
  await comesThrough('okta', ['mfa'])
})

/** Moves Ada's session to this provider. */
async function comesThrough(provider: string, providerAmr: readonly string[] | null): Promise<void> {
  await rows('DELETE FROM sessions')
  await addSession('laptop', 'ada', providerAmr ? { provider, providerAmr } : { provider })
  await rows(
    "UPDATE sessions SET token_digest = ? WHERE id = 'laptop'",
    await digest(base.ring, 'session', cookie),
  )
}

async function enter(providers: readonly Provider[] = TRUSTED, edge = under(providers)) {
  await rows("INSERT INTO prompt_deferrals VALUES ('laptop', 'acme') ON CONFLICT DO NOTHING")
  const site = await findSite(base.db, HOST)
  if (!site) throw new Error('no site')
  const entered = await askToEnter(edge, cookie, { site, flow, returnTo: '/', isSecondTry: false })
  return redeemHandOff(edge, site, { code: entered?.code ?? '', flowSecret: FLOW_SECRET })
}

/** Returns the groups that have members with a voucher. */
const vouchersOfGroups = async () =>
  (
    await rows<{ key: string }>(
      'SELECT key FROM enrollment_counts, json_each(by_group) WHERE length(key) > 3',
    )
  ).map(({ key }) => key)

async function seen(providers: readonly Provider[] = TRUSTED) {
  expect(await rows(MISCOUNTED)).toEqual([])
  const edge = under(providers)
  const facts = await findFirst(edge.db, selectPoliciesAndGroups(edge.db, 'acme', providers, NOW))
  if (!facts) throw new Error('no counts')
  const listed = async (standing: 'vouched' | 'pending') => {
    const view = { search: '', facts, standing, after: '', size: 10 }
    return (await viewMembers(edge, 'acme', view, { ...ACTOR, isStill: ALWAYS })).rows.map(
      ({ accountId }) => accountId,
    )
  }
  const { blockedAtEffective } = previewPolicy(facts, 'second-factor', { enforced: true, graceDays: 14 }, NOW)
  const { enrolled, vouched } = countStandings(facts.groups, facts.policies.secondFactor, NOW)
  return {
    enrolled,
    vouched,
    listed: await listed('vouched'),
    pending: await listed('pending'),
    blocked: blockedAtEffective,
  }
}

const KNOWN = { enrolled: 1, vouched: 1, listed: ['ada'], pending: ['bela'], blocked: 1 }
const UNKNOWN = { enrolled: 1, vouched: 0, listed: [], pending: ['ada', 'bela'], blocked: 2 }

describe('a member who entered with a trusted provider’s second factor', () => {
  it('is counted, listed and previewed as not blocked from that entry on', async () => {
    expect(await seen()).toEqual(UNKNOWN)
    expect((await enter()).ok).toBe(true)
    expect(await seen()).toEqual(KNOWN)
  })

  it('stays so until an entry without it', async () => {
    await enter()
    await comesThrough('password', null)
    expect((await enter()).ok).toBe(true)
    expect(await seen()).toEqual(UNKNOWN)
  })

  it('is blocked again once the provider, or its method, is no longer trusted', async () => {
    await enter()
    for (const provider of [CHALLENGED_OKTA, { ...OKTA, trustedAmr: ['hwk'] }]) {
      expect(await seen([PASSWORD, provider])).toEqual(UNKNOWN)
    }
    expect(await seen([PASSWORD])).toEqual(UNKNOWN)
    expect(await seen([PASSWORD, { ...OKTA, trustedAmr: ['mfa'] }])).toEqual(KNOWN)
  })

  it('is blocked again if the workspace does not accept the provider', async () => {
    await enter()
    await rows(`UPDATE workspaces SET allowed_providers = '["password"]'`)
    expect(await seen()).toEqual(UNKNOWN)
  })

  it('is blocked again once their last identity there is unlinked', async () => {
    for (const subject of ['a', 'b'])
      await rows("INSERT INTO identities VALUES ('okta', ?, 'ada', NULL, 0)", subject)
    await rows("INSERT INTO identities VALUES ('okta-eu', 'a', 'ada', NULL, 0)")
    await enter()
    await rows("DELETE FROM identities WHERE provider = 'okta-eu' OR subject = 'a'")
    expect(await seen()).toEqual(KNOWN)
    await rows('DELETE FROM identities')
    expect(await seen()).toEqual(UNKNOWN)
  })

  it('counts as enrolled while enrolled here, and not twice', async () => {
    await enter()
    await enrol('ada')
    expect(await seen()).toEqual({ enrolled: 2, vouched: 0, listed: [], pending: ['bela'], blocked: 1 })
    await rows("DELETE FROM authenticators WHERE account_id = 'ada'")
    expect(await seen()).toEqual(KNOWN)
  })

  it.each([
    [
      'leave',
      () => removeMember(base.db, { workspaceId: 'acme', accountId: 'ada', before: 'member' }, ALWAYS),
    ],
    ['are deleted', () => deleteAccount(base.db, 'ada')],
  ])('is no longer counted after they %s', async (_, act) => {
    await enter()
    await act().run()
    expect(await seen()).toEqual({ enrolled: 1, vouched: 0, listed: [], pending: ['bela'], blocked: 1 })
    expect(await vouchersOfGroups()).toEqual([])
  })

  it('is recognised with any characters in the provider’s value', async () => {
    const odd = 'acr:a"b\\c$.d'
    const provider = { ...OKTA, trustedAcr: [odd.slice(4)] }
    await comesThrough('okta', [odd, 'mfa'])
    await enter([PASSWORD, provider])
    expect(await seen([PASSWORD, provider])).toEqual(KNOWN)
    await comesThrough('okta', ['mfa'])
    await enter([PASSWORD, provider])
    expect(await seen([PASSWORD, provider])).toEqual(KNOWN)
    expect(await vouchersOfGroups()).toEqual(['mn-okta mfa'])
  })

  it('gets no mail to enrol, and the admins’ numbers leave them out', async () => {
    await enter()
    await rows(
      `INSERT INTO notices (id, at, kind, workspace_id, policy, policy_version, detail, ip, user_agent, expires_at)
       SELECT 'n', 0, 'enforcement.scheduled', 'acme', 'second-factor', version, '{}', '', '', 0 FROM policies`,
    )
    await rows("INSERT INTO notice_fan_outs VALUES ('n', '', 0, 'acme', 'second-factor')")
    await rows("UPDATE members SET entered_at = 0 WHERE account_id = 'bela'")
    await enqueueMails(under(TRUSTED), 10)
    expect(await rows('SELECT recipient FROM notice_deliveries')).toEqual([{ recipient: 'bela' }])
  })
})

describe('an entry', () => {
  it('that is refused changes none of this', async () => {
    await enter()
    await comesThrough('password', null)
    await rows('UPDATE policies SET effective_at = ?', NOW - 1)
    expect((await enter()).ok).toBe(false)
    expect(await rows("SELECT vouched_by FROM members WHERE account_id = 'ada'")).toEqual([
      { vouched_by: 'okta mfa' },
    ])
  })

  it('writes a row for this only if something changes', async () => {
    const written = async () => {
      const { db, meter } = metered(base.db)
      await enter(TRUSTED, { ...under(TRUSTED), db })
      return meter.rowsWritten
    }
    await enter()
    const again = await written()
    expect(await written()).toBe(again)
    await comesThrough('okta', ['hwk'])
    expect(await written()).toBeGreaterThan(again)
    expect(await written()).toBe(again)
  })
})

it('the count reads five rows, however many providers there are', async () => {
  const groups = JSON.stringify(
    Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`mn-okta w${i}`, i])),
  )
  await rows('UPDATE enrollment_counts SET by_group = ?', groups)
  const { db, meter } = metered(base.db)
  await findFirst(db, selectPoliciesAndGroups(db, 'acme', TRUSTED, NOW))
  expect(meter.rowsRead).toBeLessThanOrEqual(5)
})
