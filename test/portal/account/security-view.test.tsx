// The Security tab in each state of an account, rendered from facts.

import { describe, expect, it } from 'vitest'
import type { AccountNotice } from '../../../src/core/notice.ts'
import { PASSWORD, type Provider } from '../../../src/core/provider.ts'
import type { ListedPasskey } from '../../../src/flows/own-account/passkeys.ts'
import type { Requiring, Security } from '../../../src/flows/own-account/security.ts'
import { SecurityView } from '../../../src/portal/pages/account/security-view.tsx'
import type { PasskeyDemands } from '../../../src/portal/parts/passkey-demand.tsx'
import { account, waysIn } from '../../../src/words/en/account.ts'
import { notices as words } from '../../../src/words/en/notices.ts'
import { passkeyPolicy } from '../../../src/words/en/passkey-policy.ts'
import { passkeys as passkeyWords } from '../../../src/words/en/passkeys.ts'
import { NOW, OKTA, PROVIDERS } from '../../support/rows.ts'
import { ADAS_SESSION, draw } from '../../support/view.ts'

const AUTHENTICATOR = '/account/security/authenticator'
const PASSKEYS = '/account/security/passkeys'
const CODES = '/account/security/recovery-codes'

const ENROLLED: Security = {
  notices: [],
  factor: { since: NOW - 1000, codesLeft: 10, hasUnsavedCodes: false },
  passkeys: [],
  requiring: [],
  requiringPasskey: [],
  ways: { linked: [], hasPassword: true, mayLink: true },
  waitingAddress: null,
}
const WITHOUT: Security = { ...ENROLLED, factor: null }
const LINKED = { provider: 'okta', subject: 'a b/é', email: 'ada@home.example', linkedAt: NOW - 500 }

const requiring = (name: string, effectiveAt: number): Requiring => ({
  ...{ slug: name, name, hosts: [`${name}.example`], effectiveAt },
})

interface Seen {
  readonly done?: string
  readonly session?: typeof ADAS_SESSION
  readonly providers?: readonly Provider[]
  readonly browser?: string
  readonly passkeyDemands?: PasskeyDemands
}

function see(security: Security, { done = '', session = ADAS_SESSION, ...more }: Seen = {}) {
  const { passkeyDemands = null, ...around } = more
  return draw(<SecurityView {...{ security, session, done, passkeyWords, passkeyDemands }} />, around)
}

describe('without a second factor', () => {
  it('leads to setting one up, and to nothing that needs one', async () => {
    const { links } = await see(WITHOUT)
    expect(links).toContain(`${AUTHENTICATOR}?for=enrolment`)
    expect(links).not.toContain(CODES)
    expect(links).not.toContain(`${AUTHENTICATOR}/disable`)
  })

  it('names each workspace that requires one, by host, and whether the date has passed', async () => {
    const { text } = await see({
      ...WITHOUT,
      requiring: [requiring('acme', NOW - 1), requiring('globex', NOW + 86_400)],
    })
    expect(text).toMatch(/acme\.example\S* has required .* since .*globex\.example\S* will require .* from /)
  })

  it('names the provider that vouches for one, if its claim is accepted in this session', async () => {
    const proof = {
      ...ADAS_SESSION.proof,
      provider: 'okta',
      secondFactor: { method: 'provider', at: NOW, amr: ['mfa'] },
    } as const
    const session = { ...ADAS_SESSION, isEnrolled: false, proof }
    expect((await see(WITHOUT, { session, providers: PROVIDERS })).text).toContain(OKTA.label)
    const without = { ...session, proof: { ...proof, secondFactor: null } }
    const providers = [PASSWORD]
    expect((await see(WITHOUT, { session: without, providers })).text).not.toContain(OKTA.label)
  })
})

const PASSKEY: ListedPasskey = {
  ...{ id: 'key', name: 'Phone', createdAt: NOW - 500, lastUsedAt: null, isBackedUp: true, isHere: true },
}

