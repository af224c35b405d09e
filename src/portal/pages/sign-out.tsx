// /sign-out: asks before it ends the session, so that a link alone cannot sign a person out.

import { Hono } from 'hono'
import {
  endSessionAt,
  openEnded,
  SIGNED_OUT_SECONDS,
  signOut as signOutOf,
} from '../../flows/sign-in/provider-logout.ts'
import {
  clearCookie,
  LOGIN_COOKIE,
  readCookie,
  SESSION_COOKIE,
  SHOWN_CODES_COOKIE,
  SIGNED_OUT_COOKIE,
  setCookie,
} from '../../http/cookies.ts'
import type { Words } from '../../words/words.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../frame/context.ts'
import { Form } from '../frame/form.tsx'
import { takes } from '../frame/form-needs.ts'
import { page } from '../frame/layout.tsx'

export const signOut = new Hono<PortalEnv>()

signOut.get('/sign-out', async (c) => {
  const { session } = c.var
  if (!session) return signedOutPage(c)
  const { signOut: say } = c.var.words
  return page(
    c,
    { title: say.title },
    <>
      <h1>{say.question}</h1>
      <p>{say.consequence({ email: <bdi>{session.email}</bdi> })}</p>
      <Form action="/sign-out" class="row">
        <button type="submit">{say.submit}</button>
        <a class="button second" href="/workspaces">
          {say.stay}
        </a>
      </Form>
    </>,
  )
})

signOut.post('/sign-out', takes({ withoutSession: '/sign-out' }), async (c) => {
  const { session, edge } = c.var
  const ended = session && (await signOutOf(edge, session))
  if (ended) c.header('set-cookie', setCookie(SIGNED_OUT_COOKIE, ended, SIGNED_OUT_SECONDS), { append: true })
  for (const name of [SESSION_COOKIE, LOGIN_COOKIE, SHOWN_CODES_COOKIE]) {
    c.header('set-cookie', clearCookie(name), { append: true })
  }
  return seeOther(c, portalUrl(c, '/sign-out'))
})

/**
 * Must be a link and not a form. Browsers apply the page's `form-action` to a form's redirects, and would
 * refuse the provider.
 */
signOut.get('/sign-out/provider', async (c) => {
  const { edge } = c.var
  const ended = await findEnded(c)
  const url = ended && (await endSessionAt(edge, ended))
  c.header('set-cookie', clearCookie(SIGNED_OUT_COOKIE), { append: true })
  return seeOther(c, url ?? portalUrl(c, '/sign-out'))
})

async function findEnded(c: PortalContext) {
  const cookie = readCookie(c.req.raw.headers, SIGNED_OUT_COOKIE)
  return cookie ? openEnded(c.var.edge, cookie) : null
}

async function signedOutPage(c: PortalContext): Promise<Response> {
  const ended = await findEnded(c)
  const isOffered = ended !== null && (await endSessionAt(c.var.edge, ended)) !== null
  const { signOut: say, write } = c.var.words
  return page(
    c,
    { title: say.doneTitle },
    <>
      <h1>{say.done}</h1>
      <p>{say.closing(write.span(c.var.edge.config.passSeconds))}</p>
      {ended ? <p class="warning">{whatRemainsAt(ended.provider.label, isOffered, say)}</p> : null}
      <p>
        <a class="button wide-on-phone" href="/sign-in">
          {say.signIn}
        </a>
      </p>
    </>,
  )
}

function whatRemainsAt(label: string, isOffered: boolean, { atProvider, stillAtProvider }: Words['signOut']) {
  const provider = <bdi>{label}</bdi>
  if (!isOffered) return stillAtProvider({ provider })
  return atProvider({ provider, signOut: (words) => <a href="/sign-out/provider">{words}</a> })
}
