// Where a portal page leads on to: always a path of the portal's own. A workspace is reached through /enter.

import { resolveReturnTo } from '../core/return-to.ts'
import { parseHost } from '../core/workspace.ts'
import type { PortalContext } from './context.ts'

export const AFTER_SIGN_IN = '/workspaces'

/** The path and query to go on to; the list of workspaces where what was asked for leads anywhere else. */
function returnToOf(c: PortalContext, asked: string): string {
  const url = resolveReturnTo(asked, c.var.edge.config.portalOrigin)
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

/** What the page or its form was asked to lead on to; null where nothing was asked. */
export function askedReturnTo(c: PortalContext): string | null {
  const asked = c.req.method === 'POST' ? c.var.form.get('return_to') : c.req.query('return_to')
  return asked ? returnToOf(c, asked) : null
}

/** `path`, leading on to the same. */
export function withReturnTo(c: PortalContext, path: string): string {
  const returnTo = askedReturnTo(c)
  return returnTo ? `${path}?${new URLSearchParams({ return_to: returnTo })}` : path
}
