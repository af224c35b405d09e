// The panel with both policies: one picture, a form for each, and who they apply to.

import { describe, expect, it } from 'vitest'
import { parseGroup } from '../../../src/core/member-groups.ts'
import { NO_POLICY, type Policy, type PolicyKind } from '../../../src/core/policy.ts'
import type { PoliciesAndGroups } from '../../../src/flows/administration/change-policy.ts'
import type { EnforcementPanel, PolicyChange } from '../../../src/flows/administration/enforcement-panel.ts'
import { type AskedChoice, SecurityView } from '../../../src/portal/pages/settings/security-view.tsx'
import { effectsOf } from '../../../src/portal/parts/enforcement/policy-effect.ts'
import { en } from '../../../src/words/en/index.ts'
import { passkeyPolicy as say } from '../../../src/words/en/passkey-policy.ts'
import { recovery } from '../../../src/words/en/recovery.ts'
import { IN_EFFECT, NOW, OFF, SCHEDULED } from '../../support/rows.ts'
import { draw } from '../../support/view.ts'
import { ACME } from './facts.ts'

const PATH = '/workspaces/acme/settings/security'
const PASSKEYS = `${PATH}/phishing-resistant`
const PANEL: EnforcementPanel = {
  ...{ enrolmentDays: [], entriesWithoutFactor: [], policyChanges: [], notices: [], recovering: [] },
  ...{ openWays: { publicPaths: 0, serviceTokens: 0 }, hasPasskey: false },
}
const ofAdmins = (policy: Policy): Policy => ({ ...policy, appliesTo: 'admins' })

/** An owner with an app, an admin with a passkey, and of the members two with apps, one with a passkey, one without. */
const GROUPS = { 'ae-': 1, 'ap-': 1, 'me-': 2, 'mp-': 1, 'mn-': 1 }

function factsOf(
  { secondFactor = OFF, passkey = OFF }: { secondFactor?: Policy; passkey?: Policy },
  groups: Record<string, number> = GROUPS,
): PoliciesAndGroups {
  const saved = { updatedAt: NOW, updatedBy: 'operator' }
  return {
    policies: {
      secondFactor: { ...secondFactor, ...saved },
      phishingResistant: { ...passkey, version: 7, ...saved },
    },
    groups: Object.entries(groups).map(([key, size]) =>
      parseGroup(key, size, { providers: [], allowedProviders: null }),
    ),
    unusedImports: 0,
    selfRecovery: { isAllowed: false, changes: 0 },
  }
}

interface Seen {
  readonly asked?: AskedChoice
  readonly isEnrolled?: boolean
  readonly meetsPasskeyPolicy?: boolean
  readonly policyChanges?: readonly PolicyChange[]
}

function see(facts: PoliciesAndGroups, seen: Seen = {}) {
  const { asked = null, isEnrolled = true, meetsPasskeyPolicy = true, policyChanges = [] } = seen
  const config = { providers: [], portalOrigin: 'https://auth.example' }
  return draw(
    <SecurityView
      {...{ facts, asked, isEnrolled, meetsPasskeyPolicy, config, say }}
      workspace={ACME}
      recoverySay={recovery.admin}
      panel={{ ...PANEL, policyChanges }}
      {...{ refusal: null, isSaved: false, now: NOW }}
    />,
  )
}

const fieldsOf = async (facts: PoliciesAndGroups, action: string, seen: Seen = {}) =>
  (await see(facts, seen)).forms.find((form) => form.action === action)?.fields

const asking = (kind: PolicyKind, appliesTo: 'everybody' | 'admins' = 'everybody'): Seen => ({
  asked: { kind, enforced: true, graceDays: 0, appliesTo },
})

