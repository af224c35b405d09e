// Setting up an app, recovery codes and the password, each rendered from facts in every state.

import { describe, expect, it } from 'vitest'
import type { ConfirmRefusal } from '../../../src/flows/own-account/enrol.ts'
import { type PasswordPageRefusal, PasswordView } from '../../../src/portal/pages/account/password-view.tsx'
import { CodesLeftView, NewCodesView } from '../../../src/portal/pages/account/recovery-codes-view.tsx'
import { RemoveAppView } from '../../../src/portal/pages/account/remove-app.tsx'
import { SetUpView } from '../../../src/portal/pages/account/set-up-view.tsx'
import { TurnOffView } from '../../../src/portal/pages/account/turn-off.tsx'
import { password as say } from '../../../src/words/en/account.ts'
import { authenticator, recoveryCodes } from '../../../src/words/en/enrolment.ts'
import { passkeys } from '../../../src/words/en/passkeys.ts'
import type { PasskeyWords } from '../../../src/words/words.ts'
import { NOW } from '../../support/rows.ts'
import { draw } from '../../support/view.ts'

const WAY = '/enter?host=acme.example&return_to=%2Freport'
const ADA = 'ada@acme.example'

describe('setting up an app', () => {
  const secret = new TextEncoder().encode('12345678901234567890')
  const KEY = 'GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ'
  interface State {
    readonly isReplacement?: boolean
    readonly refusal?: ConfirmRefusal | null
    readonly typed?: string
    readonly returnTo?: string | null
    readonly isStepUp?: boolean
    readonly isAnew?: boolean
    readonly isBeside?: boolean
    readonly passkeys?: PasskeyWords | null
  }
  const see = ({ isReplacement = false, refusal = null, typed = '', ...more }: State = {}) =>
    draw(
      <SetUpView
        offer={{ secret, isReplacement }}
        email={ADA}
        {...{ refusal, typed, returnTo: null, isStepUp: false, isAnew: false, isBeside: false }}
        {...{ passkeys: null, ...more }}
      />,
    )

  it('shows one key as letters and as a link for apps', async () => {
    const { text, links } = await see()
    expect(text).toContain(KEY)
    const app = new URL(links.find((link) => link.startsWith('otpauth:')) ?? '')
    expect(app.searchParams.get('secret')).toBe(KEY.replaceAll(' ', ''))
    expect(decodeURIComponent(app.pathname)).toContain(ADA)
  })

  it('as the first app posts a code, and nothing about a replacement', async () => {
    const [form] = (await see()).forms
    expect(form).toEqual({ action: '/account/security/authenticator', fields: { code: '' } })
  })

  it('as a replacement says so in the form, and that the current app keeps working', async () => {
    const { forms, statuses } = await see({ isReplacement: true })
    expect(forms[0]?.fields).toEqual({ for: 'replacement', code: '' })
    expect(statuses).toEqual([authenticator.keepsWorking])
  })

  it('beside a passkey says so in the form, and does not speak of a replacement', async () => {
    const { forms, text } = await see({ isBeside: true })
    expect(forms[0]?.fields).toEqual({ for: 'addition', code: '' })
    expect(text).toContain(authenticator.addTitle)
    expect(text).not.toContain(authenticator.keepsWorking)
  })

  it('offers a passkey first, with the same return address, and says that it needs a script', async () => {
    const { forms, text } = await see({ passkeys, returnTo: WAY })
    expect(forms[0]).toEqual({
      action: '/account/security/passkeys/new',
      fields: { return_to: WAY, credential: '' },
    })
    expect(text).toContain(passkeys.noScript)
    expect((await see({ isReplacement: true })).text).not.toContain(passkeys.noScript)
  })

  it('keeps its return address, and cancels to the same place', async () => {
    const { forms, links } = await see({ returnTo: WAY })
    expect(forms[0]?.fields).toEqual({ return_to: WAY, code: '' })
    expect(links).toContain(WAY)
    expect((await see()).links).toContain('/account/security')
  })

  it('cancels to the workspaces where the way back would only lead here again', async () => {
    const { forms, links } = await see({ returnTo: WAY, isStepUp: true })
    expect(forms[0]?.fields).toEqual({ step_up: '1', return_to: WAY, code: '' })
    expect(links).toContain('/workspaces')
    expect(links).not.toContain(WAY)
  })

  it('tells an admin why before settings, and a late person that the key is new', async () => {
    const { statuses } = await see({ returnTo: '/workspaces/acme/settings/security', isAnew: true })
    expect(statuses).toEqual([authenticator.forSettings, authenticator.anew])
  })

  it.each<[ConfirmRefusal, string]>([
    [{ reason: 'wrong', method: 'totp' }, '123456'],
    [{ reason: 'not-of-app' }, '123456'],
    [{ reason: 'clock-off', seconds: 90 }, ''],
    [{ reason: 'gone' }, ''],
  ])('marks the field after %o, and keeps what can be corrected', async (refusal, kept) => {
    const { invalid, alerts, forms } = await see({ refusal, typed: '123456' })
    expect([invalid, alerts.length, forms[0]?.fields.code]).toEqual([['code'], 1, kept])
  })
})

