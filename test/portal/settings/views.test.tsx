// A workspace's other settings, rendered from facts: empty lists, one page and more, and what a form keeps.

import { describe, expect, it } from 'vitest'
import type { Role } from '../../../src/core/roles.ts'
import type { SeenMember } from '../../../src/flows/administration/members.ts'
import type { FoundEntry } from '../../../src/flows/administration/search-audit.ts'
import { AppearanceView } from '../../../src/portal/pages/settings/appearance-view.tsx'
import { AuditView } from '../../../src/portal/pages/settings/audit-view.tsx'
import { MembersView } from '../../../src/portal/pages/settings/members-view.tsx'
import { ProvidersView } from '../../../src/portal/pages/settings/providers-view.tsx'
import { RemovalView } from '../../../src/portal/pages/settings/removal.tsx'
import { TokensView } from '../../../src/portal/pages/settings/tokens-view.tsx'
import { members } from '../../../src/words/en/administration.ts'
import { audit } from '../../../src/words/en/audit.ts'
import { extension } from '../../../src/words/en/extension.ts'
import { invitations } from '../../../src/words/en/invitations.ts'
import { layout } from '../../../src/words/en/layout.ts'
import { recovery } from '../../../src/words/en/recovery.ts'
import { NOW, OFF, PROVIDERS, SCHEDULED } from '../../support/rows.ts'
import { draw } from '../../support/view.ts'
import { ACME, factsOf } from './facts.ts'

const SETTINGS = '/workspaces/acme/settings'

