// The pages on the way into a workspace, each rendered from facts in every state.

import { describe, expect, it } from 'vitest'
import { PASSWORD, type Provider } from '../../src/core/provider.ts'
import type { Decided } from '../../src/flows/entry/decide.ts'
import type { SecondFactorRefusal } from '../../src/flows/sign-in/second-factor.ts'
import {
  BlockedView,
  NotAMemberView,
  OtherWayView,
  PromptView,
  UnsavedView,
} from '../../src/portal/pages/entrance-view.tsx'
import { type SignInFacts, SignInView } from '../../src/portal/pages/sign-in-view.tsx'
import { type VerifyFacts, VerifyView } from '../../src/portal/pages/verify-view.tsx'
import { enter } from '../../src/words/en/enter.ts'
import { signIn } from '../../src/words/en/sign-in.ts'
import { verify } from '../../src/words/en/verify.ts'
import { NOW, OKTA } from '../support/rows.ts'
import { draw } from '../support/view.ts'

const HERE = '/enter?host=acme.example.com&return_to=%2Freport'
const over = (path: string, query: Record<string, string>) => `${path}?${new URLSearchParams(query)}`
const SITE = { host: 'acme.example.com', name: 'Acme', logo: null }
const WITH_OKTA: readonly Provider[] = [PASSWORD, OKTA]

const entrant = {
  email: 'ada@acme.example',
  role: 'member',
  site: SITE,
  proof: { firstFactor: 'pwd', provider: 'password', authTime: NOW, secondFactor: null },
} as unknown as Decided['entrant']
const SCHEDULED = { state: 'scheduled', effectiveAt: NOW + 86_400 } as const
const throughOkta = { ...entrant, proof: { ...entrant.proof, provider: 'okta' } }

describe('the prompt before a date', () => {
  const see = (who = entrant) =>
    draw(
      <PromptView
        {...{ entrant: who, enforcement: SCHEDULED, passkeyEnforcement: { state: 'off' }, here: HERE }}
        passkeyWords={null}
      />,
      { providers: WITH_OKTA },
    )

  it('leads to setting up a second factor and back, or can be skipped for this page', async () => {
    const { links, forms } = await see()
    expect(links).toContain(over('/account/security/authenticator', { return_to: HERE }))
    expect(forms).toEqual([{ action: '/enter', fields: { return_to: '/report', host: SITE.host } }])
  })

  it('says which workspace asks, which account, and from when', async () => {
    const { text } = await see()
    for (const said of ['Acme', SITE.host, enter.facts.from]) expect(text).toContain(said)
  })

  it('offers a trusted provider’s second factor only to people who came through it', async () => {
    const proof = over('/sign-in/with/okta', { return_to: HERE, demand: 'second-factor' })
    expect((await see(throughOkta)).links).toContain(proof)
    expect((await see()).links).not.toContain(proof)
  })
})

describe('the page of a blocked person', () => {
  it('leads to setting up a second factor, and cannot be skipped', async () => {
    const enforcement = { state: 'in_effect', effectiveAt: NOW } as const
    const { links, forms } = await draw(<BlockedView {...{ entrant, enforcement }} here={HERE} />)
    expect(links).toContain(over('/account/security/authenticator', { return_to: HERE }))
    expect(forms).toEqual([])
  })
})

describe('the page of a person who is not a member', () => {
  it('names their account, and lets them sign in with another', async () => {
    const { text, links } = await draw(<NotAMemberView site={SITE} email="ada@acme.example" here={HERE} />)
    expect(text).toContain('ada@acme.example')
    expect(links).toEqual(['/workspaces', over('/sign-in', { why: 'other', return_to: HERE })])
  })
})

describe('the page about another sign-in method', () => {
  const see = (ways: readonly Provider[]) =>
    draw(<OtherWayView entrant={throughOkta} ways={ways} here={HERE} />, { providers: WITH_OKTA })

  it('has a link for each accepted method, in the given order', async () => {
    const links = (await see([PASSWORD, OKTA])).links.slice(0, 2)
    expect(links).toEqual([
      over('/sign-in', { return_to: HERE }),
      over('/sign-in/with/okta', { return_to: HERE }),
    ])
  })

  it('leads nowhere new if none is accepted', async () => {
    expect((await see([])).links.filter((link) => link.startsWith('/sign-in/with'))).toEqual([])
  })
})

it('the page about an unsaved form leads on to the entrance', async () => {
  expect((await draw(<UnsavedView site={SITE} here={HERE} />)).links).toEqual([HERE])
})

