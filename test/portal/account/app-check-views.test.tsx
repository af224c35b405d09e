// The pages after a sign-in about the authenticator app, each rendered from facts.

import { describe, expect, it } from 'vitest'
import type { UnusedApp } from '../../../src/flows/own-account/check-app.ts'
import { CheckAppView, ShortSecretView } from '../../../src/portal/pages/account/app-check-view.tsx'
import { CHECK_APP } from '../../../src/portal/pages/account/authenticator-path.ts'
import { appCheck as say } from '../../../src/words/en/app-check.ts'
import { codeRefusals } from '../../../src/words/en/verify.ts'
import { NOW } from '../../support/rows.ts'
import { draw } from '../../support/view.ts'

const HERE = '/enter?host=acme.example.com&return_to=%2Freport'
const back = (path: string, query: Record<string, string> = {}) =>
  `${path}?${new URLSearchParams({ ...query, return_to: HERE })}`

describe('the page that asks to check an app', () => {
  const APP: UnusedApp = { digits: 8, addedAt: NOW - 28 * 86_400, recoveryCodesLeft: 0, outlook: null }
  const see = (app: Partial<UnusedApp> = {}, returnTo: string | null = HERE) =>
    draw(<CheckAppView app={{ ...APP, ...app }} refusal={app.outlook ?? null} {...{ say, returnTo }} />)

  it('has one field for a code of the app’s length, and leads on to where the person was going', async () => {
    const { forms, text, links } = await see()
    expect(forms).toEqual([{ action: CHECK_APP, fields: { return_to: HERE, code: '' } }])
    expect(text).toContain(say.enterCode(8))
    expect(links).toContain(HERE)
  })

  it('helps a person whose app does not work: another app, and recovery codes', async () => {
    const { text, links } = await see()
    expect(links).toContain(back('/account/security/authenticator', { for: 'replacement' }))
    expect(links).toContain(back('/account/security/recovery-codes'))
    expect(text).toContain(say.noCodes)
    expect((await see({ recoveryCodesLeft: 7 })).text).toContain('7 of 10')
  })

  it('leads back to the Security tab if it was opened from nowhere', async () => {
    expect((await see({}, null)).links).toContain('/account/security')
  })

  it('says a wait before the person types', async () => {
    const { alerts } = await see({ outlook: { reason: 'locked', until: NOW + 30 } })
    expect(alerts.join()).toContain(String(codeRefusals.locked({ span: '' })).slice(0, 20))
  })
})

it('the page about a short key leads to a replacement, and on without one', async () => {
  const { links, forms } = await draw(<ShortSecretView {...{ say, returnTo: HERE }} />)
  expect(links).toEqual([back('/account/security/authenticator', { for: 'replacement' }), HERE])
  expect(forms).toEqual([])
})