describe('the member list', () => {
  const MEMBERS = `${SETTINGS}/members`
  const member = (id: string, role: Role): SeenMember => ({
    ...{ accountId: id, email: `${id}@acme.example`, name: id, role, standing: 'free' },
    ...{
      isEnrolled: false,
      hasPasskey: false,
      hasUnusedImport: false,
      extendedUntil: null,
      groupKey: 'mn-',
      mayBeExtended: false,
    },
    ...{ joinedAt: NOW, place: '' },
  })
  type Facts = Parameters<typeof MembersView>[0]
  const see = (more: Partial<Facts> = {}) =>
    draw(
      <MembersView
        {...{
          workspace: ACME,
          facts: factsOf(OFF),
          filled: { isToInvite: false, email: '', role: '' },
          refusal: null,
          done: null,
        }}
        {...{
          actorRole: 'owner',
          actorEmail: 'ada@acme.example',
          now: NOW,
          place: { standing: null, lacks: null, search: '', after: '' },
          say: extension.members,
          recoverySay: recovery.admin,
          recovering: [],
        }}
        {...{ invitations: { rows: [], next: null }, canInvite: false, refusedInvitation: null }}
        invitationSay={invitations.members}
        listed={{ rows: [], next: null }}
        {...more}
      />,
    )
  const actionsOf = async (more: Partial<Facts>) => (await see(more)).forms.map(({ action }) => action)

  it('says whose app was imported and not used yet', async () => {
    const list = { rows: [{ ...member('bo', 'member'), hasUnusedImport: true }], next: null }
    expect((await see({ listed: list })).text).toContain(members.unusedImport)
    const others = { rows: [member('bo', 'member')], next: null }
    expect((await see({ listed: others })).text).not.toContain(members.unusedImport)
  })

  it('leads to the recovery of others who can be recovered, where mail is set up', async () => {
    const enrolled = (id: string, role: Role) => ({ ...member(id, role), standing: 'enrolled' as const })
    const rows = [
      enrolled('ada', 'owner'),
      enrolled('bo', 'admin'),
      enrolled('cy', 'member'),
      member('di', 'admin'),
    ]
    const led = async (more: Partial<Facts>) =>
      (await see({ listed: { rows, next: null }, ...more })).links.filter((href) =>
        href.includes('/recovery'),
      )
    const to = (id: string) => `${MEMBERS}/recovery?email=${id}%40acme.example`
    expect(await led({ canInvite: true })).toEqual([to('bo')])
    expect(await led({ canInvite: true, facts: factsOf(SCHEDULED) })).toEqual([to('bo'), to('cy')])
    expect(await led({ canInvite: false })).toEqual([])
  })

  it('has only the form that adds a member if nobody has that standing', async () => {
    const { forms, text } = await see()
    expect(forms).toEqual([
      { action: MEMBERS, fields: { email: '' } },
      { action: MEMBERS, fields: { search: '' } },
    ])
    expect(text).not.toContain('@acme.example')
  })

  it('links to the next page with the same standing, if there is one', async () => {
    const one = { rows: [member('ada', 'member')], next: null }
    const next = (links: readonly string[]) => links.filter((link) => link.includes('cursor='))
    expect(next((await see({ listed: one })).links)).toEqual([])
    const more = {
      listed: { ...one, next: 'ada' },
      place: { standing: 'pending', lacks: null, search: '', after: '' },
    } as const
    expect(next((await see(more)).links)).toEqual([`${MEMBERS}?standing=pending&cursor=ada`])
  })

  it('has counts by standing, with vouched members if there are any', async () => {
    const filters = async (vouched: number) => {
      const { links } = await see({ facts: factsOf(SCHEDULED, { members: 5, enrolled: 2, vouched }) })
      return links.filter((link) => link.startsWith(MEMBERS))
    }
    const standing = (name: string) => `${MEMBERS}?standing=${name}`
    expect(await filters(0)).toEqual([MEMBERS, standing('enrolled'), standing('pending')])
    expect(await filters(1)).toEqual([MEMBERS, ...['enrolled', 'vouched', 'pending'].map(standing)])
  })

  it('marks members who have a passkey', async () => {
    const ada = member('ada', 'member')
    const badges = async (hasPasskey: boolean) =>
      (await see({ listed: { rows: [{ ...ada, hasPasskey }], next: null } })).text.includes(
        extension.members.passkey,
      )
    expect([await badges(true), await badges(false)]).toEqual([true, false])
  })

  it('has a search form that keeps the status, and status links that keep the search', async () => {
    const { forms, links } = await see({
      place: { standing: 'free', lacks: null, search: 'a b', after: 'x' },
    })
    expect(forms[1]).toEqual({ action: MEMBERS, fields: { standing: 'free', search: 'a b' } })
    expect(links).toContain(`${MEMBERS}?standing=free`)
    expect(links).toContain(`${MEMBERS}?standing=enrolled&search=a+b`)
    expect(links).toContain(`${MEMBERS}?search=a+b`)
  })

  it('has no forms for owners when an admin reads it', async () => {
    const listed = { rows: [member('olga', 'owner'), member('ada', 'member')], next: null }
    const adas = [`${MEMBERS}/role`, `${MEMBERS}/remove`]
    expect(await actionsOf({ listed })).toEqual([MEMBERS, MEMBERS, ...adas, ...adas])
    expect(await actionsOf({ listed, actorRole: 'admin' })).toEqual([MEMBERS, MEMBERS, ...adas])
  })

  it('returns to the same place after each form', async () => {
    const listed = { rows: [member('ada', 'member')], next: null }
    const { forms } = await see({
      listed,
      place: { standing: 'free', lacks: null, search: 'a', after: 'aa' },
    })
    for (const { fields } of forms.slice(2))
      expect(fields).toEqual({
        email: 'ada@acme.example',
        standing: 'free',
        search: 'a',
        cursor: 'aa',
      })
  })

  it('keeps what was typed in a refused form, and fills no member’s form with it', async () => {
    const filled = { isToInvite: false, email: 'x', role: 'admin' }
    const { forms, alerts } = await see({ filled, refusal: 'not-an-address' })
    expect([forms[0]?.fields, alerts.length]).toEqual([{ email: 'x' }, 1])
    const listed = { rows: [member('ada', 'member')], next: null }
    const ofMember = await see({
      listed,
      filled: { isToInvite: false, email: 'ada@acme.example', role: 'admin' },
    })
    expect(ofMember.forms[0]?.fields).toEqual({ email: '' })
  })

  it('says who makes accounts before the address is typed, and when there is none', async () => {
    const { text, alerts } = await see()
    expect(text).toContain(`first ask ${layout.operator} to create one`)
    expect(alerts).toEqual([])
    const refused = await see({ refusal: 'no-such-account' })
    expect(refused.alerts).toEqual([expect.stringContaining(`Ask ${layout.operator} to create one`)])
  })

  it('asks before a removal, and names the member', async () => {
    const { text, forms } = await draw(<RemovalView workspace={ACME} email="ada@acme.example" />)
    expect(text).toContain('ada@acme.example')
    expect(forms).toEqual([{ action: `${MEMBERS}/remove`, fields: { email: 'ada@acme.example' } }])
  })
})

