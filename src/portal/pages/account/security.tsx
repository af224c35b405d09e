// /account/security: the Security tab. It shows whether the account has a second factor, and what can be
// changed.

import { Hono } from 'hono'
import { isPhishingResistant } from '../../../core/assurance.ts'
import { acceptedPasskeys } from '../../../flows/own-account/accepted-passkeys.ts'
import { dismissNotice, dismissNotices } from '../../../flows/own-account/dismiss-notices.ts'
import { type Security, viewSecurity } from '../../../flows/own-account/security.ts'
import { readCookie, SHOWN_CODES_COOKIE } from '../../../http/cookies.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../../frame/context.ts'
import { takeDone } from '../../frame/done.ts'
import { sessionOf } from '../../frame/guards.ts'
import { page } from '../../frame/layout.tsx'
import { AccountFrame } from '../../frame/settings-frame.tsx'
import type { PasskeyDemands } from '../../parts/passkey-demand.tsx'
import { PasskeyScript } from '../../parts/passkey-form.tsx'
import { ProviderRefusalWords, refusedByProvider } from '../../parts/provider-refusal.tsx'
import { SecurityView } from './security-view.tsx'

export const accountSecurity = new Hono<PortalEnv>()

const PATH = '/account/security'

accountSecurity.get('/account', (c) => c.redirect(portalUrl(c, PATH), 302))

accountSecurity.get(PATH, async (c) => {
  const session = sessionOf(c)
  const shownCodes = readCookie(c.req.raw.headers, SHOWN_CODES_COOKIE)
  const done = takeDone(c) ?? ''
  const [security, passkeyWords, accepted] = await Promise.all([
    viewSecurity(c.var.edge, session, shownCodes),
    c.var.words.loadPasskeys(),
    done === 'disabled' ? acceptedPasskeys(c.var.edge, session) : null,
  ])
  const passkeyDemands = await demandsOn(c, security)
  return page(
    c,
    {
      ...{ title: c.var.words.account.title, current: 'security', isWide: true, leadsAway: true },
      script: accepted ? <PasskeyScript say={passkeyWords} /> : undefined,
    },
    <AccountFrame of={session} current="security">
      <SecurityView {...{ security, session, done, passkeyWords, passkeyDemands, accepted }}>
        <ProviderRefusalWords refused={refusedByProvider(c)} />
      </SecurityView>
    </AccountFrame>,
  )
})

/** Loads the words only for a person who lacks a passkey that a workspace requires. */
async function demandsOn(c: PortalContext, security: Security): Promise<PasskeyDemands | null> {
  const { secondFactor } = sessionOf(c).proof
  const hasOne = security.passkeys.some(({ isHere }) => isHere)
  // A trusted provider's factor can be as good as a passkey.
  const isMet = hasOne || (secondFactor !== null && isPhishingResistant(secondFactor))
  const requiring = security.requiringPasskey
  return isMet || requiring.length === 0 ? null : { say: await c.var.words.loadPasskeyPolicy(), requiring }
}

accountSecurity.post(`${PATH}/notices/:id/dismiss`, async (c) => {
  await dismissNotice(c.var.edge, sessionOf(c), c.req.param('id'))
  return seeOther(c, portalUrl(c, PATH))
})

accountSecurity.post(`${PATH}/notices/dismiss-all`, async (c) => {
  const shown = (c.var.form.get('ids') ?? '').split(' ')
  await dismissNotices(c.var.edge, sessionOf(c), shown)
  return seeOther(c, portalUrl(c, PATH))
})
