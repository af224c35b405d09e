// The context of portal routes: the edge with its key ring, the browser's session, and the tokens for its
// forms.

import type { Context } from 'hono'
import { digest } from '../../crypto/digest.ts'
import { randomToken } from '../../crypto/random.ts'
import type { Actor } from '../../flows/administration/actor.ts'
import type { PoliciesAndGroups } from '../../flows/administration/change-policy.ts'
import type { Membership } from '../../flows/administration/settings.ts'
import type { Workspace } from '../../flows/administration/workspaces.ts'
import type { Edge } from '../../flows/edge/edge.ts'
import type { Site } from '../../flows/edge/edge-facts.ts'
import type { Decided } from '../../flows/entry/decide.ts'
import { findSession, type Session } from '../../flows/session/session.ts'
import { KNOWN_BROWSER_SECONDS } from '../../flows/sign-in/known-browser.ts'
import type { Upload } from '../../http/body.ts'
import {
  CSRF_COOKIE,
  clearCookie,
  KNOWN_BROWSER_COOKIE,
  LOGIN_COOKIE,
  readCookie,
  SESSION_COOKIE,
  SIGNED_OUT_COOKIE,
  setCookie,
} from '../../http/cookies.ts'
import type { Words } from '../../words/words.ts'
import type { AskedWay } from './asked-way.ts'
import type { CsrfTokens } from './csrf.ts'

/** A visit to /enter. `decided` is the access decision; null without a session. */
export interface Entering {
  readonly site: Site | null
  readonly way: AskedWay
  readonly decided: Decided | null
}

export interface PortalEnv {
  Bindings: { edge: Edge }
  Variables: {
    edge: Edge
    /** The words of the page in the visitor's language. */
    words: Words
    session: Session | null
    csrf: CsrfTokens
    /** The form of a POST. */
    form: URLSearchParams
    /** The uploaded file, on the page that accepts one. */
    upload?: Upload
    /** What the routes of /enter know about the visit. Set only there. */
    entering: Entering
    /** The membership of the workspace in the path, read together with the session. */
    membership?: Membership | null
    /** Set under the settings of a workspace: the workspace, its policy and counts, and the admin. */
    workspace: Workspace
    facts: PoliciesAndGroups
    actor: Actor
  }
}
export type PortalContext = Context<PortalEnv>

export const YEAR_SECONDS = 31_536_000

/**
 * Returns the random value of this browser, from which CSRF tokens are made, and sets its cookie if it is
 * new. The value does not identify a person.
 */
export async function bindBrowser(c: PortalContext): Promise<string> {
  const known = readCookie(c.req.raw.headers, CSRF_COOKIE)
  const browser = known && /^[\w-]{43}$/.test(known) ? known : randomToken()
  const { edge } = c.var
  const { ip, userAgent } = edge.client
  c.set('edge', { ...edge, client: { ip, userAgent, browser: await digest(edge.ring, 'browser', browser) } })
  if (browser !== known)
    c.header('set-cookie', setCookie(CSRF_COOKIE, browser, YEAR_SECONDS), { append: true })
  return browser
}

export async function readSession(c: PortalContext): Promise<Session | null> {
  const cookie = readCookie(c.req.raw.headers, SESSION_COOKIE)
  return cookie ? findSession(c.var.edge, cookie) : null
}

/** Returns the path and query of the current page. */
export const ownPath = (c: PortalContext): string => {
  const url = new URL(c.req.url)
  return url.pathname + url.search
}

/**
 * Returns an absolute URL on the configured origin. Must not return a bare path. Otherwise a path such as
 * `//host` would lead to another host. Throws if `path` leaves the portal.
 */
export function portalUrl(c: PortalContext, path: string, query: Record<string, string> = {}): string {
  const { portalOrigin } = c.var.edge.config
  const url = new URL(path, portalOrigin)
  if (url.origin !== portalOrigin) throw new Error('this path leaves the portal')
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url.href
}

/** Redirects with 303, so that the browser follows with a GET, after a POST too. */
export const seeOther = (c: PortalContext, url: string) => c.redirect(url, 303)

/**
 * Sets the cookies of a session that has started or stepped up. Must clear the cookies of an unfinished
 * sign-in and of an unfinished sign-out. Otherwise this browser could later complete another person's.
 */
export function keepSession(c: PortalContext, { cookie, known }: { cookie: string; known: string }): void {
  const { sessionSeconds } = c.var.edge.config
  c.header('set-cookie', setCookie(SESSION_COOKIE, cookie, sessionSeconds), { append: true })
  c.header('set-cookie', setCookie(KNOWN_BROWSER_COOKIE, known, KNOWN_BROWSER_SECONDS), { append: true })
  for (const name of [LOGIN_COOKIE, SIGNED_OUT_COOKIE]) {
    c.header('set-cookie', clearCookie(name), { append: true })
  }
}
