// /sign-in/verify/passkey: proves the second factor with a passkey. The script of the page asks for options,
// and posts the result with the page's form.

import { Hono } from 'hono'
import {
  offerAssertion,
  stepUpWithPasskey,
  verifyLoginWithPasskey,
} from '../../flows/sign-in/verify-passkey.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../frame/context.ts'
import { takes } from '../frame/form-needs.ts'
import { pageOfForm } from '../frame/return.ts'
import { leadScript, refuseScript, tellScript } from '../frame/script-answer.ts'
import { sentenceOf } from '../parts/passkey-refusal.ts'
import { problemPage } from './problem.tsx'
import { verifyPage } from './verify.tsx'
import { goOnProved, isProvedAlready, loginIn, returnToIn, startAgain, VERIFY } from './verify-steps.ts'

export const verifyPasskey = new Hono<PortalEnv>()

const PATH = `${VERIFY}/passkey`

verifyPasskey.post(`${PATH}/options`, takes({ csrf: 'sign-in', by: 'script' }), async (c) => {
  const { edge, session, words } = c.var
  const loginCookie = loginIn(c)
  const asked = loginCookie ? { loginCookie } : session && { session }
  if (!asked) return leadToSignIn(c)
  const offered = await offerAssertion(edge, asked)
  if (offered.ok) return c.json(offered.value)
  const { error } = offered
  switch (error.reason) {
    case 'gone':
      return leadToSignIn(c)
    case 'too-many-assertions':
      return refuseScript(c, error)
    case 'no-passkey': {
      const { noPasskey: detail } = (await words.loadPasskeys()).refusals
      return tellScript({ status: 409, reason: error.reason, title: detail, detail })
    }
  }
})

const leadToSignIn = (c: PortalContext) =>
  leadScript(c, 'sign-in', portalUrl(c, '/sign-in', { why: 'expired', return_to: wayOn(c) }))

/** Returns where the page that the script runs on leads. Its address has no form fields. */
const wayOn = (c: PortalContext): string =>
  new URL(pageOfForm(c), c.var.edge.config.portalOrigin).searchParams.get('return_to') ?? '/workspaces'

verifyPasskey.post(PATH, takes({ csrf: 'sign-in' }), async (c) => {
  const { edge, form, session, words } = c.var
  const returnTo = returnToIn(c)
  const login = loginIn(c)
  const assertion = form.get('assertion') ?? ''
  if (!login && isProvedAlready(c)) return seeOther(c, portalUrl(c, returnTo))
  const proved = login
    ? await verifyLoginWithPasskey(edge, login, assertion, { previous: session, language: words.code })
    : session && (await stepUpWithPasskey(edge, session, assertion))
  if (!proved) return startAgain(c, returnTo)
  if (proved.ok) return goOnProved(c, proved.value)
  const { error } = proved
  if (error.reason === 'gone') return startAgain(c, returnTo)
  // Too many answers end a login, but not a session.
  if (error.reason === 'too-many-assertions') return login ? startAgain(c, returnTo) : problemPage(c, error)
  return verifyPage(c, { passkey: sentenceOf(await words.loadPasskeys(), error.reason) })
})
