// /account/security/password: changes the person's own password. It is typed twice, because a typing mistake
// would lock them out. A refusal never returns what was typed, so all fields are empty again.

import { Hono } from 'hono'
import { type ChangeRefusal, changePassword } from '../../../flows/own-account/change-password.ts'
import { missingForOwnChange } from '../../../flows/session/missing-proof.ts'
import { KNOWN_BROWSER_SECONDS } from '../../../flows/sign-in/known-browser.ts'
import { usesPassword } from '../../../flows/sign-in/password.ts'
import { KNOWN_BROWSER_COOKIE, readCookie, SESSION_COOKIE, setCookie } from '../../../http/cookies.ts'
import { log } from '../../../log.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../../frame/context.ts'
import { seeDone } from '../../frame/done.ts'
import { sessionOf } from '../../frame/guards.ts'
import { page } from '../../frame/layout.tsx'
import { seeProof } from '../../frame/missing-proof.ts'
import { problemPage } from '../problem.tsx'
import { PASSWORD_PATH, type PasswordPageRefusal, PasswordView } from './password-view.tsx'

export const password = new Hono<PortalEnv>()

/**
 * Requires a fresh second factor. An account without one proves the first factor in the form itself, by its
 * current password.
 */
password.use(PASSWORD_PATH, async (c, next) => {
  const missing = missingForOwnChange(sessionOf(c), c.var.edge.now)
  return missing === 'second-factor' ? seeProof(c, missing, PASSWORD_PATH) : next()
})

password.get(PASSWORD_PATH, async (c) => {
  const isTheirs = await usesPassword(c.var.edge, sessionOf(c).accountId)
  return isTheirs ? passwordPage(c, null) : seeSecurity(c)
})

const SECURITY = '/account/security'

const seeSecurity = (c: PortalContext) => seeOther(c, portalUrl(c, SECURITY))

password.post(PASSWORD_PATH, async (c) => {
  const { edge, form } = c.var
  const session = sessionOf(c)
  const typed = { current: form.get('current_password') ?? '', next: form.get('new_password') ?? '' }
  const again = form.get('new_password_again')
  // A program may leave out the repetition, because it does not mistype.
  if (again !== null && again !== typed.next) return passwordPage(c, { reason: 'not-repeated' })
  const known = readCookie(c.req.raw.headers, KNOWN_BROWSER_COOKIE)
  const changed = await changePassword(edge, session, typed, known)
  if (!changed.ok) return refuse(c, changed.error)
  const { cookie, known: knownNow } = changed.value
  c.header('set-cookie', setCookie(SESSION_COOKIE, cookie, edge.config.sessionSeconds), { append: true })
  c.header('set-cookie', setCookie(KNOWN_BROWSER_COOKIE, knownNow, KNOWN_BROWSER_SECONDS), { append: true })
  return seeDone(c, SECURITY, 'password')
})

function refuse(c: PortalContext, refusal: ChangeRefusal) {
  if (refusal.reason === 'no-password') return seeSecurity(c)
  if (refusal.reason === 'too-many-changes') return problemPage(c, refusal)
  const { accountId } = sessionOf(c)
  log('info', { event: 'password.refused', reason: refusal.reason, accountId })
  return passwordPage(c, refusal)
}

const STATUS = {
  'not-repeated': 422,
  'new-unusable': 422,
  unchanged: 422,
  wrong: 422,
  overtaken: 409,
} as const

function passwordPage(c: PortalContext, refusal: PasswordPageRefusal | null): Promise<Response> {
  const head = {
    title: c.var.words.password.title,
    ...(refusal?.reason === 'throttled' ? { retryAt: refusal.until } : {}),
    ...(refusal && refusal.reason !== 'throttled' ? { status: STATUS[refusal.reason] } : {}),
    current: 'security',
  } as const
  return page(c, head, <PasswordView refusal={refusal} email={sessionOf(c).email} />)
}
