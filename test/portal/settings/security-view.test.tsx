// The enforcement panel in each state of a policy, rendered from facts.

import { describe, expect, it } from 'vitest'
import type { EnforcementNotice } from '../../../src/core/notice.ts'
import type { Policy, PolicyChoice, PolicyKind } from '../../../src/core/policy.ts'
import type { PoliciesAndGroups } from '../../../src/flows/administration/change-policy.ts'
import type { EnforcementPanel, PolicyChange } from '../../../src/flows/administration/enforcement-panel.ts'
import { type SaveRefusal, SecurityView } from '../../../src/portal/pages/settings/security-view.tsx'
import { en } from '../../../src/words/en/index.ts'
import { passkeyPolicy } from '../../../src/words/en/passkey-policy.ts'
import { recovery } from '../../../src/words/en/recovery.ts'
import { CHALLENGED_OKTA, IN_EFFECT, NOW, OFF, OKTA, SCHEDULED } from '../../support/rows.ts'
import { draw } from '../../support/view.ts'
import { ACME, factsOf } from './facts.ts'

const PATH = '/workspaces/acme/settings/security'
const EMPTY: EnforcementPanel = {
  ...{ enrolmentDays: [], entriesWithoutFactor: [], policyChanges: [], notices: [], recovering: [] },
  ...{ openWays: { publicPaths: 0, serviceTokens: 0 }, hasPasskey: false },
}
const NOTICE: EnforcementNotice = {
  ...{ id: 'n1', at: NOW, kind: 'enforcement.in_effect', effectiveAt: NOW, members: 5, notEnrolled: 2 },
  policy: 'second-factor',
  appliesTo: 'everybody',
  workspace: { id: 'acme', slug: 'acme', name: 'Acme', host: 'acme.example.com' },
}

const CHANGE: PolicyChange = {
  ...{ at: NOW, actor: 'operator', effectiveAt: null },
  ...{ policy: 'second-factor', appliesTo: 'everybody' },
}

interface Seen {
  readonly asked?: PolicyChoice & { readonly kind?: PolicyKind }
  readonly meetsPasskeyPolicy?: boolean
  readonly refusal?: SaveRefusal
  readonly isSaved?: boolean
  readonly isEnrolled?: boolean
  readonly panel?: Partial<EnforcementPanel>
  readonly providers?: readonly (typeof OKTA)[]
  readonly workspace?: typeof ACME
  readonly browser?: string
}

function see(facts: PoliciesAndGroups, seen: Seen = {}) {
  const { refusal = null, isSaved = false, isEnrolled = true, workspace = ACME } = seen
  const { meetsPasskeyPolicy = true } = seen
  const asked = seen.asked ? { kind: 'second-factor' as const, ...seen.asked } : null
  const config = { providers: seen.providers ?? [], portalOrigin: 'https://auth.example' }
  return draw(
    <SecurityView
      {...{ workspace, facts, asked, refusal, isSaved, isEnrolled, meetsPasskeyPolicy, config }}
      say={passkeyPolicy}
      recoverySay={recovery.admin}
      panel={{ ...EMPTY, ...seen.panel }}
      now={NOW}
    />,
    seen.browser === undefined ? {} : { browser: seen.browser },
  )
}
const policyForm = async (policy: Policy, seen: Seen = {}) => {
  const { forms } = await see(factsOf(policy, { members: 5, enrolled: 3 }), seen)
  return forms.find(({ action }) => action === PATH)?.fields
}

it('the panel says how many imported apps were not used yet, if there are any', async () => {
  expect((await see(factsOf(OFF, { unusedImports: 12 }))).text).toContain('12 imported, not used yet.')
  expect((await see(factsOf(OFF))).text).not.toContain('imported')
})

it('the panel leads to the recoveries of members', async () => {
  const recovering = {
    ...{ id: 'r', path: 'admins' as const, askedAt: NOW, linkedAt: null, expiresAt: NOW + 600 },
    ...{ endedAt: null, outcome: null, email: 'pat@acme.example', name: 'Pat', approvals: [] },
  }
  const to = '/workspaces/acme/settings/members/recovery?email=pat%40acme.example'
  expect((await see(factsOf(OFF), { panel: { recovering: [recovering] } })).links).toContain(to)
  expect((await see(factsOf(OFF))).text).not.toContain(recovery.admin.listTitle)
})

describe('the policy form', () => {
  it('has the version that it was made from, and the number that its button says it blocks', async () => {
    expect(await policyForm(OFF)).toMatchObject({ version: '1', confirmed: '0' })
    const asked = { enforced: true, graceDays: 0 } as const
    expect(await policyForm(OFF, { asked })).toMatchObject({ confirmed: '2' })
    expect(await policyForm(SCHEDULED, { asked })).toMatchObject({ confirmed: '2' })
  })

  it('does not count people as newly blocked if they already are', async () => {
    expect(await policyForm(IN_EFFECT, { asked: { enforced: true, graceDays: 0 } })).toMatchObject({
      confirmed: '0',
    })
  })

  it.each<[string, Policy, PolicyChoice, RegExp]>([
    ['from a date', OFF, { enforced: true, graceDays: 14 }, /From .*, 2 of 5 members/],
    ['at once', OFF, { enforced: true, graceDays: 0 }, /2 of 5 members/],
    ['for nobody, if all have enrolled', OFF, { enforced: true, graceDays: 0 }, /5 members/],
  ])('says what saving does: %s', async (name, policy, asked, sentence) => {
    const enrolled = name.startsWith('for nobody') ? 5 : 3
    const { text } = await see(factsOf(policy, { members: 5, enrolled }), { asked })
    expect(text).toMatch(sentence)
  })

  it('is marked as unsaved if the address chose something else, and only then', async () => {
    const asked = { enforced: true, graceDays: 14 } as const
    expect((await see(factsOf(OFF), { asked })).statuses).toHaveLength(1)
    expect((await see(factsOf(SCHEDULED), { asked })).statuses).toHaveLength(0)
  })

  it('says that it was saved, unless another choice is shown', async () => {
    expect((await see(factsOf(OFF), { isSaved: true })).statuses).toHaveLength(1)
    const asked = { enforced: true, graceDays: 14 } as const
    const [only, ...more] = (await see(factsOf(OFF), { isSaved: true, asked })).statuses
    expect([only, more]).toEqual([(await see(factsOf(OFF), { asked })).statuses[0], []])
  })

  it.each(['invalid', 'stale'] as const)('says why it was refused as %s, once', async (refusal) => {
    expect((await see(factsOf(OFF), { refusal })).alerts).toHaveLength(1)
  })
})

