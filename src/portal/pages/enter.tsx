// /enter?host=…&return_to=…: the portal's side of the way into a workspace. Whoever may pass is sent on with a hand-off
// code without seeing a page; anybody else gets one that says what is missing, and comes back here from it.

import { Hono, type MiddlewareHandler } from 'hono'
import { findSiteNamed } from '../../flows/edge/edge-facts.ts'
import { deferPromptOf, enterWorkspace, recordRefusal } from '../../flows/entry/passes.ts'
import { readCookie, SESSION_COOKIE } from '../../http/cookies.ts'
import { isOutOfSight } from '../../http/navigation.ts'
import { packReturnTo } from '../../http/packed-return-to.ts'
import type { Site } from '../../store/sites.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../frame/context.ts'
import { sessionOf } from '../frame/guards.ts'
import { pageInWorkspace, wayIn } from '../frame/return.ts'
import { blockedPage, notAMemberPage, otherWayPage, promptPage, unsavedPage } from './entrance.tsx'
import { problemPage } from './problem.tsx'

/** Goes on to the pages below only where there is something to say; the session is read once, with the decision. */
export const enterAtOnce: MiddlewareHandler<PortalEnv> = async (c, next) => {
  const { edge } = c.var
  const returnTo = pageInWorkspace(c.req.query('return_to'))
  const isUnsaved = c.req.query('unsaved') === '1'
  const site = await findSiteNamed(edge, c.req.query('host') ?? '')
  const [, flowId, flow] = /^([\w-]{22})\.([\w-]{43})$/.exec(c.req.query('flow') ?? '') ?? []
  const cookie = readCookie(c.req.raw.headers, SESSION_COOKIE)
  c.set('arrival', { site, returnTo, isUnsaved, entry: null })
  // In a frame, some page of a workspace could fetch codes without anybody seeing it.
  if (!site || !cookie || isOutOfSight(c.req.raw)) return next()
  // Every entry starts at the gate: without a flow of this browser's there is nobody to hand a code to.
  if (!flowId || !flow) return startAtGate(c, site, returnTo, isUnsaved)

  const entered = await enterWorkspace(edge, { sessionCookie: cookie, host: site.host, flow, returnTo })
  // The page about a lost form comes first, and leads back here for the code.
  if (entered?.code && !isUnsaved) {
    const way = new URL('/.sallyport/enter', `${edge.config.scheme}//${site.host}`)
    way.searchParams.set('code', entered.code)
    way.searchParams.set('flow', flowId)
    return seeOther(c, way.href)
  }
  c.set('arrival', { site, returnTo, isUnsaved, entry: entered?.entry ?? null })
  return next()
}

export const enter = new Hono<PortalEnv>()

enter.get('/enter', async (c) => {
  const { site, returnTo, isUnsaved, entry } = c.var.arrival
  if (!site) return problemPage(c, 'unknown-host')
  const here = wayIn(site.host, returnTo)
  // These two lead back here before anything is said.
  const backHere = wayIn(site.host, returnTo, isUnsaved)
  if (isOutOfSight(c.req.raw)) return problemPage(c, 'framed')
  if (!entry || !c.var.session) return seeOther(c, portalUrl(c, '/sign-in', { return_to: backHere }))
  switch (entry.decision) {
    case 'second-factor-needed':
      return seeOther(c, portalUrl(c, '/sign-in/verify', { return_to: backHere }))
    case 'not-a-member':
      await recordRefusal(c.var.edge, entry)
      return notAMemberPage(c, site, here)
    case 'provider-not-allowed':
      await recordRefusal(c.var.edge, entry)
      return otherWayPage(c, entry, here)
    case 'enrollment-required':
      await recordRefusal(c.var.edge, entry)
      return blockedPage(c, entry, here)
    case 'prompt':
      return promptPage(c, entry, here)
    case 'admit':
      if (isUnsaved) return unsavedPage(c, site, here)
      // Admitted when it was read, and no longer when the code was to be written: ask again.
      return seeOther(c, portalUrl(c, here))
  }
})

/** "Remind me later": until the next sign-in. */
enter.post('/enter', async (c) => {
  const { edge, form, session } = c.var
  const site = await findSiteNamed(edge, form.get('host') ?? '')
  if (!site) return problemPage(c, 'unknown-host')
  const here = wayIn(site.host, pageInWorkspace(form.get('return_to')))
  if (session) await deferPromptOf(edge, sessionOf(c), site.workspaceId)
  return seeOther(c, portalUrl(c, here))
})

function startAtGate(c: PortalContext, site: Site, returnTo: string, isUnsaved: boolean) {
  const start = new URL('/.sallyport/start', `${c.var.edge.config.scheme}//${site.host}`)
  start.searchParams.set('return_to', packReturnTo(returnTo))
  if (isUnsaved) start.searchParams.set('unsaved', '1')
  return seeOther(c, start.href)
}
