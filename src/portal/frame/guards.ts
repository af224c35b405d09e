// The guards before every portal route: the headers of its answers, the checks of posted forms, and the
// session.

import type { MiddlewareHandler, Next } from 'hono'
import { isSameSecret } from '../../crypto/digest.ts'
import { missingForPages } from '../../flows/session/missing-proof.ts'
import {
  MOST_BODY_BYTES,
  MOST_UPLOAD_BYTES,
  mediaTypeOf,
  parseForm,
  parseFormInParts,
  readAtMost,
} from '../../http/body.ts'
import { problemPage } from '../pages/problem.tsx'
import {
  bindBrowser,
  type PortalContext,
  type PortalEnv,
  portalUrl,
  readSession,
  seeOther,
} from './context.ts'
import { type CsrfScope, csrfTokens } from './csrf.ts'
import { needsOf } from './form-needs.ts'
import { seeProof, wayToProof } from './missing-proof.ts'
import { pageAfterProof, pageOfForm, withReturnTo } from './return.ts'
import { leadScript, refuseScript } from './script-answer.ts'

/**
 * Sets the headers of every answer. Must forbid frames. Otherwise another site could lay a page under its own
 * buttons and steal clicks. Pages are not cached, because the next person at this browser could read them
 * with the Back button.
 */
export const securityHeaders: MiddlewareHandler<PortalEnv> = async (c, next) => {
  await next()
  c.header('cache-control', c.res.headers.get('cache-control') ?? 'no-store')
  c.header('x-frame-options', 'DENY')
  c.header('referrer-policy', 'same-origin')
  c.header('permissions-policy', 'camera=(), microphone=(), geolocation=()')
}

/** Answers a HEAD without running the route. For routes whose GET writes: a HEAD must not write anything. */
export const headWritesNothing: MiddlewareHandler<PortalEnv> = async (c, next) =>
  c.req.method === 'HEAD' ? c.body(null) : next()

export const loadBrowser: MiddlewareHandler<PortalEnv> = async (c, next) => {
  const browser = await bindBrowser(c)
  // Don't read the session twice: the routes of /enter and of workspace settings have already read it with
  // their other facts.
  const session = c.var.session === undefined ? await readSession(c) : c.var.session
  c.set('session', session)
  c.set('csrf', await csrfTokens(c.var.edge, browser, session))
  await next()
}

/**
 * Reads a posted form. Refuses a wrong origin, media type, size or CSRF token. Otherwise another site could
 * post forms as the visitor.
 */
export const readForm: MiddlewareHandler<PortalEnv> = async (c, next) => {
  if (c.req.method !== 'POST') return next()
  const origin = c.req.header('origin')
  const site = c.req.header('sec-fetch-site')
  const isForeign = origin !== undefined && origin !== c.var.edge.config.portalOrigin
  if (isForeign || (site !== undefined && site !== 'same-origin' && site !== 'none')) {
    return refuse(c, 'foreign-form')
  }
  const needs = needsOf(c)
  const takesFile = needs.form === 'multipart'
  const mediaType = takesFile ? 'multipart/form-data' : 'application/x-www-form-urlencoded'
  if (mediaTypeOf(c.req.raw) !== mediaType) return refuse(c, 'not-a-form')
  // Must accept large bodies only from signed-in people. Otherwise anyone could make the portal read
  // megabytes.
  const most = takesFile && c.var.session ? MOST_UPLOAD_BYTES : MOST_BODY_BYTES
  const body = await readAtMost(c.req.raw, most)
  if (body === null && takesFile) return refuseFileOnItsPage(c, next)
  if (body === null) return refuse(c, 'too-large')
  const form = takesFile ? await readFormWithFile(c, body) : parseForm(body)
  if (!form) return refuse(c, 'not-a-form')
  c.set('form', form)
  const { csrf = 'session', withoutSession } = needs
  if (await isSameSecret(form.get('csrf') ?? '', c.var.csrf[csrf])) return next()
  if (!c.var.session && withoutSession) return seeOther(c, portalUrl(c, withoutSession))
  const again = againAt(c, csrf)
  if (needs.by !== 'script') return problemPage(c, 'stale-form', again)
  const isEnded = csrf === 'session' && !c.var.session
  return isEnded ? leadScript(c, 'sign-in', again.href) : refuseScript(c, 'stale-form')
}

const refuse = (c: PortalContext, refusal: 'foreign-form' | 'not-a-form' | 'too-large') =>
  needsOf(c).by === 'script' ? refuseScript(c, refusal) : problemPage(c, refusal)

async function readFormWithFile(c: PortalContext, body: Uint8Array): Promise<URLSearchParams | null> {
  const parts = await parseFormInParts(body, c.req.header('content-type') ?? '')
  if (parts?.file) c.set('upload', parts.file)
  return parts?.fields ?? null
}

/**
 * Answers on the form's own page if the file is too large. The body was not read, so the empty form cannot
 * change anything.
 */
function refuseFileOnItsPage(c: PortalContext, next: Next) {
  c.set('form', new URLSearchParams())
  c.set('upload', 'too-large')
  return next()
}

/**
 * Returns where a person with a stale token can go: to the form's page, by way of a sign-in if the session
 * has ended. A form of the sign-in itself leads to the sign-in.
 */
function againAt(c: PortalContext, csrf: CsrfScope) {
  const { signIn, links } = c.var.words
  if (csrf === 'sign-in') return { href: portalUrl(c, withReturnTo(c, '/sign-in')), label: signIn.submit }
  const page = pageOfForm(c)
  if (c.var.session) return { href: portalUrl(c, page), label: links.tryAgain }
  return { href: portalUrl(c, '/sign-in', { why: 'expired', return_to: page }), label: signIn.submit }
}

/**
 * Requires a session, with a second factor if the account has one. Mounted before whole groups of pages.
 * Otherwise a page that forgets its guard would be open to everyone.
 */
export const requireSession: MiddlewareHandler<PortalEnv> = async (c, next) => {
  const missing = missingForPages(c.var.session)
  if (missing === null) return next()
  if (needsOf(c).by === 'script') return leadScript(c, missing, wayToProof(c, missing, pageOfForm(c)))
  return seeProof(c, missing, pageAfterProof(c))
}

/** Returns the session of a handler under `requireSession`. */
export function sessionOf(c: PortalContext) {
  const { session } = c.var
  if (!session) throw new Error('this route needs requireSession before it')
  return session
}
