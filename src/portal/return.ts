// Where a portal page leads on to: always a path of the portal's own. A workspace is reached through /enter.

import { getPath } from 'hono/utils/url'
import { RETURN_TO_MAX_LENGTH, resolveReturnTo } from '../core/return-to.ts'
import { findSiteNamed } from '../flows/edge-facts.ts'
import type { Site } from '../store/sites.ts'
import type { PortalContext } from './context.ts'

export const AFTER_SIGN_IN = '/workspaces'

/** The path and query to go on to; the list of workspaces where what was asked for leads anywhere else. */
function returnToOf(c: PortalContext, asked: string): string {
  const url = resolveReturnTo(asked, c.var.edge.config.portalOrigin)
  return url ? url.pathname + url.search : AFTER_SIGN_IN
}

/** Those that lead on to their own `return_to`. */
const ON_THE_WAY = /^\/(sign-in(\/verify|\/with\/[^/]+)?|account\/security\/(authenticator|recovery-codes))$/

/**
 * The site that a way through /enter ends at, over other pages of ours perhaps, each of which leads on to the next; null where
 * it ends at none that there is, or at a page before it.
 */
export async function siteLedTo(c: PortalContext, returnTo: string | null): Promise<Site | null> {
  const { edge } = c.var
  // Each is written in the one before, and so is shorter.
  for (let next = returnTo; next !== null; ) {
    const url = resolveReturnTo(next, edge.config.portalOrigin)
    if (!url) return null
    const path = routedPath(url)
    if (path === '/enter') return findSiteNamed(edge, url.searchParams.get('host') ?? '')
    next = ON_THE_WAY.test(path) ? url.searchParams.get('return_to') : null
  }
  return null
}

/** Whether the page's form ends on another host, in the end. */
export const leadsAway = (returnTo: string | null): boolean =>
  returnTo !== null && routedPath(new URL(returnTo, 'http://portal')) === '/enter'

/** As the router reads it: `/%65nter` is `/enter`, too. */
const routedPath = (url: URL): string => getPath(new Request(url))

/** What the page or its form was asked to lead on to; null where nothing was asked. */
export function askedReturnTo(c: PortalContext): string | null {
  const asked = c.req.method === 'POST' ? c.var.form.get('return_to') : c.req.query('return_to')
  return asked ? returnToOf(c, asked) : null
}

/** The page that a posted form stood on. */
export const pageOfForm = (c: PortalContext): string =>
  c.req.path.startsWith('/workspaces/') ? pageWithForm(c) : pageBefore(c)

/** As browsers tell it to a page of the same web origin. */
function pageBefore(c: PortalContext): string {
  const referer = c.req.header('referer') ?? ''
  const { portalOrigin } = c.var.edge.config
  return returnToOf(c, referer.startsWith(`${portalOrigin}/`) ? referer.slice(portalOrigin.length) : '')
}

/**
 * The settings page that a posted form stands on, with what was filled in: a proof on the way loses nothing. More than an
 * address may have is left out.
 */
export function pageWithForm(c: PortalContext): string {
  const [, , slug = '', settings = '', page = '', action] = c.req.path.split('/')
  const path = ['', 'workspaces', slug, settings, page, ...(action === 'remove' ? [action] : [])].join('/')
  const url = new URL(path, c.var.edge.config.portalOrigin)
  url.search = String(new URLSearchParams([...c.var.form].filter(([name]) => name !== 'csrf')))
  const whole = url.pathname + url.search
  return whole.length <= RETURN_TO_MAX_LENGTH ? whole : url.pathname
}

/** `path`, leading on to the same. */
export function withReturnTo(c: PortalContext, path: string): string {
  const returnTo = askedReturnTo(c)
  return returnTo ? `${path}?${new URLSearchParams({ return_to: returnTo })}` : path
}
