// The page of the first factor: a form for a password, and a link to each provider.

import { isFederated, type Provider, type ProviderDemand } from '../../core/provider.ts'
import type { SignInRefusal } from '../../flows/sign-in/sign-in.ts'
import { Form } from '../frame/form.tsx'
import { Alert, Contact, Countdown, EmailField, Info } from '../frame/layout.tsx'
import { isToEnrolForSettings } from '../frame/return.ts'
import { useEdge, useWords } from '../frame/words.ts'
import { type Door, WayTo } from '../parts/door.tsx'
import { providerPath } from '../parts/provider-path.ts'
import {
  isOfAccount,
  ProviderRefusalWords,
  type RefusedByProvider,
  takesAnother,
} from '../parts/provider-refusal.tsx'
import { UnsavedForm } from '../parts/unsaved-form.tsx'

export interface SignInFacts {
  /** The address that was submitted. */
  readonly email: string
  readonly refusal: SignInRefusal | null
  readonly refused: RefusedByProvider | null
  readonly ways: readonly Provider[]
  readonly returnTo: string
  /** The workspace that this page leads to. */
  readonly site: Door | null
  /** True if a form was posted to that workspace and was not saved. */
  readonly isUnsaved: boolean
  /** Why the person is here: `fresh`, `other` or `expired`. */
  readonly why: string | undefined
  /** True right after a link in a mail has set a new password. */
  readonly hasChosenPassword: boolean
  /** True if a link to choose a new password can be mailed. */
  readonly isByMail: boolean
  /** The address of the signed-in person, who may continue without another sign-in. */
  readonly signedInAs: string | null
}

export function SignInView(facts: SignInFacts) {
  const { site, isUnsaved, refused, ways } = facts
  const { signIn: say } = useWords()
  const hasPassword = ways.some(({ kind }) => kind === 'password')
  return (
    <>
      <h1>{say.title}</h1>
      {site ? <WayTo site={site} /> : null}
      {site && isUnsaved ? <UnsavedForm site={site} /> : null}
      <WhyHere {...facts} />
      <Refusal {...facts} />
      <ProviderRefusalWords refused={refused} />
      <OtherAccount {...facts} />
      {hasPassword ? <PasswordForm {...facts} /> : null}
      <ProviderWays {...facts} />
      {hasPassword ? <Forgotten {...facts} /> : null}
    </>
  )
}

function Forgotten({ isByMail }: SignInFacts) {
  const { signIn: say } = useWords()
  return (
    <p class="quiet forgotten">
      {isByMail ? (
        <a href="/forgotten-password">{say.forgottenLink}</a>
      ) : (
        say.forgotten({ contact: <Contact /> })
      )}
    </p>
  )
}

function WhyHere({ why, returnTo, signedInAs, hasChosenPassword }: SignInFacts) {
  const { signIn: say, authenticator } = useWords()
  return (
    <>
      {hasChosenPassword ? <Info>{say.passwordChosen}</Info> : null}
      {why === 'fresh' ? <Info>{say.fresh}</Info> : null}
      {isToEnrolForSettings(returnTo) ? <Info>{authenticator.forSettings}</Info> : null}
      {why === 'expired' ? <Info>{say.expired}</Info> : null}
      {signedInAs === null ? null : (
        <Info>
          {say.alreadySignedIn({
            email: <bdi>{signedInAs}</bdi>,
            goOn: (words) => <a href={returnTo}>{words}</a>,
          })}
        </Info>
      )}
    </>
  )
}

function Refusal({ refusal }: SignInFacts) {
  const { signIn: say, layout } = useWords()
  const { now } = useEdge()
  if (refusal?.reason === 'wrong-credentials') return <Alert>{say.wrongCredentials}</Alert>
  if (refusal?.reason !== 'throttled') return null
  const { until } = refusal
  return <Alert>{layout.tooManyAttempts({ span: <Countdown until={until} now={now} /> })}</Alert>
}

function PasswordForm({ returnTo, email }: SignInFacts) {
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

/**
 * Offers another account after the provider's account was refused. Otherwise the provider's session would
 * return the same account each time.
 */
function OtherAccount({ refused, ways, returnTo }: SignInFacts) {
  const { signIn: say } = useWords()
  const provider = ways.filter(isFederated).find(({ id }) => id === refused?.provider.id)
  if (!refused || !takesAnother(refused) || !provider) return null
  return (
    <>
      <p>
        <a
          class="button wide-on-phone"
          href={providerPath(provider, { returnTo, demand: 'another-account' })}
        >
          {say.anotherAccount({ provider: <bdi>{provider.label}</bdi> })}
        </a>
      </p>
      {ways.length > 1 ? <p class="or">{say.or}</p> : null}
    </>
  )
}

function ProviderWays({ refused, ways, returnTo, why }: SignInFacts) {
  const { signIn: say, links } = useWords()
  if (ways.length === 0) {
    return (
      <>
        <p>{say.noWay}</p>
        <p>
          <a class="button" href="/workspaces">
            {links.yourWorkspaces}
          </a>
        </p>
      </>
    )
  }
  const isOffered = (id: string) => !refused || !isOfAccount(refused) || id !== refused.provider.id
  const federated = ways.filter(isFederated).filter(({ id }) => isOffered(id))
  if (federated.length === 0) return null
  const isAlone = !ways.some(({ kind }) => kind === 'password')
  return (
    <nav class="ways" aria-label={say.otherWays}>
      {isAlone ? null : <p class="or">{say.or}</p>}
      {federated.map((provider) => (
        <a
          class={isAlone ? 'button' : 'button second'}
          href={providerPath(provider, { returnTo, demand: demandFor(why) })}
        >
          {say.continueWith({ provider: <bdi>{provider.label}</bdi> })}
        </a>
      ))}
    </nav>
  )
}

function demandFor(why: string | undefined): ProviderDemand {
  if (why === 'fresh') return 'fresh-sign-in'
  return why === 'other' ? 'another-account' : 'sign-in'
}