describe('the two forms', () => {
  it('post to their own paths, each with the version of its own policy', async () => {
    const facts = factsOf({})
    expect(await fieldsOf(facts, PATH)).toMatchObject({ version: '1', confirmed: '0' })
    expect(await fieldsOf(facts, PASSKEYS)).toMatchObject({
      ...{ policy: 'phishing-resistant', version: '7', confirmed: '0' },
    })
  })

  it('show a choice in the form that it was made in, and not in the other', async () => {
    const blocks = async (kind: PolicyKind) => {
      const seen = asking(kind)
      const confirmedAt = async (path: string) => (await fieldsOf(factsOf({}), path, seen))?.confirmed
      return [await confirmedAt(PATH), await confirmedAt(PASSKEYS)]
    }
    expect(await blocks('second-factor')).toEqual(['1', '0'])
    expect(await blocks('phishing-resistant')).toEqual(['0', '4'])
  })

  it('name the members whom saving would block on the button', async () => {
    const { text } = await see(factsOf({}), asking('phishing-resistant'))
    expect(text).toContain(say.effects.blockedNow(4, 6))
    expect(text).toContain('Block 4 members now')
  })

  it.each([
    ['second-factor', 0, en.policyEffects.nobodyNow(2, 'admins')],
    ['phishing-resistant', 1, say.effects.blockedNow(1, 2, 'admins')],
  ] as const)('count only owners and admins if it is for them: %s', (kind, blocks, sentence) => {
    const effects = effectsOf(en, { kind, facts: factsOf({}), say, now: NOW })
    expect(effects['0 admins']).toMatchObject({ blocks, sentence })
  })

  it('know the effect of each timing for each audience, and of turning it off', () => {
    const effects = effectsOf(en, { kind: 'phishing-resistant', facts: factsOf({}), say, now: NOW })
    const choices = [0, 3, 7, 14, 30].flatMap((days) => [`${days} everybody`, `${days} admins`])
    expect(Object.keys(effects).sort()).toEqual(['off', ...choices].sort())
  })

  it('say nothing of a change if only the timing of the current choice is shown again', () => {
    const facts = factsOf({ passkey: ofAdmins(SCHEDULED) })
    const effects = effectsOf(en, { kind: 'phishing-resistant', facts, say, now: NOW })
    expect(effects['14 admins']?.sentence).toContain('No change yet')
    expect(effects['14 everybody']?.sentence).not.toContain('No change yet')
  })
})

describe('an admin without a passkey', () => {
  const adding = `/account/security/passkeys?${new URLSearchParams({ return_to: PATH })}`

  it('may set the policy, and is told that the workspace then asks them for one', async () => {
    const { text, links, forms } = await see(factsOf({}), { meetsPasskeyPolicy: false })
    expect(text).toContain('You can set this policy without a passkey.')
    expect(links).toContain(adding)
    expect(forms.map(({ action }) => action)).toContain(PASSKEYS)
  })

  it('is told nothing of the sort with a passkey, or while no factor is set up', async () => {
    expect((await see(factsOf({}))).links).not.toContain(adding)
    const without = { isEnrolled: false, meetsPasskeyPolicy: false }
    expect((await see(factsOf({}), without)).links).not.toContain(adding)
  })
})

describe('the picture of enrolment', () => {
  it('tells passkeys and apps apart once there is a passkey or a policy about them', async () => {
    const { text } = await see(factsOf({}))
    expect(text).toMatch(/With a passkey ?2 of 6 ?With an app only ?3/)
    const withoutPasskeys = { 'ae-': 1, 'mn-': 2 }
    expect((await see(factsOf({}, withoutPasskeys))).text).not.toContain('With a passkey')
    const required = factsOf({ passkey: SCHEDULED }, withoutPasskeys)
    expect((await see(required)).text).toMatch(/With a passkey ?0 of 3/)
  })

  it('counts members with an extension', async () => {
    const facts = factsOf({ secondFactor: IN_EFFECT }, { 'ae-': 1, mnx: 2 })
    expect((await see(facts)).text).toContain(say.panel.extended(2))
  })

  it('leads to those without a passkey while one is required, of those who need it', async () => {
    const list = '/workspaces/acme/settings/members?lacks=passkey'
    expect((await see(factsOf({}))).links).not.toContain(list)
    const ofAll = await see(factsOf({ passkey: SCHEDULED }))
    expect(ofAll.links).toContain(list)
    expect(ofAll.text).toContain(say.panel.lacking(4, 6))
    expect((await see(factsOf({ passkey: ofAdmins(SCHEDULED) }))).text).toContain(
      say.panel.lacking(1, 2, 'admins'),
    )
  })

  it('does not lead there if everybody who needs a passkey has one', async () => {
    const facts = factsOf({ passkey: ofAdmins(IN_EFFECT) }, { 'ap-': 1, 'me-': 3 })
    expect((await see(facts)).links.filter((link) => link.includes('lacks='))).toEqual([])
  })
})