describe('the audit', () => {
  const PATH = `${SETTINGS}/audit`
  const NOTHING = { person: '', action: '', from: '', until: '' }
  const entry = (more: Partial<FoundEntry> = {}): FoundEntry => ({
    ...{ id: 7, at: NOW, actor: 'olga@acme.example', actorName: 'Olga', action: 'member.put' },
    ...{ isAboutAccount: true, email: 'ada@acme.example', name: 'Ada', ip: '192.0.2.7', userAgent: 'x' },
    ...{ detail: { role: 'admin', was: null } },
    ...more,
  })
  const look = (id: number, actor = 'olga@acme.example') => entry({ id, actor, action: 'members.viewed' })
  type Facts = Parameters<typeof AuditView>[0]
  const see = (rows: FoundEntry[], more: Partial<Facts> = {}) =>
    draw(
      <AuditView
        {...{ workspace: ACME, written: NOTHING, problems: {}, lookedThrough: 1000 }}
        {...{ found: { rows, next: null, isCutShort: false }, reader: 'olga@acme.example' }}
        {...more}
      />,
    )
  const linksTo = (links: readonly string[], part: string) => links.filter((link) => link.includes(part))

  it('has no download if it is empty', async () => {
    expect(linksTo((await see([])).links, '/csv')).toEqual([])
    expect(linksTo((await see([entry()])).links, '/csv')).toEqual([`${PATH}/csv`])
  })

  it('links to older entries and to the file with the same filter', async () => {
    const written = { ...NOTHING, person: 'ada@acme.example', from: '2027-01-01' }
    const found = { rows: [entry()], next: 7, isCutShort: false }
    const { links } = await see([], { written, found })
    const query = 'person=ada%40acme.example&from=2027-01-01'
    expect(links).toContain(`${PATH}?${query}&cursor=7`)
    expect(links).toContain(`${PATH}/csv?${query}`)
    expect(links).toContain(PATH)
  })

  it('says that older entries were not searched when the search was cut short', async () => {
    const found = { rows: [], next: 4001, isCutShort: true }
    const { statuses, links } = await see([], { found })
    expect(statuses).toEqual([expect.stringContaining('1000')])
    expect(links).toContain(`${PATH}?cursor=4001`)
  })

  it('says in a sentence who did what to whom, with the actor’s address', async () => {
    const { text, links } = await see([entry()])
    expect(text).toMatch(/Olga added Ada to Acme as admin.*olga@acme\.example.*192\.0\.2\.7/)
    expect(links).toContain(`${PATH}?person=olga%40acme.example`)
  })

  const DETAILS = audit.details
  it.each<[string, Partial<FoundEntry>]>([
    ['an entry into the workspace', { action: 'workspace.entered', detail: { acr: 'aal2' } }],
    ['a view of the whole list', { action: 'members.viewed', detail: { after: 'x', is_enrolled: null } }],
    [
      'a refusal',
      { action: 'workspace.refused', detail: { reason: 'enrollment-required', workspace: 'acme' } },
    ],
  ])('says %s in its sentence, without details or codes', async (_what, more) => {
    const { text } = await see([entry({ email: null, name: null, ...more })])
    expect(text).not.toContain(DETAILS)
    expect(text).not.toMatch(/aal2|enrollment-required|workspace\.|members\./)
  })

  it('has details that the sentence leaves out, with names for their values', async () => {
    const detail = { allowed: 'password okta' }
    const { text } = await see([entry({ action: 'providers.changed', email: null, detail })])
    expect(text).toContain(`${DETAILS}${audit.fields.allowed}Password and okta`)
    expect((await see([entry()])).text).toContain(`${DETAILS}${audit.fields.account}ada@acme.example`)
  })

  it('names the platform’s support team in one way, without a browser', async () => {
    const { text } = await see([entry({ actor: 'operator', actorName: null })])
    expect(text.match(new RegExp(audit.operator, 'g'))).toHaveLength(2)
    expect(text).not.toMatch(/\boperator\b|Unknown browser/)
  })

  it('folds only consecutive views of the list by the reader', async () => {
    const looks = [look(9), look(8), entry({ id: 7 }), look(6), look(5, 'bo@acme.example'), look(4), look(3)]
    const { text } = await see(looks)
    expect(text.match(/Olga viewed the member list of Acme 2 times/g)).toHaveLength(2)
    expect(text.match(/viewed the member list of Acme(?! \d)/g)).toHaveLength(2)
  })

  it('marks each refused field, keeps what was typed, and lists nothing', async () => {
    const written = { person: 'ada', action: 'x.y', from: '30.11.', until: 'soon' }
    const problems = {
      person: 'not-a-person',
      action: 'not-an-action',
      from: 'not-a-day',
      until: 'not-a-day',
    } as const
    const { invalid, forms, alerts } = await see([], { written, problems, found: null })
    expect(invalid).toEqual(['person', 'from', 'until'])
    expect(forms[0]).toEqual({ action: PATH, fields: { person: 'ada', from: '30.11.', until: 'soon' } })
    expect(alerts).toHaveLength(4)
  })

  it('shows an entry that the edge did not write as it is: invalid time and action', async () => {
    const { text } = await see([entry({ at: 1e18, action: 'x.y' }), entry()])
    expect(text).toMatch(/x\.y\s*1000000000000000000.*Olga/)
  })
})

