// What a portal route finds ready: the edge with its ring, the session of the browser if it has one, and the value that
// its forms are bound to.

import type { Context } from 'hono'
import { digest } from '../../crypto/digest.ts'
import { randomToken } from '../../crypto/random.ts'
import type { Actor } from '../../flows/administration/actor.ts'
import type { PolicyAndCounts } from '../../flows/administration/change-policy.ts'
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

/** Somebody asks to enter: where, and what was decided, if there is a session. */
export interface Entering {
  readonly site: Site | null
  readonly way: AskedWay
  readonly decided: Decided | null
}

export interface PortalEnv {
  Bindings: { edge: Edge }
  Variables: {
    edge: Edge
    /** In the visitor's language. */
    words: Words
    session: Session | null
    csrf: CsrfTokens
    /** Of a POST. */
    form: URLSearchParams
    /** The file in it, on the one page that takes one. */
    upload?: Upload
    /** Under /enter. */
    entering: Entering
    /** Read with the session, of the workspace in the path. */
    membership?: Membership | null
    /** Under the settings of a workspace: what its policy is, and the admin who is there. */
    workspace: Workspace
    facts: PolicyAndCounts
    actor: Actor
  }
}
export type PortalContext = Context<PortalEnv>

export const YEAR_SECONDS = 31_536_000

/** A random value of this browser's, which CSRF tokens are made from. It says nothing about who that is. */
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

export const ownPath = (c: PortalContext): string => {
  const url = new URL(c.req.url)
  return url.pathname + url.search
}

/** Absolute, from the configured origin: a bare path could be read as another host. */
export function portalUrl(c: PortalContext, path: string, query: Record<string, string> = {}): string {
  const { portalOrigin } = c.var.edge.config
  const url = new URL(path, portalOrigin)
  if (url.origin !== portalOrigin) throw new Error('a path of the portal leads elsewhere')
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url.href
}

/** After a POST, and wherever a GET leads on: 303 makes it a GET. */
export const seeOther = (c: PortalContext, url: string) => c.redirect(url, 303)

/**
 * The cookies of a session that has begun, or has proved more. What is left of others goes: a sign-in half done, and a
 * sign-out that could still be completed, may be another person's. A ticket's form brings neither cookie, so unasked.
 */
export function keepSession(c: PortalContext, { cookie, known }: { cookie: string; known: string }): void {
  const { sessionSeconds } = c.var.edge.config
  c.header('set-cookie', setCookie(SESSION_COOKIE, cookie, sessionSeconds), { append: true })
  c.header('set-cookie', setCookie(KNOWN_BROWSER_COOKIE, known, KNOWN_BROWSER_SECONDS), { append: true })
  for (const name of [LOGIN_COOKIE, SIGNED_OUT_COOKIE]) {
    c.header('set-cookie', clearCookie(name), { append: true })
  }
}
