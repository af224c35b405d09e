// Setting up an app, recovery codes and the password, each drawn from facts in every state.

import { describe, expect, it } from 'vitest'
import type { ConfirmRefusal } from '../../../src/flows/own-account/enrol.ts'
import { type PasswordPageRefusal, PasswordView } from '../../../src/portal/pages/account/password-view.tsx'
import { CodesLeftView, NewCodesView } from '../../../src/portal/pages/account/recovery-codes-view.tsx'
import { SetUpView } from '../../../src/portal/pages/account/set-up-view.tsx'
import { TurnOffView } from '../../../src/portal/pages/account/turn-off.tsx'
import { password as say } from '../../../src/words/en/account.ts'
import { authenticator, recoveryCodes } from '../../../src/words/en/enrolment.ts'
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
    readonly isAnew?: boolean
  }
  const see = ({ isReplacement = false, refusal = null, typed = '', ...more }: State = {}) =>
    draw(
      <SetUpView
        offer={{ secret, isReplacement }}
        email={ADA}
        {...{ refusal, typed, returnTo: null, isAnew: false, ...more }}
      />,
    )

  it('shows one key in letters and in a link that apps open', async () => {
    const { text, links } = await see()
    expect(text).toContain(KEY)
    const app = new URL(links.find((link) => link.startsWith('otpauth:')) ?? '')
    expect(app.searchParams.get('secret')).toBe(KEY.replaceAll(' ', ''))
    expect(decodeURIComponent(app.pathname)).toContain(ADA)
  })

  it('as the first one, posts a code that says nothing of replacing', async () => {
    const [form] = (await see()).forms
    expect(form).toEqual({ action: '/account/security/authenticator', fields: { code: '' } })
  })

  it('as another one, says so in the form, and that the present one keeps working', async () => {
    const { forms, statuses } = await see({ isReplacement: true })
    expect(forms[0]?.fields).toEqual({ for: 'replacement', code: '' })
    expect(statuses).toEqual([authenticator.keepsWorking])
  })

  it('carries on where it leads, and gives it up for the same place', async () => {
    const { forms, links } = await see({ returnTo: WAY })
    expect(forms[0]?.fields).toEqual({ return_to: WAY, code: '' })
    expect(links).toContain(WAY)
    expect((await see()).links).toContain('/account/security')
  })

  it('tells an admin on the way to settings why, and whoever came too late that the key is another', async () => {
    const { statuses } = await see({ returnTo: '/workspaces/acme/settings/security', isAnew: true })
    expect(statuses).toEqual([authenticator.forSettings, authenticator.anew])
  })

  it.each<[ConfirmRefusal, string]>([
    [{ reason: 'wrong', method: 'totp' }, '123456'],
    [{ reason: 'not-of-app' }, '123456'],
    [{ reason: 'clock-off', seconds: 90 }, ''],
    [{ reason: 'gone' }, ''],
  ])('marks the field after %o, and keeps what can be mended', async (refusal, kept) => {
    const { invalid, alerts, forms } = await see({ refusal, typed: '123456' })
    expect([invalid, alerts.length, forms[0]?.fields.code]).toEqual([['code'], 1, kept])
  })
})

it('turning it off asks first, and is left without a form', async () => {
  const { forms, links } = await draw(<TurnOffView />)
  expect(forms).toEqual([{ action: '/account/security/authenticator/disable', fields: {} }])
  expect(links).toEqual(['/account/security'])
})

describe('new recovery codes', () => {
  it('are all shown, downloaded, and confirmed by the name of their set', async () => {
    const shown = { setId: 'set', codes: ['AAAA-BBBB', 'CCCC-DDDD'] }
    const { text, forms, links } = await draw(
      <NewCodesView shown={shown} head="head" returnTo={WAY} hasEnrolled={false} />,
    )
    expect(text).toContain('AAAA-BBBB CCCC-DDDD')
    expect(links).toEqual(['/account/security/recovery-codes/download'])
    expect(forms).toEqual([
      { action: '/account/security/recovery-codes/confirm', fields: { return_to: WAY, set: 'set' } },
    ])
  })
})

describe('recovery codes that are left', () => {
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

  it('say when they are few, and when there are none', async () => {
    expect((await see({ left: 10 })).text).not.toContain(recoveryCodes.fewLeft)
    expect((await see({ left: 1 })).text).toContain(recoveryCodes.fewLeft)
    expect((await see({ left: 0 })).text).toContain(recoveryCodes.noneLeft)
  })

  it('lead whoever has used one to another app, and back to where they were going', async () => {
    const { links, statuses } = await see({ left: 9, hasUsedOne: true, returnTo: WAY })
    const another = new URLSearchParams({ for: 'replacement', return_to: WAY })
    expect(links).toEqual([`/account/security/authenticator?${another}`, WAY])
    expect(statuses).toEqual([recoveryCodes.usedOne])
  })

  it('tell whoever confirmed a set that was replaced that nothing was changed', async () => {
    expect((await see({ isTooLate: true })).alerts).toEqual([recoveryCodes.notCurrent])
  })
})

describe('the form for a password', () => {
  const see = (refusal: PasswordPageRefusal | null) => draw(<PasswordView refusal={refusal} email={ADA} />)

  it('names whose password it is, and holds no password, whatever was refused', async () => {
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
  ])('says %o beside the field that it is about', async (refusal, field, words) => {
    const { invalid, alerts } = await see(refusal)
    expect([invalid, alerts]).toEqual([[field], [words]])
  })

  it('says until when no more guesses are taken', async () => {
    const { invalid, alerts } = await see({ reason: 'throttled', until: NOW + 60 })
    expect([invalid, alerts.length]).toEqual([['current_password'], 1])
  })
})