describe('the tokens', () => {
  type Facts = Parameters<typeof TokensView>[0]
  const see = (more: Partial<Facts> = {}) =>
    draw(
      <TokensView
        {...{ workspace: ACME, listed: [], created: null, refusal: null, isUnsaved: false, isRevoked: false }}
        written={{ name: null, days: null }}
        {...more}
      />,
    )
  const CI = { id: 't1', name: 'ci', createdAt: NOW, expiresAt: NOW + 60 }

  it('can be revoked, each by its own form', async () => {
    const { forms } = await see({ listed: [{ ...CI, madeBy: null }] })
    expect(forms.map(({ action }) => action)).toEqual([`${SETTINGS}/tokens`, `${SETTINGS}/tokens/t1/revoke`])
  })

  it('are shown in the answer that creates them, and the form is empty again', async () => {
    const written = { name: 'ci', days: '7' }
    const { text, forms } = await see({ created: { ...CI, token: 'spt_value' }, written })
    expect(text).toContain('spt_value')
    expect(forms[0]?.fields.name).toBe('')
  })

  it('that are refused keep their name, and each form has a new id', async () => {
    const written = { name: 'ci', days: '7' }
    const seen = [await see({ refusal: 'too-many', written }), await see({ refusal: 'too-many', written })]
    expect(seen.map(({ forms, alerts }) => [forms[0]?.fields.name, alerts.length])).toEqual([
      ['ci', 1],
      ['ci', 1],
    ])
    expect(seen[0]?.forms[0]?.fields.id).not.toBe(seen[1]?.forms[0]?.fields.id)
  })
})

describe('the sign-in methods', () => {
  const see = (ticked: readonly string[] | null, problem: string | null = null) =>
    draw(
      <ProvidersView
        {...{ workspace: ACME, configured: PROVIDERS, ticked, problem, isSaved: false, isFilledIn: false }}
      />,
    )

  it('offer each configured provider, and say why a choice was refused', async () => {
    const { text, alerts } = await see(['okta'], 'not this one')
    expect(text).toContain('Okta')
    expect(alerts).toEqual(['not this one'])
  })
})

describe('the appearance', () => {
  type Facts = Parameters<typeof AppearanceView>[0]
  const see = (more: Partial<Facts> = {}) =>
    draw(
      <AppearanceView
        {...{ workspace: ACME, written: { name: null, accent: null }, problems: {} }}
        {...{ isSaved: false, isLogoToChooseAgain: false, isPosted: false }}
        {...more}
      />,
    )
  const PATH = `${SETTINGS}/appearance`

  it('offers to remove a logo only if there is one', async () => {
    const actions = async (logo: string | null) =>
      (await see({ workspace: { ...ACME, logo } })).forms.map(({ action }) => action)
    expect(await actions(null)).toEqual([PATH, `${PATH}/logo`])
    expect(await actions('d'.repeat(43))).toEqual([PATH, `${PATH}/logo`, `${PATH}/logo/remove`])
  })

  it('marks each refused field, and keeps what was typed', async () => {
    const written = { name: 'https://x', accent: 'red' }
    const { invalid, forms } = await see({ written, problems: { name: true, accent: true }, isPosted: true })
    expect(invalid).toEqual(['display_name', 'accent'])
    expect(forms[0]?.fields).toMatchObject({ display_name: 'https://x', accent: 'red' })
    expect((await see({ problems: { logo: 'animated' }, isPosted: true })).invalid).toEqual(['logo'])
  })

  it('says that it is not saved if the address filled it in differently', async () => {
    const workspace = { ...ACME, displayName: 'Acme' }
    const seen = (name: string, isPosted = false) =>
      see({ workspace, written: { name, accent: null }, isPosted })
    expect((await seen('Other')).statuses).toHaveLength(1)
    expect((await seen('Acme')).statuses).toHaveLength(0)
    expect((await seen('Other', true)).statuses).toHaveLength(0)
  })
})
