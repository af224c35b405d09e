// The lists of a person's sessions and workspaces, and the question before an identity is linked, rendered
// from facts.

import { describe, expect, it } from 'vitest'
import { NO_POLICIES, NO_POLICY } from '../../../src/core/policy.ts'
import type { ListedSession, Membership } from '../../../src/flows/own-account/own-lists.ts'
import type { PendingLink } from '../../../src/flows/sign-in/hold-link.ts'
import { ConfirmLinkView } from '../../../src/portal/pages/account/identities.tsx'
import { SessionsView } from '../../../src/portal/pages/account/sessions.tsx'
import { WorkspacesView } from '../../../src/portal/pages/workspaces.tsx'
import { sessions, waysIn } from '../../../src/words/en/account.ts'
import { workspaces } from '../../../src/words/en/workspaces.ts'
import { NOW, OKTA, PROVIDERS } from '../../support/rows.ts'
import { ADAS_SESSION, draw } from '../../support/view.ts'

const FIRST = { limit: 51, offset: 0 }

describe('the sessions', () => {
  const session = (id: string): ListedSession => ({
    ...{ id, createdAt: NOW - 60, lastSeenAt: NOW, ip: '192.0.2.7', userAgent: '' },
    ...{ provider: 'password', method: null },
  })
  const see = (ids: readonly string[], slice = FIRST, hasEnded = false) =>
    draw(<SessionsView listed={ids.map(session)} slice={slice} ownId="own" hasEnded={hasEnded} />)
  const END_OTHERS = '/account/security/sessions/end-others'

  it('can all be ended except the current one, one by one or at once', async () => {
    const { forms, text } = await see(['own', 'phone'])
    expect(forms.map(({ action }) => action)).toEqual(['/account/security/sessions/phone/end', END_OTHERS])
    expect(text).toContain(sessions.thisBrowser)
  })

  it('cannot be ended if it is the only one, but can on a later page that does not list it', async () => {
    expect((await see(['own'])).forms).toEqual([])
    expect((await see([], { ...FIRST, offset: 50 })).forms.map(({ action }) => action)).toEqual([END_OTHERS])
  })

  it('link to the next page if there are more than one page shows', async () => {
    const many = Array.from({ length: 51 }, (_, i) => `s${i}`)
    const { forms, links } = await see(many)
    expect(links).toEqual(['/account/security/sessions?page=2'])
    expect(forms).toHaveLength(50 + 1)
  })

  it('say that others have ended, afterwards', async () => {
    expect((await see(['own'], FIRST, true)).statuses).toHaveLength(1)
  })
})

describe('the workspaces', () => {
  const membership = (more: Partial<Membership> = {}): Membership => ({
    ...{ workspaceId: 'w', slug: 'acme', name: 'Acme', role: 'member', hosts: ['acme.example'] },
    ...{ isBinding: true, policies: NO_POLICIES, hasPasskey: false, extendedUntil: null },
    ...more,
  })
  const see = (memberships: readonly Membership[], isEnrolled = true, hasLeft = false) => {
    const proof = { ...ADAS_SESSION.proof, secondFactor: null }
    const session = isEnrolled ? ADAS_SESSION : { ...ADAS_SESSION, isEnrolled, proof }
    return draw(<WorkspacesView {...{ memberships, slice: FIRST, session, hasLeft }} />)
  }
  const SET_UP = '/account/security/authenticator?for=enrolment'

  const LEAVE = '/workspaces/acme/leave'

  it('open at their host, and can be left; admins also see their settings', async () => {
    expect((await see([membership()])).links).toEqual([LEAVE, 'http://acme.example/'])
    const { links } = await see([membership({ role: 'admin' })])
    expect(links).toEqual([LEAVE, '/workspaces/acme/settings/security', 'http://acme.example/'])
  })

  it('say once that one of them was left', async () => {
    expect((await see([], true, true)).statuses).toEqual([workspaces.left])
    expect((await see([])).statuses).toEqual([])
  })

  it.each([
    ['from a date on', NOW + 86_400],
    ['already', NOW - 1],
  ])(
    'lead a person without a second factor to set one up where it is required %s',
    async (_, effectiveAt) => {
      const requiring = membership({
        policies: { ...NO_POLICIES, secondFactor: { ...NO_POLICY, graceDays: 14, effectiveAt, version: 1 } },
      })
      expect((await see([requiring], false)).links).toContain(SET_UP)
      expect((await see([requiring], true)).links).not.toContain(SET_UP)
    },
  )

  describe('that require a passkey', () => {
    const PASSKEYS = '/account/security/passkeys'
    const requiring = (effectiveAt: number, more: Partial<Membership> = {}) => {
      const phishingResistant = { ...NO_POLICY, effectiveAt, version: 1 }
      return membership({ policies: { ...NO_POLICIES, phishingResistant }, ...more })
    }

    it('say so, from when, and lead to adding one', async () => {
      const { text, links } = await see([requiring(NOW - 1)])
      expect(text).toContain(workspaces.passkeyRequired)
      expect(links).toContain(PASSKEYS)
      expect((await see([requiring(NOW + 86_400)])).text).toContain('Passkey required from')
    })

    it('lead a person without any factor to set up the first one', async () => {
      const { links } = await see([requiring(NOW - 1)], false)
      expect(links).toContain(SET_UP)
      expect(links).not.toContain(PASSKEYS)
    })

    it.each<[string, Partial<Membership>]>([
      ['has one', { hasPasskey: true }],
      ['is not an admin, if it is for admins', {}],
    ])('say nothing to a member who %s', async (_, more) => {
      const { policies } = requiring(NOW - 1)
      const phishingResistant = { ...policies.phishingResistant, appliesTo: 'admins' } as const
      const ofAdmins = more.hasPasskey ? policies : { ...policies, phishingResistant }
      expect((await see([requiring(NOW - 1, { ...more, policies: ofAdmins })])).text).not.toMatch(/passkey/i)
    })
  })

  it('name the account if there are none', async () => {
    expect((await see([])).text).toContain(ADAS_SESSION.email)
  })
})

describe('an identity that a provider returned', () => {
  const pending: PendingLink = {
    ...{ id: 'pending', provider: 'okta', subject: 'x1', arrivedAt: NOW },
    ...{ email: 'ada@home.example', isEmailVerified: true, name: 'Ada' },
  }
  const see = (more: Partial<PendingLink> = {}) =>
    draw(<ConfirmLinkView pending={{ ...pending, ...more }} email={ADAS_SESSION.email} />, {
      providers: PROVIDERS,
    })

  it('is shown with the provider’s words, and linked by the id that this page has shown', async () => {
    const { text, forms } = await see()
    for (const said of [OKTA.label, 'Ada', 'ada@home.example', ADAS_SESSION.email])
      expect(text).toContain(said)
    const fields = { provider: 'okta', pending: 'pending' }
    expect(forms).toEqual([{ action: '/account/security/identities/confirm', fields }])
  })

  it('is marked if the provider does not confirm the address', async () => {
    expect((await see()).text).not.toContain(waysIn.confirm.unverifiedEmail)
    expect((await see({ isEmailVerified: false })).text).toContain(waysIn.confirm.unverifiedEmail)
  })

  it('is shown by its subject if there is nothing else', async () => {
    expect((await see({ name: null, email: null })).text).toContain('x1')
  })
})
