// /sign-in: the first factor. A form for a password, and a link for each provider that vouches for one.

import { Hono } from 'hono'
import { allowsProvider, isFederated, type Provider, type ProviderDemand } from '../../core/provider.ts'
import { usesPassword } from '../../flows/sign-in/password.ts'
import { type SignInRefusal, signInWithPassword } from '../../flows/sign-in/sign-in.ts'
import { KNOWN_BROWSER_COOKIE, LOGIN_COOKIE, readCookie, setCookie } from '../../http/cookies.ts'
import { log } from '../../log.ts'
import { LOGIN_SECONDS } from '../../store/logins.ts'
import { keepSession, type PortalContext, type PortalEnv, portalUrl, seeOther } from '../frame/context.ts'
import { Form } from '../frame/form.tsx'
import { takes } from '../frame/form-needs.ts'
import { Alert, Contact, Countdown, EmailField, Info, page, Time } from '../frame/layout.tsx'
import { seeProof } from '../frame/missing-proof.ts'
import {
  AFTER_SIGN_IN,
  askedReturnTo,
  isToEnrolForSettings,
  isUnsavedAhead,
  leadsAway,
  siteLedTo,
} from '../frame/return.ts'
import { goOnSignedIn } from '../frame/way-in.ts'
import { useWords } from '../frame/words.ts'
import { WayTo } from '../parts/door.tsx'
import { ProviderRefusalWords, refusedProvider } from '../parts/provider-refusal.tsx'
import { UnsavedForm } from './entrance.tsx'
import { problemPage } from './problem.tsx'
import { wayTo } from './providers.tsx'

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
  const { signIn: say, layout } = words
  const returnTo = askedReturnTo(c) ?? AFTER_SIGN_IN
  const site = await siteLedTo(c, returnTo)
  const why = c.req.query('why')
  const taken = edge.config.providers.filter(({ id }) => allowsProvider(site?.allowedProviders ?? null, id))
  // Proving once more who they are, nobody can use a password that they don't have.
  const isWithoutPassword =
    why === 'fresh' && session !== null && !(await usesPassword(edge, session.accountId))
  const ways = isWithoutPassword ? taken.filter(isFederated) : taken
  const isNothingToSay = refusal === null && !session && why === undefined && !c.req.query('refused')
  const [onlyWay] = ways
  if (onlyWay && ways.length === 1 && isFederated(onlyWay) && isNothingToSay) {
    return seeOther(c, wayTo(c, onlyWay, { returnTo, demand: 'sign-in' }))
  }
  // To where they would be refused again, nobody is sent on.
  const mayGoOn = session !== null && allowsProvider(site?.allowedProviders ?? null, session.proof.provider)
  const hasPassword = ways.some(({ kind }) => kind === 'password')
  const status = refusal === null ? 200 : 422
  const retryAt = refusal?.reason === 'throttled' ? refusal.until : undefined
  return page(
    c,
    { title: say.title, status, retryAt, leadsAway: leadsAway(returnTo), accent: site?.accent },
    <>
      <h1>{say.title}</h1>
      {site ? <WayTo site={site} /> : null}
      {site && isUnsavedAhead(c, returnTo) ? <UnsavedForm site={site} /> : null}
      {why === 'fresh' ? <Info>{say.fresh}</Info> : null}
      {isToEnrolForSettings(returnTo) ? <Info>{words.authenticator.forSettings}</Info> : null}
      {why === 'expired' ? <Info>{say.expired}</Info> : null}
      {mayGoOn && refusal === null && why === undefined ? (
        <Info>
          {say.alreadySignedIn({
            email: <bdi>{session.email}</bdi>,
            goOn: (words) => <a href={portalUrl(c, returnTo)}>{words}</a>,
          })}
        </Info>
      ) : null}
      {refusal?.reason === 'wrong-credentials' ? <Alert>{say.wrongCredentials}</Alert> : null}
      {refusal?.reason === 'throttled' ? (
        <Alert>
          {layout.tooManyAttempts({
            at: <Time at={refusal.until} />,
            span: <Countdown until={refusal.until} now={edge.now} />,
          })}
        </Alert>
      ) : null}
      <ProviderRefusalWords c={c} />
      <OtherAccount c={c} ways={ways} returnTo={returnTo} />
      {hasPassword ? <PasswordForm returnTo={returnTo} email={email} /> : null}
      <OtherWays c={c} ways={ways} returnTo={returnTo} demand={demandFor(why)} />
      {hasPassword ? <p class="quiet forgotten">{say.forgotten({ contact: <Contact /> })}</p> : null}
    </>,
  )
}

function PasswordForm({ returnTo, email }: { returnTo: string; email: string }) {
  const { signIn: say } = useWords()
  return (
    <Form action="/sign-in" csrf="sign-in" class="stack" returnTo={returnTo}>
      <EmailField label={say.email} value={email} autocomplete="username" hasFocus={!email} />
      <label>
        {say.password}
        <input
          name="password"
          type="password"
          autocomplete="current-password"
          required
          autofocus={Boolean(email)}
        />
      </label>
      <button type="submit">{say.submit}</button>
    </Form>
  )
}

function demandFor(why: string | undefined): ProviderDemand {
  if (why === 'fresh') return 'fresh-sign-in'
  return why === 'other' ? 'another-account' : 'sign-in'
}

interface WaysProps {
  readonly c: PortalContext
  readonly ways: readonly Provider[]
  readonly returnTo: string
}

/** After a refusal of the account: otherwise the session at the provider would bring the same account back for ever. */
function OtherAccount({ c, ways, returnTo }: WaysProps) {
  const { signIn: say } = useWords()
  const refused = refusedProvider(c)
  const provider = ways.filter(isFederated).find(({ id }) => id === refused?.id)
  if (!refused?.takesAnother || !provider) return null
  return (
    <>
      <p>
        <a class="button wide-on-phone" href={wayTo(c, provider, { returnTo, demand: 'another-account' })}>
          {say.anotherAccount({ provider: <bdi>{provider.label}</bdi> })}
        </a>
      </p>
      {ways.length > 1 ? <p class="or">{say.or}</p> : null}
    </>
  )
}

function OtherWays({ c, ways, returnTo, demand }: WaysProps & { readonly demand: ProviderDemand }) {
  const { signIn: say, layout } = useWords()
  const refused = refusedProvider(c)
  const federated = ways.filter(isFederated).filter(({ id }) => !refused?.isOfAccount || id !== refused.id)
  if (ways.length === 0) {
    return (
      <>
        <p>{say.noWay}</p>
        <p>
          <a class="button" href="/workspaces">
            {layout.yourWorkspaces}
          </a>
        </p>
      </>
    )
  }
  if (federated.length === 0) return null
  const isAlone = !ways.some(({ kind }) => kind === 'password')
  return (
    <nav class="ways" aria-label={say.otherWays}>
      {isAlone ? null : <p class="or">{say.or}</p>}
      {federated.map((provider) => (
        <a class={isAlone ? 'button' : 'button second'} href={wayTo(c, provider, { returnTo, demand })}>
          {say.continueWith({ provider: <bdi>{provider.label}</bdi> })}
        </a>
      ))}
    </nav>
  )
}