describe('beside a policy for owners and admins', () => {
  it('the report counts only them', async () => {
    const facts = factsOf({ secondFactor: ofAdmins(SCHEDULED) }, { 'ae-': 1, 'an-': 1, 'mn-': 3 })
    expect((await see(facts)).text).toContain(en.enforcementPanel.report.blocked(1, 2, 'admins'))
  })

  it('the message says that it is about them', async () => {
    const { text } = await see(factsOf({ secondFactor: ofAdmins(SCHEDULED), passkey: ofAdmins(IN_EFFECT) }))
    expect(text).toContain('will require two-factor authentication from its owners and admins.')
    expect(text).toContain('has required a passkey from its owners and admins since')
  })

  it('the state says so', async () => {
    const badge = say.panel.audiences.admins
    const times = async (facts: PoliciesAndGroups) => (await see(facts)).text.split(badge).length
    expect(await times(factsOf({ passkey: ofAdmins(IN_EFFECT) }))).toBe(
      1 + (await times(factsOf({ passkey: IN_EFFECT }))),
    )
  })
})

describe('the message for the team', () => {
  const app = 'with an authenticator app on your phone'
  const passkey = say.message.howTo('')

  it('leaves the app out where everybody needs a passkey', async () => {
    const { text } = await see(factsOf({ secondFactor: IN_EFFECT, passkey: SCHEDULED }))
    expect(text).toContain(passkey.trim())
    expect(text).not.toContain(app)
  })

  it('says after each policy how to meet it', async () => {
    const facts = factsOf({ secondFactor: IN_EFFECT, passkey: ofAdmins(SCHEDULED) })
    expect((await see(facts)).text).toMatch(
      /has required two-factor .*with an authenticator app on your phone.*will require a passkey.*Add a passkey with/,
    )
  })

  it('has both ways where only admins need a passkey, and only the app without the policy', async () => {
    const both = (await see(factsOf({ secondFactor: IN_EFFECT, passkey: ofAdmins(IN_EFFECT) }))).text
    expect([both.includes(passkey.trim()), both.includes(app)]).toEqual([true, true])
    const first = (await see(factsOf({ secondFactor: IN_EFFECT }))).text
    expect([first.includes(passkey.trim()), first.includes(app)]).toEqual([false, true])
  })
})

describe('the latest changes', () => {
  const CHANGE: PolicyChange = {
    ...{ at: NOW, actor: 'operator', effectiveAt: NOW + 60 },
    ...{ policy: 'phishing-resistant', appliesTo: 'everybody' },
  }
  const told = async (...policyChanges: PolicyChange[]) =>
    (await see(factsOf({}), { policyChanges })).text.split(en.enforcementPanel.changes.title)[1] ?? ''

  it('say which of the policies changed', async () => {
    expect(await told(CHANGE)).toContain('Passkey required from')
    expect(await told({ ...CHANGE, effectiveAt: null })).toContain(say.changes.turnedOff)
    const first = await told({ ...CHANGE, policy: 'second-factor' })
    expect(first).toContain('Two-factor authentication required from')
    expect(first).not.toContain('Passkey')
  })

  it('say that a policy is for owners and admins', async () => {
    expect(await told(CHANGE)).not.toContain(say.panel.audiences.admins)
    expect(await told({ ...CHANGE, appliesTo: 'admins' })).toContain(say.panel.audiences.admins)
  })
})

it('a policy that was never saved shows a timing that blocks nobody yet', async () => {
  expect(await fieldsOf(factsOf({ passkey: NO_POLICY }), PASSKEYS)).toMatchObject({ confirmed: '0' })
})
