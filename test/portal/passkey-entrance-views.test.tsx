// The way into a workspace that requires a passkey, and the pages of an account without one, rendered from facts.

import { describe, expect, it } from 'vitest'
import { NO_POLICIES, type Policy } from '../../src/core/policy.ts'
import type { Decided } from '../../src/flows/entry/decide.ts'
import { PromptView } from '../../src/portal/pages/entrance-view.tsx'
import { PasskeyPromptView, PasskeyRequiredView } from '../../src/portal/pages/passkey-entrance-view.tsx'
import { PasskeyFirst } from '../../src/portal/parts/passkey-demand.tsx'
import { enter } from '../../src/words/en/enter.ts'
import { passkeyPolicy as say } from '../../src/words/en/passkey-policy.ts'
import { IN_EFFECT, NOW, SCHEDULED } from '../support/rows.ts'
import { draw } from '../support/view.ts'

const DAY = 86_400
const HERE = '/enter?host=acme.example.com&return_to=%2Freport'
const back = (path: string) => `${path}?${new URLSearchParams({ return_to: HERE })}`
const PASSKEYS = back('/account/security/passkeys')
const SET_UP = back('/account/security/authenticator')

const entrant = {
  ...{ email: 'ada@acme.example', role: 'member', isEnrolled: true },
  site: { host: 'acme.example.com', name: 'Acme', logo: null },
  proof: { firstFactor: 'pwd', provider: 'password', authTime: NOW, secondFactor: null },
} as unknown as Decided['entrant']
const unenrolled = { ...entrant, isEnrolled: false }

describe('the prompt before a passkey is required', () => {
  const passkeyEnforcement = { state: 'scheduled', effectiveAt: NOW + 5 * DAY } as const
  const see = (who = entrant) =>
    draw(<PasskeyPromptView {...{ entrant: who, passkeyEnforcement, say, here: HERE }} />)

  it('says who asks, from when, and how many days are left', async () => {
    const { text } = await see()
    for (const said of ['Acme', 'You have 5 days left', enter.facts.from]) expect(text).toContain(said)
  })

  it('leads to adding a passkey and back, or can be put off', async () => {
    const { links, forms, text } = await see()
    expect(links).toEqual([PASSKEYS])
    expect(forms).toEqual([{ action: '/enter', fields: { return_to: '/report', host: 'acme.example.com' } }])
    expect(text).toContain(enter.later)
  })

  it('leads a person without any factor to the page that sets up the first one', async () => {
    expect((await see(unenrolled)).links).toEqual([SET_UP])
  })
})

describe('the page of a member without a passkey', () => {
  const passkeyEnforcement = { state: 'in_effect', effectiveAt: NOW - DAY } as const
  const see = (who = entrant, enforcement: Decided['passkeyEnforcement'] = passkeyEnforcement) =>
    draw(<PasskeyRequiredView {...{ entrant: who, passkeyEnforcement: enforcement, say, here: HERE }} />)

  it('leads to adding one and back, and cannot be put off', async () => {
    const { links, forms } = await see()
    expect(links).toEqual([PASSKEYS, '/workspaces'])
    expect(forms).toEqual([])
  })

  it('says that codes are not enough here, to a person who has them', async () => {
    expect((await see()).text).toContain(say.entrance.notEnough)
    const { text, links } = await see(unenrolled)
    expect(text).not.toContain(say.entrance.notEnough)
    expect(links).toContain(SET_UP)
  })

  it('names no date if the workspace’s policy has just ended', async () => {
    expect((await see(entrant, { state: 'off' })).text).toContain(say.entrance.blockedOnceAdded)
  })
})

describe('the prompt of the first policy', () => {
  const enforcement = { state: 'scheduled', effectiveAt: NOW + 5 * DAY } as const
  const see = (passkeyEnforcement: Decided['passkeyEnforcement']) =>
    draw(
      <PromptView
        {...{ entrant: unenrolled, enforcement, passkeyEnforcement, here: HERE }}
        passkeyWords={passkeyEnforcement.state === 'off' ? null : say}
      />,
    )

  it('also says that a passkey will be required, so that nobody sets up an app in vain', async () => {
    const ahead = { state: 'scheduled', effectiveAt: NOW + 9 * DAY } as const
    expect((await see(ahead)).text).toContain('Acme will require a passkey from')
    expect((await see({ state: 'off' })).text).not.toContain('require a passkey')
  })
})

describe('setting up a first factor on the way to a workspace', () => {
  const see = async (phishingResistant: Policy) =>
    (
      await draw(
        <PasskeyFirst site={{ name: 'Acme', policies: { ...NO_POLICIES, phishingResistant } }} say={say} />,
      )
    ).text

  it('says that an app is not enough there', async () => {
    expect(await see(IN_EFFECT)).toBe('Acme requires a passkey. An authenticator app isn’t enough there.')
    expect(await see({ ...IN_EFFECT, appliesTo: 'admins' })).toContain('from owners and admins')
  })

  it('announces the requirement before its date, to everybody whom it is for', async () => {
    expect(await see(SCHEDULED)).toContain('Acme will require a passkey from')
    expect(await see({ ...SCHEDULED, appliesTo: 'admins' })).toBe('')
    expect(await see(NO_POLICIES.phishingResistant)).toBe('')
  })
})