describe('the sign-in page', () => {
  const FACTS: SignInFacts = {
    ...{ email: '', refusal: null, refused: null, ways: WITH_OKTA, returnTo: HERE, site: SITE },
    ...{ isUnsaved: false, why: undefined, signedInAs: null, hasChosenPassword: false, isByMail: false },
  }
  const see = (change: Partial<SignInFacts> = {}) =>
    draw(<SignInView {...FACTS} {...change} />, { providers: WITH_OKTA })
  const okta = (demand: string) => over('/sign-in/with/okta', { return_to: HERE, demand })

  it('names the workspace at the end of the way, and keeps the way in form and links', async () => {
    const { text, forms, links } = await see()
    expect(text).toContain('Acme')
    expect(forms).toEqual([{ action: '/sign-in', fields: { return_to: HERE, email: '', password: '' } }])
    expect(links).toContain(over('/sign-in/with/okta', { return_to: HERE }))
  })

  it('keeps the typed address, but not the password', async () => {
    const { forms, alerts } = await see({
      email: 'ada@acme.example',
      refusal: { reason: 'wrong-credentials' },
    })
    expect(forms[0]?.fields).toMatchObject({ email: 'ada@acme.example', password: '' })
    expect(alerts).toEqual([signIn.wrongCredentials])
  })

  it('asks providers for what it needs: a fresh sign-in, or another account', async () => {
    expect((await see({ why: 'fresh' })).links).toContain(okta('fresh-sign-in'))
    expect((await see({ why: 'other' })).links).toContain(okta('another-account'))
  })

  it('offers another account after the provider’s was refused, and not the same again', async () => {
    const { links } = await see({ refused: { provider: OKTA, code: 'no-account' } })
    expect(links).toContain(okta('another-account'))
    expect(links).not.toContain(over('/sign-in/with/okta', { return_to: HERE }))
  })

  it('says nothing for an unknown refusal', async () => {
    const { alerts } = await see({ refused: { provider: OKTA, code: '<b>constructor</b>' } })
    expect(alerts).toEqual([])
  })

  it('has no password form if passwords are off, and a way on if there is no method', async () => {
    expect((await see({ ways: [OKTA] })).forms).toEqual([])
    expect((await see({ ways: [] })).links).toEqual(['/workspaces'])
  })

  it('leads a signed-in person on', async () => {
    expect((await see({ signedInAs: 'ada@acme.example' })).links).toContain(HERE)
  })
})

describe('the code page', () => {
  const FACTS: VerifyFacts = {
    ...{ email: 'ada@acme.example', site: SITE, returnTo: HERE, refusal: null, typed: '' },
    ...{ maxAge: 600, isRecovery: false, isStepUp: false, appDigits: 6 as const, passkey: null },
  }
  const see = (change: Partial<VerifyFacts> = {}) => draw(<VerifyView {...FACTS} {...change} />)

  it('keeps its return address and the age that a proof may have', async () => {
    const { forms, links } = await see({ maxAge: 60 })
    expect(forms[0]).toEqual({
      action: '/sign-in/verify',
      fields: { return_to: HERE, max_age: '60', code: '' },
    })
    const other = over('/sign-in/verify', { return_to: HERE, max_age: '60', method: 'recovery' })
    expect(links).toContain(other)
  })

  it('for a recovery code says so in the form, and links back to the app’s code', async () => {
    const { forms, links } = await see({ isRecovery: true })
    expect(forms[0]?.fields).toMatchObject({ method: 'recovery' })
    expect(links).toContain(over('/sign-in/verify', { return_to: HERE }))
  })

  it.each<SecondFactorRefusal>([
    { reason: 'wrong', method: 'totp' },
    { reason: 'already-used', method: 'totp' },
    { reason: 'clock-off', seconds: 90 },
    { reason: 'locked', until: NOW + 30 },
    { reason: 'authenticator-disabled' },
    { reason: 'malformed' },
  ])('shows the refusal of the code beside the field: $reason', async (refusal) => {
    const { alerts } = await see({ refusal })
    expect(alerts).toHaveLength(1)
    expect(alerts[0]).not.toBe('')
  })

  it('says why it asks again: a workspace’s page, or the portal’s own', async () => {
    const why = async (change: Partial<VerifyFacts>) => {
      const { text } = await see(change)
      const asker = text.includes('Acme asks you to confirm it’s you') ? 'the workspace' : null
      return text.includes(verify.whyAgain) ? 'the portal' : asker
    }
    expect(await why({ isStepUp: true })).toBe('the workspace')
    expect(await why({ isStepUp: true, site: null })).toBe('the portal')
    expect(await why({})).toBeNull()
  })
})