describe('the rest of the panel', () => {
  it('links to the members who have not enrolled, if there are any', async () => {
    const list = '/workspaces/acme/settings/members?standing='
    const linksOf = async (policy: Policy, enrolled: number) =>
      (await see(factsOf(policy, { members: 5, enrolled }))).links.filter((link) => link.startsWith(list))
    expect(await linksOf(OFF, 3)).toEqual([`${list}free`])
    expect(await linksOf(SCHEDULED, 3)).toEqual([`${list}pending`])
    expect(await linksOf(IN_EFFECT, 3)).toEqual([`${list}overdue`])
    expect(await linksOf(IN_EFFECT, 5)).toEqual([])
  })

  it('names the trusted providers that the workspace accepts', async () => {
    const facts = factsOf(OFF)
    expect((await see(facts, { providers: [OKTA] })).text).toContain('Okta')
    expect((await see(facts, { providers: [CHALLENGED_OKTA] })).text).not.toContain('Okta')
    const workspace = { ...ACME, allowedProviders: ['password'] }
    expect((await see(facts, { providers: [OKTA], workspace })).text).not.toContain('Okta')
  })

  it.each([
    [2, 3, '2 paths are open to everybody.Programs can enter with 3 service tokens.'],
    [1, 0, '1 path is open to everybody.'],
    [0, 1, 'Programs can enter with 1 service token.'],
  ])('says what is open besides: %i paths, %i tokens', async (publicPaths, serviceTokens, sentence) => {
    const panel = { openWays: { publicPaths, serviceTokens } }
    expect((await see(factsOf(OFF), { panel })).text).toContain(sentence)
    expect((await see(factsOf(OFF))).text).not.toMatch(/open to everybody|service token/)
  })

  it('leads an admin without a second factor to set one up, and back here', async () => {
    const href = `/account/security/authenticator?return_to=${encodeURIComponent(PATH)}`
    expect((await see(factsOf(OFF), { isEnrolled: false })).links).toContain(href)
    expect((await see(factsOf(OFF))).links).not.toContain(href)
  })

  it('shows a change by this browser quietly, and not beside its confirmation', async () => {
    const notices = [{ ...NOTICE, browser: 'this one' }]
    const shown = async (browser: string, isSaved = false) =>
      (await see(factsOf(IN_EFFECT), { panel: { notices }, isSaved, browser })).text
    const figures = en.policyNotices.atThatTime('')
    expect(await shown('another')).toContain(figures)
    expect(await shown('another', true)).toContain(figures)
    const dismiss = en.notices.dismiss
    expect(await shown('this one')).toContain(dismiss)
    expect(await shown('this one')).not.toContain(figures)
    expect(await shown('this one', true)).not.toContain(dismiss)
  })

  it('names who changed the policy in words, or by their address', async () => {
    const by = (actor: string) => ({ ...CHANGE, actor })
    const policyChanges = [by('operator'), by('token ci (abc)'), by('ada@acme.example')]
    const { text } = await see(factsOf(OFF), { panel: { policyChanges } })
    expect(text).toMatch(/by your platform’s support team.*by API token ci.*by ada@acme\.example/)
    expect(text).not.toMatch(/operator|\(abc\)/)
  })

  it('shows a notice until it is dismissed', async () => {
    const { forms } = await see(factsOf(IN_EFFECT), { panel: { notices: [NOTICE] } })
    expect(forms.map(({ action }) => action)).toContain(`${PATH}/notices/n1/dismiss`)
  })

  it('has its report before the policy takes effect, and not after', async () => {
    const panel = { entriesWithoutFactor: [{ day: 20_000, entries: 41 }] }
    expect((await see(factsOf(SCHEDULED), { panel })).text).toContain('41')
    expect((await see(factsOf(IN_EFFECT), { panel })).text).not.toContain('41')
  })

  it('says who changed the policy last, and to what', async () => {
    const policyChanges = [
      { ...CHANGE, actor: 'olga@acme.example' },
      { ...CHANGE, at: NOW - 60, actor: 'token ci (1)', effectiveAt: NOW },
    ]
    const { text } = await see(factsOf(OFF), { panel: { policyChanges } })
    expect(text).toMatch(/olga@acme\.example.*API token ci/)
  })

  it('gives the team an address for enrolment', async () => {
    expect((await see(factsOf(SCHEDULED))).text).toContain('https://auth.example/account/security')
  })
})
