// /account/security: the Security tab. It shows whether the account has a second factor, and what can be
// changed.

import { Hono } from 'hono'
import { acceptedPasskeys } from '../../../flows/own-account/accepted-passkeys.ts'
import { dismissNotice, dismissNotices } from '../../../flows/own-account/dismiss-notices.ts'
import { viewSecurity } from '../../../flows/own-account/security.ts'
import { readCookie, SHOWN_CODES_COOKIE } from '../../../http/cookies.ts'
import { type PortalEnv, portalUrl, seeOther } from '../../frame/context.ts'
import { takeDone } from '../../frame/done.ts'
import { sessionOf } from '../../frame/guards.ts'
import { page } from '../../frame/layout.tsx'
import { AccountFrame } from '../../frame/settings-frame.tsx'
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
  return page(
    c,
    {
      ...{ title: c.var.words.account.title, current: 'security', isWide: true, leadsAway: true },
      script: accepted ? <PasskeyScript say={passkeyWords} /> : undefined,
    },
    <AccountFrame of={session} current="security">
      <SecurityView {...{ security, session, done, passkeyWords, accepted }}>
        <ProviderRefusalWords refused={refusedByProvider(c)} />
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
