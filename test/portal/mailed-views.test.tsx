// The pages that links in mails lead to, and the page of a locked account, each rendered from facts.

import { describe, expect, it } from 'vitest'
import type { AccountNotice, DisownOutcome } from '../../src/core/notice.ts'
import type { Reported } from '../../src/flows/own-account/disown.ts'
import { LockedView } from '../../src/portal/pages/locked-view.tsx'
import {
  AskView,
  ChooseView,
  DeadLinkView,
  SentView,
} from '../../src/portal/pages/mailed/forgotten-password-views.tsx'
import { ChangeView, ReportedView } from '../../src/portal/pages/mailed/not-me-views.tsx'
import { password } from '../../src/words/en/account.ts'
import { mailedPages } from '../../src/words/en/mailed-pages.ts'
import { notices } from '../../src/words/en/notices.ts'
import { NOW, OKTA } from '../support/rows.ts'
import { draw } from '../support/view.ts'

const { forgotten, notMe } = mailedPages
const EMAIL = 'ada@acme.example'
const TOKEN = 'spl_token'

describe('the page for a forgotten password', () => {
  it('asks for the address, and keeps what was typed', async () => {
    const { forms, alerts } = await draw(
      <AskView say={forgotten} typed="ada@" refusal={{ reason: 'malformed' }} isByMail={true} />,
    )
    expect(forms).toEqual([{ action: '/forgotten-password', fields: { email: 'ada@' } }])
    expect(alerts).toEqual([forgotten.malformed])
  })

  it('says after too many mails in how many minutes to try again, and keeps the form', async () => {
    const refusal = { reason: 'too-many-mails', retryAfterSeconds: 600 } as const
    const { forms, alerts } = await draw(<AskView say={forgotten} typed={EMAIL} refusal={refusal} isByMail />)
    expect(forms).toHaveLength(1)
    expect(alerts.join()).toContain('10 minutes')
  })

  it('has no form where no mail is sent, and says whom to ask', async () => {
    const { forms, text } = await draw(<AskView say={forgotten} typed="" refusal={null} isByMail={false} />)
    expect(forms).toEqual([])
    expect(text).toContain('Contact')
  })

  it('says the same after sending, whoever has the address', async () => {
    expect((await draw(<SentView say={forgotten} email={EMAIL} />)).text).toContain(
      `If an account for ${EMAIL}`,
    )
  })

  it('never returns a password that was typed, and names the field that is wrong', async () => {
    const see = (refusal: Parameters<typeof ChooseView>[0]['refusal']) =>
      draw(<ChooseView say={forgotten} token={TOKEN} email={EMAIL} refusal={refusal} />)
    const fields = { username: EMAIL, new_password: '', new_password_again: '' }
    expect((await see(null)).forms).toEqual([{ action: `/forgotten-password/${TOKEN}`, fields }])
    const short = await see({ reason: 'unusable', problem: 'too-short' })
    expect([short.invalid, short.alerts]).toEqual([['new_password'], [password.problems['too-short']]])
    expect((await see({ reason: 'not-repeated' })).invalid).toEqual(['new_password_again'])
  })

  it('of a link that has ended leads to a new one', async () => {
    expect((await draw(<DeadLinkView say={forgotten} />)).links).toEqual(['/forgotten-password', '/sign-in'])
  })
})

describe('the page of “This wasn’t me”', () => {
  const NOTICE: AccountNotice = {
    ...{ id: 'n', at: NOW, kind: 'passkey.added', account: { id: 'ada', email: EMAIL } },
    ...{
      ip: '192.0.2.9',
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    },
  }
  const reported = (outcome: DisownOutcome, change: Partial<AccountNotice> = {}): Reported => ({
    notice: { ...NOTICE, ...change },
    ...{ change: 'passkey', outcome, isReported: false },
  })
  const see = (of: Reported) => draw(<ChangeView say={notMe} reported={of} action={`/not-me/${TOKEN}`} />)

  it.each(Object.keys(notMe.will) as DisownOutcome[])(
    'says first what a report would do: %s',
    async (outcome) => {
      const { text, forms } = await see(reported(outcome, { passkey: 'Key on my ring' }))
      for (const told of [
        notices.titles['passkey.added'],
        'Key on my ring',
        '192.0.2.9',
        EMAIL,
        notMe.will[outcome],
        notMe.willEnd,
      ])
        expect(text).toContain(told)
      expect(forms).toEqual([{ action: `/not-me/${TOKEN}`, fields: {} }])
    },
  )

  it('names the provider, and no address of the operator', async () => {
    const linked = { kind: 'identity.linked', provider: 'okta', by: 'operator' } as const
    const { text } = await draw(
      <ChangeView say={notMe} reported={reported('identity_unlinked', linked)} action="/not-me/x" />,
      { providers: [OKTA] },
    )
    expect(text).toContain('Okta')
    expect(text).not.toContain('192.0.2.9')
  })

  it('says afterwards what was done, and leads to a new password if one is mailed', async () => {
    const done = (outcome: DisownOutcome, isByMail = true) =>
      draw(
        <ReportedView
          say={notMe}
          reported={{ ...reported(outcome), isReported: true }}
          isByMail={isByMail}
        />,
      )
    for (const outcome of Object.keys(notMe.done) as DisownOutcome[])
      expect((await done(outcome)).text).toContain(`${notMe.done[outcome]}${notMe.didEnd}`)
    expect((await done('password_locked')).links).toEqual(['/forgotten-password'])
    expect((await done('password_locked', false)).links).toEqual([])
    expect((await done('factor_removed')).forms).toEqual([])
  })
})

describe('the page of a locked account', () => {
  it('says since when and whom to ask, and offers another account', async () => {
    const { text, links, forms } = await draw(<LockedView lockedAt={NOW} returnTo="/workspaces" />)
    expect(text).toContain('15 Jan 2027')
    expect(text).toContain('contact your platform’s support team')
    expect(links).toEqual(['/sign-in/lost', '/sign-in?why=other&return_to=%2Fworkspaces'])
    expect(forms).toEqual([])
  })
})
