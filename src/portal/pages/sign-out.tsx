// /sign-out: a button for whoever follows a link here, and the end of the session.

import { Hono } from 'hono'
import { endOwnSession } from '../../flows/end-session.ts'
import { clearCookie, LOGIN_COOKIE, SESSION_COOKIE, SHOWN_CODES_COOKIE } from '../../http/cookies.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../context.ts'
import { csrfToken } from '../csrf.ts'
import { FormFields, page, writeSpan } from '../layout.tsx'

export const signOut = new Hono<PortalEnv>()

signOut.get('/sign-out', async (c) => {
  const { session, edge, browser } = c.var
  if (!session) return signedOutPage(c)
  const csrf = await csrfToken(edge, browser, { sessionId: session.id })
  return page(
    c,
    { title: 'Sign out' },
    <>
      <h1>Sign out?</h1>
      <p>You are signed in as {session.email}. Signing out ends this browser’s way into every workspace.</p>
      <form method="post" action="/sign-out" class="row">
        <FormFields csrf={csrf} />
        <button type="submit">Sign out</button>
        <a class="button second" href="/workspaces">
          Stay signed in
        </a>
      </form>
    </>,
  )
})

signOut.post('/sign-out', async (c) => {
  const { session, edge } = c.var
  if (session) await endOwnSession(edge, session, session.id)
  for (const name of [SESSION_COOKIE, LOGIN_COOKIE, SHOWN_CODES_COOKIE]) {
    c.header('set-cookie', clearCookie(name), { append: true })
  }
  return seeOther(c, portalUrl(c, '/sign-out'))
})

function signedOutPage(c: PortalContext): Promise<Response> {
  const bound = writeSpan(c.var.edge.config.passSeconds)
  return page(
    c,
    { title: 'Signed out' },
    <>
      <h1>You are signed out</h1>
      <p>Workspaces that are still open in this browser close within {bound}.</p>
      <p>
        <a class="button" href="/sign-in">
          Sign in
        </a>
      </p>
    </>,
  )
}
