// Decides where a portal page leads on to: always to a path of the portal. A workspace is reached through
// /enter.

import { getPath } from 'hono/utils/url'
import { resolveReturnTo } from '../../core/return-to.ts'
import type { Site } from '../../flows/edge/edge-facts.ts'
import { findSiteNamed } from '../../flows/edge/edge-facts.ts'
import { isReading } from '../../http/methods.ts'
import { wayIn } from './asked-way.ts'
import { ownPath, type PortalContext } from './context.ts'
import { withFields } from './form-in-address.ts'

export const AFTER_SIGN_IN = '/workspaces'

/**
 * A portal page's address may contain another portal page, which may contain the packed address of a
 * workspace's page.
 */
const OWN_MAX_LENGTH = 12_288
/** The longest return path in a cookie. The sealed way to a provider must also fit into its 4 KiB. */
const COOKIE_MAX_LENGTH = 2500

/**
 * Returns the URL of a path on the portal; null if the path leaves the portal. Otherwise a link could use the
 * portal to send people to another site.
 */
export const resolveOwn = ({ var: { edge } }: PortalContext, path: string): URL | null =>
  resolveReturnTo(path, edge.config.portalOrigin, OWN_MAX_LENGTH)

/** Returns the path and query to continue at; the list of workspaces if `asked` leaves the portal. */
function returnToOf(c: PortalContext, asked: string): string {
  const url = resolveOwn(c, asked)
  return url ? url.pathname + url.search : AFTER_SIGN_IN
}

/**
 * Returns `returnTo` if it fits into a cookie; otherwise the settings page without the fields of its form, or
 * the front page of the workspace that it leads to.
 */
export async function returnToForCookie(c: PortalContext, returnTo: string): Promise<string> {
  if (returnTo.length <= COOKIE_MAX_LENGTH) return returnTo
  if (isOfSettings(returnTo)) return returnTo.replace(/\?.*$/s, '')
  const site = await siteLedTo(c, returnTo)
  return site ? wayIn(site.host, '/') : AFTER_SIGN_IN
}

/** Portal pages that lead on to the address in their own `return_to`. */
const ON_THE_WAY =
  /^\/(sign-in(\/verify|\/with\/[^/]+)?|account\/security\/(authenticator(\/check|\/short-key)?|passkeys|recovery-codes))$/

/**
 * Returns the site that a return path ends at. The path may pass other portal pages before /enter, each with
 * the next one in its address. Null if it ends elsewhere, or at a host without a workspace.
 */
export async function siteLedTo(c: PortalContext, returnTo: string | null): Promise<Site | null> {
  const entrance = entranceLedTo(c, returnTo)
  return entrance && findSiteNamed(c.var.edge, entrance.searchParams.get('host') ?? '')
}

/** Tells whether the return path ends at a workspace to which a form was posted that was not saved. */
export const isUnsavedAhead = (c: PortalContext, returnTo: string | null): boolean =>
  entranceLedTo(c, returnTo)?.searchParams.get('unsaved') === '1'

/** The most portal pages that a return path is followed through. A real one has up to four. */
const MOST_PAGES = 8

/**
 * Follows at most MOST_PAGES pages. Otherwise an address of 12 KiB could name 600, and each of them is parsed
 * again from the start.
 */
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

/** Tells whether the page's form ends on another host. */
export const leadsAway = (returnTo: string | null): boolean =>
  returnTo !== null && routedPath(new URL(returnTo, 'http://portal')) === '/enter'

/**
 * Returns the path as the router reads it. Must decode it the same way. Otherwise `/%65nter` would pass as
 * another page than `/enter`.
 */
export const routedPath = (url: URL): string => getPath(new Request(url))

/**
 * Tells whether the return path is a workspace's settings page. An admin without a second factor is led away
 * from there to enrol.
 */
export const isOfSettings = (returnTo: string | null): boolean =>
  /^\/workspaces\/[^/]+\/settings\//.test(returnTo ?? '')

/** Tells whether the return path leads such an admin to enrol. They must sign in once more on the way. */
export function isToEnrolForSettings(returnTo: string): boolean {
  const { pathname, searchParams } = new URL(returnTo, 'http://portal')
  return pathname === '/account/security/authenticator' && isOfSettings(searchParams.get('return_to'))
}

/** Returns where the page or its form should lead on to; null if nothing was asked for. */
export function askedReturnTo(c: PortalContext): string | null {
  const asked = c.req.method === 'POST' ? c.var.form.get('return_to') : c.req.query('return_to')
  return asked ? returnToOf(c, asked) : null
}

/** Returns the page that the posted form was on, without its fields if they are too long. */
export const pageOfForm = (c: PortalContext): string =>
  isOfSettings(c.req.path) ? (pageWithForm(c) ?? settingsPageOf(c)) : pageBefore(c)

/** Returns the page from the Referer header, which browsers send to pages of the same origin. */
function pageBefore(c: PortalContext): string {
  const referer = c.req.header('referer') ?? ''
  const { portalOrigin } = c.var.edge.config
  return returnToOf(c, referer.startsWith(`${portalOrigin}/`) ? referer.slice(portalOrigin.length) : '')
}

/** The page of a form about a workspace: its own page, else the tab of the settings. */
const FORM_PAGE =
  /^\/workspaces\/[^/]+\/(?:leave|settings\/(members\/(?:remove|extension)|access\/rules\/(new|[^/]+\/(edit|remove))|access\/tokens\/[^/]+|access\/order|[^/]+))/

const settingsPageOf = (c: PortalContext): string => FORM_PAGE.exec(c.req.path)?.[0] ?? AFTER_SIGN_IN

/**
 * Returns the settings page of a posted form, with the form's fields, so that they survive a proof on the way.
 * Returns null if they are too long.
 */
export const pageWithForm = (c: PortalContext): string | null => withFields(settingsPageOf(c), c.var.form)

/** Returns the address to come back to after a proof: the current page, or the page that the posted form was on. */
export function pageAfterProof(c: PortalContext): string {
  if (!isReading(c.req.method)) return pageOfForm(c)
  const { pathname, searchParams } = new URL(c.req.url)
  return (isOfSettings(pathname) && withFields(pathname, searchParams)) || ownPath(c)
}

/** Returns `path` with the same `return_to` as the current page. */
export function withReturnTo(c: PortalContext, path: string): string {
  const returnTo = askedReturnTo(c)
  return returnTo ? `${path}?${new URLSearchParams({ return_to: returnTo })}` : path
}
