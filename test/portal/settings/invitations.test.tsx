// The part of the members page about invitations.

import { describe, expect, it } from 'vitest'
import type { Invitation } from '../../../src/flows/invitations/invite.ts'
import {
  type InvitationRefusal,
  Invitations,
  InviteForm,
} from '../../../src/portal/parts/settings/invitations.tsx'
import { members } from '../../../src/words/en/administration.ts'
import { invitations } from '../../../src/words/en/invitations.ts'
import { NOW } from '../../support/rows.ts'
import { draw } from '../../support/view.ts'

const { members: say } = invitations
const PATH = '/workspaces/acme/settings/members'
const around = { path: PATH, actorRole: 'owner', say } as const
const invitation = (id: string, more: Partial<Invitation> = {}): Invitation => ({
  ...{ id, email: `${id}@else.example`, role: 'member', state: 'open', createdAt: NOW, lastSentAt: NOW },
  expiresAt: NOW + 7 * 86_400,
  ...more,
})

describe('the form that invites', () => {
  const see = (more: Partial<Parameters<typeof InviteForm>[0]> = {}) =>
    draw(<InviteForm {...around} canInvite={true} filled={null} refusedInvitation={null} {...more} />)

  it('asks for address and role, and says the limits in words', async () => {
    const { forms, text } = await see()
    expect(forms).toEqual([{ action: `${PATH}/invitations`, fields: { form: 'invite', email: '' } }])
    for (const number of ['7 days', '50 invitations a day', '3 a week', '100']) expect(text).toContain(number)
    expect(text).toContain('owner')
    expect((await see({ actorRole: 'admin' })).text).not.toContain('owner')
  })

  it('says whom to ask where no mail is set up', async () => {
    const { forms, text } = await see({ canInvite: false })
    expect(forms).toEqual([])
    expect(text).toContain('doesn’t send email')
  })

  it.each<[InvitationRefusal, string]>([
    [{ reason: 'not-an-address' }, members.refusals['not-an-address']],
    [{ reason: 'not-allowed' }, members.refusals['not-allowed']],
    [{ reason: 'already-a-member' }, members.refusals['already-a-member']],
    [{ reason: 'already-accepted' }, say.refusals['already-accepted']],
    [{ reason: 'too-many-invitations', retryAfterSeconds: 7200 }, 'Too many invitations'],
  ])('keeps what was typed when it is refused: %j', async (refusedInvitation, words) => {
    const { alerts, forms } = await see({ refusedInvitation, filled: { email: 'x', role: 'admin' } })
    expect(alerts).toHaveLength(1)
    expect(alerts[0]).toContain(words)
    expect(forms[0]?.fields.email).toBe('x')
  })
})

describe('the people who are invited', () => {
  const see = (rows: readonly Invitation[], more: Partial<Parameters<typeof Invitations>[0]> = {}) =>
    draw(<Invitations {...around} canInvite={true} invitations={{ rows, next: null }} {...more} />)

  it('are shown with state and times, each with two buttons', async () => {
    const { text, forms } = await see([invitation('cy'), invitation('di', { state: 'expired' })])
    expect(text).toContain('cy@else.example')
    expect(text).toContain(say.states.open)
    expect(text).toContain(say.expired)
    expect(forms.map(({ action }) => action)).toEqual(
      ['cy', 'di'].flatMap((id) => [`${PATH}/invitations/${id}/resend`, `${PATH}/invitations/${id}/revoke`]),
    )
  })

  it('are an empty list with a sentence, and nothing where nobody was ever invited by mail', async () => {
    expect((await see([])).text).toContain(say.none)
    expect((await see([], { canInvite: false })).text).toBe('')
  })

  it('can be revoked but not asked again where no mail is set up any more', async () => {
    const { forms } = await see([invitation('cy')], { canInvite: false })
    expect(forms.map(({ action }) => action)).toEqual([`${PATH}/invitations/cy/revoke`])
  })

  it('as owners are left to owners', async () => {
    const owners = [invitation('cy', { role: 'owner' })]
    expect((await see(owners, { actorRole: 'admin' })).forms).toEqual([])
    expect((await see(owners)).forms).toHaveLength(2)
  })

  it('go on after a full page', async () => {
    const { links } = await see([], { invitations: { rows: [invitation('cy')], next: '1.x' } })
    expect(links).toEqual([`${PATH}?invited=1.x#invitations`])
  })
})
