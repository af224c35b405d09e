// The pages on which a person changes their address, rendered from facts.

import { describe, expect, it } from 'vitest'
import {
  AddressView,
  ConfirmAddressView,
  DeadLinkView,
} from '../../../src/portal/pages/account/address-view.tsx'
import { address as say } from '../../../src/words/en/address.ts'
import { NOW } from '../../support/rows.ts'
import { said } from '../../support/sentence.ts'
import { draw } from '../../support/view.ts'

const ADDRESS = '/account/security/address'
const EMAIL = 'ada@acme.example'
const NEW = 'ada@home.example'
const FACTS = { say, email: EMAIL, waiting: null, refused: null, hasMail: true, isCancelled: false }
const WAITING = { email: NEW, expiresAt: NOW + 86_400 }
const see = (facts: Partial<Parameters<typeof AddressView>[0]> = {}) =>
  draw(<AddressView {...FACTS} {...facts} />)

describe('the form', () => {
  it('shows the current address, and says how it goes on', async () => {
    const { text, forms } = await see()
    expect(text).toContain(said(say.current({ email: EMAIL })))
    expect(text).toContain(say.how)
    expect(forms).toEqual([{ action: ADDRESS, fields: { email: '' } }])
  })

  it('while an address waits shows where the link went, and how to cancel or send another one', async () => {
    const { text, forms } = await see({ waiting: WAITING })
    expect(text).toContain(NEW)
    expect(text).toContain(say.notArrived)
    expect(forms.map(({ action }) => action)).toEqual([ADDRESS, '/account/security/cancel-address'])
  })

  it('is not shown where no mail is sent; the page names the support instead', async () => {
    const { text, forms } = await see({ hasMail: false })
    expect(forms).toEqual([])
    expect(text).toContain(said(say.noMail({ contact: 'your platform’s support team' })))
  })

  it.each([
    [{ reason: 'malformed', typed: 'ada' } as const, say.malformed],
    [{ reason: 'own-address', typed: EMAIL } as const, say.own],
  ])('keeps what was typed and says beside it what is wrong: %o', async (refused, problem) => {
    const { alerts, forms, invalid } = await see({ refused })
    expect(alerts).toEqual([problem])
    expect(forms[0]?.fields).toEqual({ email: refused.typed })
    expect(invalid).toEqual(['email'])
  })

  it('says after too many mails how long to wait', async () => {
    const { alerts } = await see({ refused: { reason: 'too-many-mails', typed: NEW, until: NOW + 3600 } })
    expect(alerts.join()).toMatch(/Try again in (1 hour|60 minutes)/)
  })
})

describe('the page of the link', () => {
  it('shows both addresses, what follows, and one form', async () => {
    const action = `${ADDRESS}/spl_x`
    const { text, forms } = await draw(
      <ConfirmAddressView say={say} was={EMAIL} email={NEW} action={action} />,
    )
    expect(text).toContain(said(say.confirm.lead({ was: EMAIL, email: NEW })))
    expect(text).toContain(say.confirm.consequence)
    expect(forms).toEqual([{ action, fields: {} }])
  })

  it.each(['gone', 'taken'] as const)(
    'that does nothing says why and leads to the form: %s',
    async (reason) => {
      const { text, links } = await draw(
        <DeadLinkView {...{ say, reason }} signIn="/sign-in?x" email={EMAIL} />,
      )
      expect(text).toContain(say[reason].message)
      expect(links).toContain(ADDRESS)
    },
  )

  it('of another account names only the reader’s own address, and leads to the sign-in', async () => {
    const view = <DeadLinkView say={say} reason="not-yours" signIn="/sign-in?x" email={EMAIL} />
    const { text, links } = await draw(view)
    expect(text).toContain(said(say.notYours.message({ email: EMAIL })))
    expect(links).toContain('/sign-in?x')
  })
})
