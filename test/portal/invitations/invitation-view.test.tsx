// The page of an invitation, rendered from facts: one next step in each state.

import { describe, expect, it } from 'vitest'
import type { Invited, MissingForInvitation } from '../../../src/flows/invitations/accept.ts'
import type { InvitationFacts } from '../../../src/portal/pages/invitation/invitation-facts.ts'
import {
  AcceptedView,
  EndedView,
  InvitationView,
} from '../../../src/portal/pages/invitation/invitation-view.tsx'
import { password } from '../../../src/words/en/account.ts'
import { invitations } from '../../../src/words/en/invitations.ts'
import { NOW, OKTA } from '../../support/rows.ts'
import { draw } from '../../support/view.ts'

const { invitation: say } = invitations
const HERE = '/invitations/spl_x'
const CY = 'cy@else.example'
const invited: Invited = {
  ...{ id: 'i', email: CY, emailKey: CY, role: 'admin', expiresAt: NOW + 86_400, isOpen: true },
  ...{ lastMails: [NOW], acceptedBy: null, workspaceId: 'acme', slug: 'acme', name: 'Acme' },
  ...{ host: 'acme.example.com', logo: null, accent: null, allowedProviders: null },
  ...{ inviter: 'olga@acme.example', hasAccount: true, requiresFactor: false },
}
const MAKING = { ...OKTA, provisions: true }

interface State extends Partial<Omit<InvitationFacts, 'invited'>> {
  readonly of?: Partial<Invited>
}

const see = ({ of = {}, ...more }: State = {}) =>
  draw(
    <InvitationView
      {...{ invited: { ...invited, ...of }, here: HERE, missing: null, signedInAs: null, say }}
      ways={{ hasPassword: true, providers: [] }}
      form={{ name: '', refusal: null }}
      {...more}
    />,
  )
const encoded = encodeURIComponent(HERE)

describe('an invitation', () => {
  it.each<[string, State]>([
    ['to accept', {}],
    ['without an account', { missing: 'sign-in', of: { hasAccount: false } }],
    ['in another account', { missing: 'other-account', signedInAs: 'bo@acme.example' }],
    ['before enrolment', { missing: 'enrolment' }],
  ])('says %s what it is: workspace, host, for whom, by whom, role and until when', async (_, state) => {
    const { text } = await see(state)
    for (const fact of ['Acme', 'acme.example.com', CY, 'olga@acme.example', 'admin', say.facts.until])
      expect(text).toContain(fact)
  })

  it('can be accepted by one button', async () => {
    const { forms } = await see()
    expect(forms).toEqual([{ action: HERE, fields: {} }])
  })

  it.each<[string, MissingForInvitation, Partial<Invited>, string]>([
    ['sign in', 'sign-in', {}, `/sign-in?return_to=${encoded}`],
    ['sign in as somebody else', 'other-account', {}, `/sign-in?why=other&return_to=${encoded}`],
    ['enrol', 'enrolment', {}, `/account/security/authenticator?return_to=${encoded}`],
  ])('leads to %s, and back, and has no button before', async (_, missing, of, href) => {
    const { forms, links } = await see({ missing, of })
    expect(forms).toEqual([])
    expect(links).toEqual([href])
  })

  it('says for whom it is if another account is signed in', async () => {
    const { statuses } = await see({ missing: 'other-account', signedInAs: 'bo@acme.example' })
    expect(statuses.join()).toContain(CY)
    expect(statuses.join()).toContain('bo@acme.example')
  })
})

describe('for an address without an account', () => {
  const alone = { missing: 'sign-in', of: { hasAccount: false } } as const

  it('there is a form with a name and a password', async () => {
    const { forms, text } = await see(alone)
    expect(forms.map(({ action }) => action)).toEqual([`${HERE}/account`])
    expect(Object.keys(forms[0]?.fields ?? {})).toEqual(
      expect.arrayContaining(['name', 'username', 'new_password', 'new_password_again']),
    )
    expect(forms[0]?.fields.username).toBe(CY)
    expect(text).toContain(say.makeAndJoin)
    const requiring = await see({ ...alone, of: { hasAccount: false, requiresFactor: true } })
    expect(requiring.text).toContain(say.makeAndGoOn)
  })

  it('providers that make accounts are offered beside it, or alone', async () => {
    const beside = await see({ ...alone, ways: { hasPassword: true, providers: [MAKING] } })
    expect(beside.links).toEqual([`/sign-in/with/${OKTA.id}?return_to=${encoded}`])
    expect(beside.forms).toHaveLength(1)
    const without = await see({ ...alone, ways: { hasPassword: false, providers: [MAKING] } })
    expect(without.forms).toEqual([])
    const other = await see({
      ...{ missing: 'other-account', of: { hasAccount: false }, signedInAs: 'bo@acme.example' },
      ways: { hasPassword: false, providers: [MAKING] },
    })
    expect(other.links[0]).toContain('demand=another-account')
  })

  it('says whom to ask if nothing makes an account', async () => {
    const { alerts, forms, links } = await see({ ...alone, ways: { hasPassword: false, providers: [] } })
    expect(alerts).toHaveLength(1)
    expect([forms, links]).toEqual([[], []])
  })

  it.each([
    ['a name', { reason: 'unusable-name' }, say.unusableName, ['name']],
    [
      'a password',
      { reason: 'unusable-password', problem: 'too-short' },
      password.problems['too-short'],
      ['new_password'],
    ],
    ['the repetition', { reason: 'not-repeated' }, say.notRepeated, ['new_password_again']],
    ['everything', { reason: 'changed-meanwhile' }, say.changed, []],
  ] as const)('says what is wrong with %s, and keeps the name alone', async (_, refusal, words, invalid) => {
    const shown = await see({ ...alone, form: { name: 'Cy', refusal } })
    expect(shown.alerts).toEqual([words])
    expect(shown.invalid).toEqual(invalid)
    expect(shown.forms[0]?.fields).toMatchObject({ name: 'Cy', new_password: '', new_password_again: '' })
  })
})

describe('an invitation that is over', () => {
  it('says so, and who can send an expired one again', async () => {
    const over = await draw(<EndedView invited={null} say={say} />)
    expect(over.text).toContain(say.over)
    expect(over.text).not.toContain('Acme')
    const expired = await draw(<EndedView invited={invited} say={say} />)
    expect(expired.text).toContain('Acme')
    expect([over.forms, expired.forms]).toEqual([[], []])
  })

  it('leads the person who accepted it into the workspace', async () => {
    const { links } = await draw(<AcceptedView invited={invited} say={say} />)
    expect(links).toEqual(['/enter?host=acme.example.com&return_to=%2F'])
  })
})
