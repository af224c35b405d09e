// Where a portal page leads on to: always a path of the portal's own. A workspace is reached through /enter.

import { getPath } from 'hono/utils/url'
import { resolveReturnTo } from '../../core/return-to.ts'
import type { Site } from '../../flows/edge/edge-facts.ts'
import { findSiteNamed } from '../../flows/edge/edge-facts.ts'
import { wayIn } from './asked-way.ts'
import type { PortalContext } from './context.ts'

export const AFTER_SIGN_IN = '/workspaces'

/** The address of a portal page may carry the packed address of a workspace's page, inside one more portal page. */
const OWN_MAX_LENGTH = 12_288
/** The longest address that carries the fields of a form. */
const FORM_MAX_LENGTH = 2048
/** Beside it, a way to a provider has to fit into one cookie of 4 KiB. */
const COOKIE_MAX_LENGTH = 2500

export const resolveOwn = ({ var: { edge } }: PortalContext, path: string): URL | null =>
  resolveReturnTo(path, edge.config.portalOrigin, OWN_MAX_LENGTH)

/** The path and query to go on to; the list of workspaces where what was asked for leads anywhere else. */
function returnToOf(c: PortalContext, asked: string): string {
  const url = resolveOwn(c, asked)
  return url ? url.pathname + url.search : AFTER_SIGN_IN
}

/** `returnTo` where a cookie has room for it; else the front page of the workspace that it leads to. */
export async function returnToForCookie(c: PortalContext, returnTo: string): Promise<string> {
  if (returnTo.length <= COOKIE_MAX_LENGTH) return returnTo
  const site = await siteLedTo(c, returnTo)
  return site ? wayIn(site.host, '/') : AFTER_SIGN_IN
}

/** Those that lead on to their own `return_to`. */
const ON_THE_WAY = /^\/(sign-in(\/verify|\/with\/[^/]+)?|account\/security\/(authenticator|recovery-codes))$/

/**
 * Returns the site that a way through /enter ends at. Other pages of the portal may come before, each with the next in its
 * address. Null for a way that ends elsewhere, or at a host without a workspace.
 */
export async function siteLedTo(c: PortalContext, returnTo: string | null): Promise<Site | null> {
  const entrance = entranceLedTo(c, returnTo)
  return entrance && findSiteNamed(c.var.edge, entrance.searchParams.get('host') ?? '')
}

/** Whether the way ends at a workspace to which a form was posted that was not saved. */
export const isUnsavedAhead = (c: PortalContext, returnTo: string | null): boolean =>
  entranceLedTo(c, returnTo)?.searchParams.get('unsaved') === '1'

/** A real way leads over four pages of the portal. */
const MOST_PAGES = 8

/** Looks no further than so many pages. Otherwise an address of 12 KiB could name 600, and each is parsed from the start. */
function entranceLedTo(c: PortalContext, returnTo: string | null): URL | null {
  let next = returnTo
  for (let pages = 0; next !== null && pages < MOST_PAGES; pages++) {
    const url = resolveOwn(c, next)
    if (!url) return null
    const path = routedPath(url)
    if (path === '/enter') return url
    next = ON_THE_WAY.test(path) ? url.searchParams.get('return_to') : null
  }
  return null
}

/** Whether the page's form ends on another host, in the end. */
export const leadsAway = (returnTo: string | null): boolean =>
  returnTo !== null && routedPath(new URL(returnTo, 'http://portal')) === '/enter'

/** As the router reads it: `/%65nter` is `/enter`, too. */
export const routedPath = (url: URL): string => getPath(new Request(url))

/** The settings of a workspace, from where an admin without a second factor is led away to enrol. */
export const isOfSettings = (returnTo: string | null): boolean =>
  /^\/workspaces\/[^/]+\/settings\//.test(returnTo ?? '')

/** Whether such an admin has to sign in once more on the way. */
export function isToEnrolForSettings(returnTo: string): boolean {
  const { pathname, searchParams } = new URL(returnTo, 'http://portal')
  return pathname === '/account/security/authenticator' && isOfSettings(searchParams.get('return_to'))
}

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
 * Returns the settings page of a posted form, with the form's fields. They survive a proof on the way. A form that is too
 * long for an address is left out as a whole.
 */
export function pageWithForm(c: PortalContext): string {
  const [, , slug = '', settings = '', page = '', action] = c.req.path.split('/')
  const path = ['', 'workspaces', slug, settings, page, ...(action === 'remove' ? [action] : [])].join('/')
  const url = new URL(path, c.var.edge.config.portalOrigin)
  url.search = String(new URLSearchParams([...c.var.form].filter(([name]) => name !== 'csrf')))
  const whole = url.pathname + url.search
  return whole.length <= FORM_MAX_LENGTH ? whole : url.pathname
}

/** `path`, leading on to the same. */
export function withReturnTo(c: PortalContext, path: string): string {
  const returnTo = askedReturnTo(c)
  return returnTo ? `${path}?${new URLSearchParams({ return_to: returnTo })}` : path
}
