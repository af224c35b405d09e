// /account/security: the Security tab. Whether there is a second factor, and what can be done about it.

import { Hono } from 'hono'
import type { Child } from 'hono/jsx'
import { labelOf } from '../../core/provider.ts'
import { dismissNotice, dismissNotices } from '../../flows/own-account/dismiss-notices.ts'
import { type Security, viewSecurity } from '../../flows/own-account/security.ts'
import type { Session } from '../../flows/session/session.ts'
import { readCookie, SHOWN_CODES_COOKIE } from '../../http/cookies.ts'
import { type PortalEnv, portalUrl, seeOther } from '../frame/context.ts'
import { sessionOf } from '../frame/guards.ts'
import { Info, page } from '../frame/layout.tsx'
import { AccountFrame } from '../frame/settings-frame.tsx'
import { useEdge, useWords } from '../frame/words.ts'
import { AccountNotices, isJustSaid } from '../parts/notices.tsx'
import { ProviderRefusalWords } from '../parts/provider-refusal.tsx'
import { Enrolled, NotEnrolled } from '../parts/second-factor.tsx'
import { WaysIn } from '../parts/ways-in.tsx'

export const accountSecurity = new Hono<PortalEnv>()

const PATH = '/account/security'

accountSecurity.get('/account', (c) => c.redirect(portalUrl(c, PATH), 302))

accountSecurity.get(PATH, async (c) => {
  const session = sessionOf(c)
  const shownCodes = readCookie(c.req.raw.headers, SHOWN_CODES_COOKIE)
  const security = await viewSecurity(c.var.edge, session, shownCodes)
  return page(
    c,
    { title: c.var.words.account.title, current: 'security', isWide: true, leadsAway: true },
    <AccountFrame current="security">
      <SecurityView security={security} session={session} done={c.req.query('done') ?? ''}>
        <ProviderRefusalWords c={c} />
      </SecurityView>
    </AccountFrame>,
  )
})

accountSecurity.post(`${PATH}/notices/:id/dismiss`, async (c) => {
  await dismissNotice(c.var.edge, sessionOf(c), c.req.param('id'))
  return seeOther(c, portalUrl(c, PATH))
})

accountSecurity.post(`${PATH}/notices/dismiss-all`, async (c) => {
  const shown = (c.var.form.get('ids') ?? '').split(' ')
  await dismissNotices(c.var.edge, sessionOf(c), shown)
  return seeOther(c, portalUrl(c, PATH))
})

interface SecurityViewProps {
  readonly security: Security
  readonly session: Session
  /** What its reader has just done, on the page that led here. */
  readonly done: string
  readonly children?: Child
}

export function SecurityView({ security, session, done, children }: SecurityViewProps) {
  const edge = useEdge()
  const { account } = useWords()
  const { notices, factor, requiring, ways } = security
  const { providers } = edge.config
  const { secondFactor, provider } = session.proof
  return (
    <>
      {isDone(account.done, done) ? <Info>{account.done[done]}</Info> : null}
      {children}
      <AccountNotices
        notices={done === '' ? notices : notices.filter((notice) => !isJustSaid(notice, edge))}
        hasPassword={ways.hasPassword}
        edge={edge}
      />
      {factor ? (
        <Enrolled factor={factor} requiring={requiring} />
      ) : (
        <NotEnrolled
          requiring={requiring}
          now={edge.now}
          vouchedForBy={secondFactor ? labelOf(providers, provider) : null}
        />
      )}
      <WaysIn ways={ways} providers={providers} />
      {ways.hasPassword ? <PasswordCard /> : null}
    </>
  )
}

function isDone<Done extends object>(words: Done, done: string): done is keyof Done & string {
  return Object.hasOwn(words, done)
}

function PasswordCard() {
  const { account } = useWords()
  return (
    <section class="card">
      <h2>{account.password}</h2>
      <p>
        <a class="button second wide-on-phone" href={`${PATH}/password`}>
          {account.changePassword}
        </a>
      </p>
    </section>
  )
}
