// /sign-in: asks for the first factor, with a form for a password and a link to each provider.

import { Hono } from 'hono'
import { allowsProvider, isFederated } from '../../core/provider.ts'
import { wayToNewPassword } from '../../flows/sign-in/forgotten-password.ts'
import { LOGIN_SECONDS, type SignInRefusal, signInWithPassword } from '../../flows/sign-in/sign-in.ts'
import { waysToSignIn } from '../../flows/sign-in/ways-to-sign-in.ts'
import { KNOWN_BROWSER_COOKIE, LOGIN_COOKIE, readCookie, setCookie } from '../../http/cookies.ts'
import { log } from '../../log.ts'
import { keepSession, type PortalContext, type PortalEnv, seeOther } from '../frame/context.ts'
import { takeDone } from '../frame/done.ts'
import { takes } from '../frame/form-needs.ts'
import { page } from '../frame/layout.tsx'
import { seeProof } from '../frame/missing-proof.ts'
import { AFTER_SIGN_IN, askedReturnTo, isUnsavedAhead, leadsAway, siteLedTo } from '../frame/return.ts'
import { goOnSignedIn } from '../frame/way-in.ts'
import { refusedByProvider } from '../parts/provider-refusal.tsx'
import { problemPage } from './problem.tsx'
import { wayTo } from './providers.tsx'
import { SignInView } from './sign-in-view.tsx'

export const signIn = new Hono<PortalEnv>()

signIn.get('/sign-in', (c) => signInPage(c, { email: '', refusal: null }))

signIn.post('/sign-in', takes({ csrf: 'sign-in' }), async (c) => {
  const { edge, form } = c.var
  const email = form.get('email') ?? ''
  const credentials = { email, password: form.get('password') ?? '' }
  const signedIn = await signInWithPassword(edge, credentials, {
    previous: c.var.session,
    known: readCookie(c.req.raw.headers, KNOWN_BROWSER_COOKIE),
    language: c.var.words.code,
  })
  if (!signedIn.ok) {
    log('info', { event: 'sign_in.refused', reason: signedIn.error.reason })
    if (signedIn.error.reason === 'no-passwords') return problemPage(c, 'not-found')
    return signInPage(c, { email, refusal: signedIn.error })
  }
  const returnTo = askedReturnTo(c) ?? AFTER_SIGN_IN
  if (signedIn.value.next === 'session') {
    keepSession(c, signedIn.value)
    return goOnSignedIn(c, returnTo, signedIn.value)
  }
  c.header('set-cookie', setCookie(LOGIN_COOKIE, signedIn.value.cookie, LOGIN_SECONDS), { append: true })
  return seeProof(c, 'second-factor', returnTo)
})

interface State {
  readonly email: string
  readonly refusal: SignInRefusal | null
}

async function signInPage(c: PortalContext, { email, refusal }: State): Promise<Response> {
  const { edge, session, words } = c.var
  const returnTo = askedReturnTo(c) ?? AFTER_SIGN_IN
  const site = await siteLedTo(c, returnTo)
  const why = c.req.query('why')
  const refused = refusedByProvider(c)
  // A person who must prove the first factor again is offered only the methods that their account has.
  const ways = await waysToSignIn(edge, site, why === 'fresh' ? session : null)
  const hasChosenPassword = takeDone(c) === 'password'
  const isNothingToSay =
    refusal === null && !session && !hasChosenPassword && why === undefined && !c.req.query('refused')
  const [onlyWay] = ways
  if (onlyWay && ways.length === 1 && isFederated(onlyWay) && isNothingToSay) {
    return seeOther(c, wayTo(c, onlyWay, { returnTo, demand: 'sign-in' }))
  }
  // Offers to continue only if the workspace accepts this session's provider. Otherwise the person would be
  // refused there again.
  const mayGoOn = session !== null && allowsProvider(site?.allowedProviders ?? null, session.proof.provider)
  return page(
    c,
    {
      title: words.signIn.title,
      status: refusal === null ? 200 : 422,
      retryAt: refusal?.reason === 'throttled' ? refusal.until : undefined,
      leadsAway: leadsAway(returnTo),
      accent: site?.accent,
    },
    <SignInView
      {...{ email, refusal, refused, ways, returnTo, site, why, hasChosenPassword }}
      isByMail={wayToNewPassword(edge) === 'by-mail'}
      isUnsaved={isUnsavedAhead(c, returnTo)}
      signedInAs={mayGoOn && refusal === null && why === undefined ? session.email : null}
    />,
  )
}
