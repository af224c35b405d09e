// The gate's pages in a frame. No page of the portal may be framed: after a redirect to it, the frame would show the
// browser's own error page.

import type { Edge } from '../flows/edge/edge.ts'
import { isFramed } from '../http/navigation.ts'
import { answer } from '../refusals/answer.ts'
import type { Site } from '../store/sites.ts'
import { pageBefore } from './entrance.ts'

/**
 * Returns who may frame a page of the gate's: the workspace's own host, and only where a frame asks. Otherwise another
 * site could show the page inside its pages.
 */
export const framedBy = (request: Request, { config }: Edge, site: Site): { framedBy?: string } =>
  isFramed(request) ? { framedBy: `${config.scheme}//${site.host}` } : {}

/**
 * Leads out of the frame, to the page that the frame is on; from there the gate sends the browser to the portal. A frame
 * that reloads itself names itself as the page before.
 */
export function leadOutOfFrame(request: Request, url: URL, edge: Edge, site: Site): Promise<Response> {
  const before = pageBefore(request, url)
  const page = before === url.pathname + url.search ? '/' : before
  const refusal = { reason: 'framed-without-pass', workspace: site.name, href: url.origin + page } as const
  return answer(request, refusal, {
    portalOrigin: edge.config.portalOrigin,
    brand: edge.config.brand,
    ...framedBy(request, edge, site),
  })
}