describe('a passkey that a workspace requires', () => {
  const passkeyDemands = {
    say: passkeyPolicy,
    requiring: [requiring('acme', NOW - 1), requiring('globex', NOW + 86_400)],
  }

  it.each([
    ['an app', ENROLLED],
    ['no factor', WITHOUT],
  ])('is announced by each workspace, with its date, to a person with %s', async (_, security) => {
    const { text } = await see(security, { passkeyDemands })
    expect(text).toMatch(
      /acme\.example\S* has required a passkey since .*globex\.example\S* will require a passkey from /,
    )
    expect((await see(security)).text).not.toContain('require a passkey')
  })
})

describe('the second factors', () => {
  it('lead to a first passkey, and to the list once there is one', async () => {
    const labelled = async (security: Security) => (await see(security)).text
    expect((await see(ENROLLED)).links).toContain(PASSKEYS)
    expect(await labelled(ENROLLED)).toContain(passkeyWords.addFirst)
    expect(await labelled({ ...ENROLLED, passkeys: [PASSKEY] })).toContain(passkeyWords.count(1))
  })

  it('let the app be removed only beside a passkey that works at this address', async () => {
    const links = async (...passkeys: ListedPasskey[]) => (await see({ ...ENROLLED, passkeys })).links
    expect(await links()).not.toContain(`${AUTHENTICATOR}/remove`)
    expect(await links({ ...PASSKEY, isHere: false })).not.toContain(`${AUTHENTICATOR}/remove`)
    expect(await links(PASSKEY)).toContain(`${AUTHENTICATOR}/remove`)
  })

  it('without an app offer one, and keep the recovery codes and turning it off', async () => {
    const factor = { since: null, codesLeft: 10, hasUnsavedCodes: false }
    const { links } = await see({ ...ENROLLED, factor, passkeys: [PASSKEY] })
    for (const link of [AUTHENTICATOR, CODES, `${AUTHENTICATOR}/disable`]) expect(links).toContain(link)
  })
})

describe('with a second factor', () => {
  it('leads to another app, the codes, and turning it off', async () => {
    const { links } = await see(ENROLLED)
    expect(links).toEqual(expect.arrayContaining([AUTHENTICATOR, CODES, `${AUTHENTICATOR}/disable`]))
  })

  it('cannot turn it off while a workspace requires it, which is named', async () => {
    const { links, text } = await see({ ...ENROLLED, requiring: [requiring('acme', NOW + 5)] })
    expect(links).not.toContain(`${AUTHENTICATOR}/disable`)
    expect(text).toContain('acme.example')
  })

  it('cannot turn it off while a workspace requires a passkey, and names a workspace with both policies once', async () => {
    const acme = [requiring('acme', NOW + 5)]
    const { links, text } = await see({ ...ENROLLED, requiringPasskey: acme })
    expect(links).not.toContain(`${AUTHENTICATOR}/disable`)
    expect(text).toContain('acme.example')
    const both = await see({ ...ENROLLED, requiring: acme, requiringPasskey: acme })
    expect(both.text).toBe(text)
  })

  it.each([
    [10, false, account.whatCodesAreFor, account.newCodes],
    [2, false, account.fewCodes, account.newCodes],
    [0, false, account.noCodes, account.makeCodes],
    [0, true, account.unsavedCodes, account.showCodes],
    [10, true, account.unsavedCodes, account.showCodes],
  ])(
    'says what to do with %s recovery codes left, and new codes not confirmed: %s',
    async (codesLeft, hasUnsavedCodes, says, next) => {
      const { text } = await see({ ...ENROLLED, factor: { since: NOW, codesLeft, hasUnsavedCodes } })
      expect(text).toContain(says)
      expect(text).toContain(next)
    },
  )
})

