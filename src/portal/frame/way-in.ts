// Leads into a workspace: from the gate's request at /enter, through the pages of a sign-in, and back to the
// gate with a hand-off code.

import type { Site } from '../../flows/edge/edge-facts.ts'
import { findSiteNamed } from '../../flows/edge/edge-facts.ts'
import { offerHandOff } from '../../flows/entry/enter.ts'
import { isOutOfSight } from '../../http/navigation.ts'
import { packReturnTo } from '../../http/packed-return-to.ts'
import { type AskedWay, askedWay, type Flow } from './asked-way.ts'
import { type PortalContext, portalUrl, seeOther } from './context.ts'
import { resolveOwn, routedPath } from './return.ts'

/** Returns the way in the shape that the flows expect. */
export const begunWay = (site: Site, { returnTo, isSecondTry }: AskedWay, { hash }: Flow) => ({
  site,
  flow: hash,
  returnTo: packReturnTo(returnTo),
  isSecondTry,
})

/** Returns the gate's address that spends the hand-off code. */
export function gateWith(c: PortalContext, { host }: Site, { id }: Flow, code: string): string {
  const url = new URL('/.sallyport/enter', `${c.var.edge.config.scheme}//${host}`)
  url.searchParams.set('code', code)
  url.searchParams.set('flow', id)
  return url.href
}

/**
 * Redirects after a sign-in. A way that began at a gate returns there with a hand-off code for the new
 * session. The gate decides, and sends a person it refuses to the page that explains why. Any other way
 * continues at its return path.
 */
export async function goOnSignedIn(
  c: PortalContext,
  returnTo: string,
  { cookie }: { readonly cookie: string },
): Promise<Response> {
  const url = resolveOwn(c, returnTo)
  const way = url && routedPath(url) === '/enter' ? askedWay(url) : null
  const onward = seeOther(c, portalUrl(c, returnTo))
  // Must not issue a code into a frame. Otherwise a page of a workspace could fetch codes in a hidden frame.
  // A person whose form was lost sees a page about it first.
  if (!way?.flow || way.isUnsaved || isOutOfSight(c.req.raw)) return onward
  const site = await findSiteNamed(c.var.edge, way.host)
  if (!site) return onward
  const begun = { ...begunWay(site, way, way.flow), isSecondTry: false }
  return seeOther(c, gateWith(c, site, way.flow, await offerHandOff(c.var.edge, cookie, begun)))
}
