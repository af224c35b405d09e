// Answers requests from frames. The portal's pages refuse to be framed, so after a redirect to the portal the
// frame would show the browser's own error page.

import type { Edge } from '../flows/edge/edge.ts'
import { isFramed } from '../http/navigation.ts'
import { answer } from '../refusals/answer.ts'
import type { Site } from '../store/sites.ts'
import { pageBefore } from './to-portal.ts'

/**
 * Allows a page of the gate in a frame of the workspace's own host, and only for requests from a frame.
 * Otherwise another site could show the page inside its own pages.
 */
export const framedBy = (request: Request, { config }: Edge, site: Site): { framedBy?: string } =>
  isFramed(request) ? { framedBy: `${config.scheme}//${site.host}` } : {}

/**
 * Returns the page that contains the frame, as a path with query.
 *
 * A frame that reloads itself sends its own address as the referrer. The result is then `/`.
 */
export function pageAroundFrame(request: Request, url: URL): string {
  const before = pageBefore(request, url)
  return before === url.pathname + url.search ? '/' : before
}

/**
 * Answers with a link out of the frame, to the page that contains it. From there the gate sends the browser
 * to the portal.
 */
export function leadOutOfFrame(request: Request, url: URL, edge: Edge, site: Site): Promise<Response> {
  const href = url.origin + pageAroundFrame(request, url)
  const refusal = { reason: 'framed-without-pass', workspace: site.name, href } as const
  return answer(request, refusal, {
    portalOrigin: edge.config.portalOrigin,
    brand: edge.config.brand,
    ...framedBy(request, edge, site),
  })
}
