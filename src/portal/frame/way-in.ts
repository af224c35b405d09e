// A way into a workspace that began at its gate: /enter?host=…&return_to=…&flow=…, as the gate asks for it, as it travels
// through the pages of a sign-in, and back to the gate with a hand-off code.

import type { Site } from '../../flows/edge/edge-facts.ts'
import { findSiteNamed } from '../../flows/edge/edge-facts.ts'
import { offerHandOff } from '../../flows/entry/enter.ts'
import { isOutOfSight } from '../../http/navigation.ts'
import { packReturnTo } from '../../http/packed-return-to.ts'
import { type AskedWay, askedWay, type Flow } from './asked-way.ts'
import { type PortalContext, portalUrl, seeOther } from './context.ts'
import { resolveOwn, routedPath } from './return.ts'

/** As the flows take it. */
export const begunWay = (site: Site, { returnTo, isSecondTry }: AskedWay, { hash }: Flow) => ({
  site,
  flow: hash,
  returnTo: packReturnTo(returnTo),
  isSecondTry,
})

/** The gate's address that spends the code. */
export function gateWith(c: PortalContext, { host }: Site, { id }: Flow, code: string): string {
  const url = new URL('/.sallyport/enter', `${c.var.edge.config.scheme}//${host}`)
  url.searchParams.set('code', code)
  url.searchParams.set('flow', id)
  return url.href
}

/**
 * Leads on after a sign-in. A way that began at a gate goes straight back to it, with a code of the new session. The gate
 * decides, and sends whoever it does not admit to the page that explains. Any other way goes to the page that was asked for.
 */
export async function goOnSignedIn(
  c: PortalContext,
  returnTo: string,
  { cookie }: { readonly cookie: string },
): Promise<Response> {
  const url = resolveOwn(c, returnTo)
  const way = url && routedPath(url) === '/enter' ? askedWay(url) : null
  const onward = seeOther(c, portalUrl(c, returnTo))
  // In a frame, some page of a workspace could fetch codes without anybody seeing it. The page about a lost form comes first.
  if (!way?.flow || way.isUnsaved || isOutOfSight(c.req.raw)) return onward
  const site = await findSiteNamed(c.var.edge, way.host)
  if (!site) return onward
  const begun = { ...begunWay(site, way, way.flow), isSecondTry: false }
  return seeOther(c, gateWith(c, site, way.flow, await offerHandOff(c.var.edge, cookie, begun)))
}
