// Where a portal page leads on to: always a path of the portal's own. A workspace is reached through /enter.

import { resolveReturnTo } from '../core/return-to.ts'
import { parseHost } from '../core/workspace.ts'
import type { PortalContext } from './context.ts'

const AFTER_SIGN_IN = '/workspaces'

/** The path and query to go on to; the list of workspaces where what was asked for leads anywhere else. */
export function returnToOf(c: PortalContext, asked: string | null | undefined): string {
  const url = asked ? resolveReturnTo(asked, c.var.edge.config.portalOrigin) : null
  return url ? url.pathname + url.search : AFTER_SIGN_IN
}

/** The web origin that a way through /enter ends at, for the page's form policy. */
export function hostLedTo(c: PortalContext, returnTo: string): { host: string; origin: string } | null {
  const { config } = c.var.edge
  const url = resolveReturnTo(returnTo, config.portalOrigin)
  const asked = url?.pathname === '/enter' ? url.searchParams.get('host') : null
  const host = asked ? parseHost(asked, config.scheme) : null
  return host && host === asked ? { host, origin: `${config.scheme}//${host}` } : null
}