describe('the sign-in methods', () => {
  const seeWays = (ways: Partial<Security['ways']>) =>
    see({ ...ENROLLED, ways: { ...ENROLLED.ways, ...ways } }, { providers: PROVIDERS })
  const unlinking = ({ action }: { action: string }) => action === '/account/security/identities/unlink'
  const linking = ({ action }: { action: string }) => action === '/account/security/identities/link'

  it('are not shown if passwords are the only method', async () => {
    expect((await see(ENROLLED, { providers: [PASSWORD] })).text).not.toContain(waysIn.title)
  })

  it('can be unlinked if another one is left, by a subject that survives the form', async () => {
    const { forms } = await seeWays({ linked: [LINKED] })
    expect(forms.find(unlinking)?.fields).toEqual({ provider: 'okta', subject: encodeURIComponent('a b/é') })
  })

  it('cannot be unlinked if it is the only one, or all others are no longer configured', async () => {
    const gone = { ...LINKED, provider: 'gone' }
    const { forms, links } = await seeWays({ linked: [LINKED, gone], hasPassword: false })
    expect(forms.filter(unlinking).map(({ fields }) => fields.provider)).toEqual(['gone'])
    expect(links).not.toContain('/account/security/password')
  })

  it('can be linked, unless a workspace refuses the method of this session', async () => {
    expect((await seeWays({})).forms.find(linking)?.fields).toEqual({ provider: 'okta' })
    const { forms, text } = await seeWays({ mayLink: false })
    expect(forms.filter(linking)).toEqual([])
    expect(text).toContain(waysIn.closed)
  })
})

describe('the notices', () => {
  const notice = (id: string, more: Partial<AccountNotice> = {}): AccountNotice => ({
    ...{ id, at: NOW - 60, kind: 'second_factor.added', ip: '192.0.2.7', userAgent: 'Firefox/140.0' },
    account: { id: 'ada', email: 'ada@acme.example' },
    ...more,
  })

  it('are dismissed one by one, or all on the page at once', async () => {
    const { forms } = await see({ ...ENROLLED, notices: [notice('a'), notice('b')] })
    expect(forms.map(({ action, fields }) => [action, fields])).toEqual([
      ['/account/security/notices/a/dismiss', {}],
      ['/account/security/notices/b/dismiss', {}],
      ['/account/security/notices/dismiss-all', { ids: 'a b' }],
    ])
  })

  it('list what this browser did after the warnings, without advice, dismissed together', async () => {
    const own = { browser: 'this one' }
    const notices = [notice('a', own), notice('b', { browser: 'another' }), notice('c', own)]
    const { forms, text } = await see({ ...ENROLLED, notices }, { browser: 'this one' })
    expect(forms.map(({ action, fields }) => [action, fields])).toEqual([
      ['/account/security/notices/b/dismiss', {}],
      ['/account/security/notices/dismiss-all', { ids: 'a c' }],
      ['/account/security/notices/dismiss-all', { ids: 'a b c' }],
    ])
    expect(text.match(/Wasn’t you/g)).toHaveLength(1)
  })

  it('never list a change by somebody else as the reader’s own', async () => {
    const by = (more: Partial<AccountNotice>) => notice('a', { browser: 'this one', ...more })
    for (const foreign of [
      by({ by: 'operator' }),
      by({ by: 'provider' }),
      by({ kind: 'second_factor.reset' }),
    ]) {
      const { text } = await see({ ...ENROLLED, notices: [foreign] }, { browser: 'this one' })
      expect(text).not.toContain(words.doneHere)
    }
  })

  it('leave out what the person just did here, if the page already says so', async () => {
    const notices = [notice('here', { browser: 'this one' }), notice('elsewhere', { browser: 'another' })]
    const { forms, statuses } = await see(
      { ...ENROLLED, notices },
      { done: 'codes-saved', browser: 'this one' },
    )
    expect(forms.map(({ action }) => action)).toEqual(['/account/security/notices/elsewhere/dismiss'])
    expect(statuses).toEqual([account.done['codes-saved']])
  })

  it('say nothing that only the address claims', async () => {
    expect((await see(ENROLLED, { done: 'toString' })).statuses).toEqual([])
  })
})