it('turning it off asks first, and is cancelled without a form', async () => {
  const { forms, links } = await draw(<TurnOffView hasPassword={true} />)
  expect(forms).toEqual([{ action: '/account/security/authenticator/disable', fields: {} }])
  expect(links).toEqual(['/account/security'])
})

it('removing the app beside a passkey asks first, and is cancelled without a form', async () => {
  const { forms, links } = await draw(<RemoveAppView />)
  expect(forms).toEqual([{ action: '/account/security/authenticator/remove', fields: {} }])
  expect(links).toEqual(['/account/security'])
})

it('turning it off says that a password protects the account only if there is one', async () => {
  const say = async (hasPassword: boolean) => (await draw(<TurnOffView hasPassword={hasPassword} />)).text
  expect(await say(true)).toContain(authenticator.leftWithPassword)
  expect(await say(false)).toContain(authenticator.leftWithoutPassword)
  expect(await say(false)).not.toMatch(/password/i)
})

describe('new recovery codes', () => {
  it('are all shown, can be downloaded, and are confirmed by the id of their set', async () => {
    const shown = { setId: 'set', codes: ['AAAA-BBBB', 'CCCC-DDDD'] }
    const { text, forms, links } = await draw(
      <NewCodesView shown={shown} left={0} head="head" returnTo={WAY} hasEnrolled={false} />,
    )
    expect(text).toContain('AAAA-BBBB CCCC-DDDD')
    expect(links).toEqual(['/account/security/recovery-codes/download'])
    expect(forms).toEqual([
      { action: '/account/security/recovery-codes/confirm', fields: { return_to: WAY, set: 'set' } },
    ])
  })
})

describe('the previous recovery codes', () => {
  it('are said to work until the new ones are confirmed, if there are any', async () => {
    const shown = { setId: 'set', codes: ['AAAA-BBBB'] }
    const say = async (left: number) =>
      (await draw(<NewCodesView {...{ shown, left }} head="head" returnTo={null} hasEnrolled={false} />)).text
    expect(await say(3)).toContain(recoveryCodes.oldOnesKeepWorking)
    expect(await say(0)).not.toContain(recoveryCodes.oldOnesKeepWorking)
  })
})

describe('the remaining recovery codes', () => {
  const see = (state: Partial<Parameters<typeof CodesLeftView>[0]>) =>
    draw(
      <CodesLeftView
        {...{
          left: 10,
          hasUsedOne: false,
          hasReplacedApp: false,
          isTooLate: false,
          returnTo: null,
          ...state,
        }}
      />,
    )

  it('warn if there are few or none', async () => {
    expect((await see({ left: 10 })).text).not.toContain(recoveryCodes.fewLeft)
    expect((await see({ left: 1 })).text).toContain(recoveryCodes.fewLeft)
    expect((await see({ left: 0 })).text).toContain(recoveryCodes.noneLeft)
  })

  it('lead a person who used one to another app, and then on', async () => {
    const { links, statuses } = await see({ left: 9, hasUsedOne: true, returnTo: WAY })
    const another = new URLSearchParams({ for: 'replacement', return_to: WAY })
    expect(links).toEqual([`/account/security/authenticator?${another}`, WAY])
    expect(statuses).toEqual([recoveryCodes.usedOne])
  })

  it('tell a person who confirmed a replaced set that nothing changed', async () => {
    expect((await see({ isTooLate: true })).alerts).toEqual([recoveryCodes.notCurrent])
  })
})

describe('the password form', () => {
  const see = (refusal: PasswordPageRefusal | null) => draw(<PasswordView refusal={refusal} email={ADA} />)

  it('names the account, and never contains a password after a refusal', async () => {
    const empty = { current_password: '', new_password: '', new_password_again: '' }
    for (const refusal of [null, { reason: 'wrong' } as const]) {
      const [form] = (await see(refusal)).forms
      expect(form).toEqual({ action: '/account/security/password', fields: { username: ADA, ...empty } })
    }
  })

  it.each<[PasswordPageRefusal, string, string]>([
    [{ reason: 'wrong' }, 'current_password', say.wrong],
    [{ reason: 'overtaken' }, 'current_password', say.overtaken],
    [{ reason: 'new-unusable', problem: 'too-short' }, 'new_password', say.problems['too-short']],
    [{ reason: 'unchanged' }, 'new_password', say.unchanged],
    [{ reason: 'not-repeated' }, 'new_password_again', say.notRepeated],
  ])('shows %o beside the field that it is about', async (refusal, field, words) => {
    const { invalid, alerts } = await see(refusal)
    expect([invalid, alerts]).toEqual([[field], [words]])
  })

  it('says until when guesses are refused', async () => {
    const { invalid, alerts } = await see({ reason: 'throttled', until: NOW + 60 })
    expect([invalid, alerts.length]).toEqual([['current_password'], 1])
  })
})
