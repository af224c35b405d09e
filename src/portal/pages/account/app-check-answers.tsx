// The answers of the pages after a sign-in about the authenticator app.

import { type CheckRefusal, checkApp, viewUnusedApp } from '../../../flows/own-account/check-app.ts'
import { SESSION_COOKIE, setCookie } from '../../../http/cookies.ts'
import { log } from '../../../log.ts'
import { type PortalContext, portalUrl, seeOther } from '../../frame/context.ts'
import { seeDone } from '../../frame/done.ts'
import { sessionOf } from '../../frame/guards.ts'
import { page } from '../../frame/layout.tsx'
import { askedReturnTo, leadsAway, siteLedTo } from '../../frame/return.ts'
import { WayTo } from '../../parts/door.tsx'
import { CheckAppView, ShortSecretView } from './app-check-view.tsx'

const SECURITY = '/account/security'

/** Shows nothing if the app was used meanwhile, perhaps in another tab, or is gone. */
export async function checkPage(c: PortalContext, refused: CheckRefusal | null = null): Promise<Response> {
  const returnTo = askedReturnTo(c)
  const app = await viewUnusedApp(c.var.edge, sessionOf(c))
  if (!app) return seeOther(c, portalUrl(c, returnTo ?? SECURITY))
  const [say, site] = await Promise.all([c.var.words.loadAppCheck(), siteLedTo(c, returnTo)])
  const refusal = refused ?? app.outlook
  return page(
    c,
    {
      title: say.title,
      current: 'security',
      status: refused ? 422 : 200,
      retryAt: refusal?.reason === 'locked' ? refusal.until : undefined,
      leadsAway: leadsAway(returnTo),
      accent: site?.accent,
    },
    <CheckAppView {...{ say, app, refusal, returnTo }}>{site ? <WayTo site={site} /> : null}</CheckAppView>,
  )
}

export async function check(c: PortalContext): Promise<Response> {
  const { edge, form } = c.var
  const session = sessionOf(c)
  const checked = await checkApp(edge, session, form.get('code') ?? '')
  if (!checked.ok) {
    const { reason } = checked.error
    log('info', { event: 'authenticator.refused', reason, accountId: session.accountId })
    return checkPage(c, checked.error)
  }
  const { cookie } = checked.value
  c.header('set-cookie', setCookie(SESSION_COOKIE, cookie, edge.config.sessionSeconds), { append: true })
  const returnTo = askedReturnTo(c)
  return returnTo ? seeOther(c, portalUrl(c, returnTo)) : seeDone(c, SECURITY, 'app-works')
}

export async function shortSecretPage(c: PortalContext): Promise<Response> {
  const returnTo = askedReturnTo(c)
  const [say, site] = await Promise.all([c.var.words.loadAppCheck(), siteLedTo(c, returnTo)])
  return page(
    c,
    { title: say.shortTitle, current: 'security', leadsAway: leadsAway(returnTo), accent: site?.accent },
    <ShortSecretView {...{ say, returnTo }}>{site ? <WayTo site={site} /> : null}</ShortSecretView>,
  )
}
