// The contents of the pages for a person who cannot enter a workspace at once: what is missing, why, and what
// to do.

import type { Child } from 'hono/jsx'
import type { Enforcement } from '../../core/policy.ts'
import { isFederated, type Provider } from '../../core/provider.ts'
import type { Decided } from '../../flows/entry/decide.ts'
import { labelIn } from '../../words/names.ts'
import type { PasskeyPolicyWords } from '../../words/words.ts'
import { Form } from '../frame/form.tsx'
import { Time } from '../frame/layout.tsx'
import { useEdge, useWords } from '../frame/words.ts'
import type { Door } from '../parts/door.tsx'
import { ProveAtProvider, trustedProvider } from '../parts/prove-at-provider.tsx'
import { providerPath } from '../parts/provider-path.ts'

/** `here` is the way into the workspace. Each page leads back to it. */
type DecidedProps = Pick<Decided, 'entrant' | 'enforcement'> & { readonly here: string }

interface PromptProps extends DecidedProps, Pick<Decided, 'passkeyEnforcement'> {
  /** Given if the workspace will require a passkey, too. */
  readonly passkeyWords: PasskeyPolicyWords | null
}

export function PromptView({ entrant, enforcement, passkeyEnforcement, passkeyWords, here }: PromptProps) {
  if (enforcement.state === 'off') throw new Error('prompted although the policy requires nothing')
  const { effectiveAt } = enforcement
  const { site, proof } = entrant
  const { enter: say, write } = useWords()
  return (
    <>
      <p class="lead">
        {say.prompt({
          at: <Time at={effectiveAt} />,
          workspace: <bdi>{site.name}</bdi>,
          span: write.span(effectiveAt - useEdge().now),
        })}
      </p>
      {passkeyWords && passkeyEnforcement.state !== 'off' ? (
        <p>
          {passkeyWords.own.requiredFrom({
            workspace: <bdi>{site.name}</bdi>,
            at: <Time at={passkeyEnforcement.effectiveAt} />,
          })}
        </p>
      ) : null}
      <ProveAtProvider providerId={proof.provider} returnTo={here} />
      <p>{say.whatItTakes}</p>
      <SetUpNow here={here} provider={proof.provider} />
      <Later host={site.host} here={here} />
      <WhyAsked {...{ entrant, enforcement }} why={say.whyText({ workspace: <bdi>{site.name}</bdi> })} />
    </>
  )
}

export function BlockedView({ entrant, enforcement, here }: DecidedProps) {
  const { enter: say } = useWords()
  const { provider } = entrant.proof
  return (
    <>
      <p class="lead">
        {enforcement.state === 'off'
          ? say.blockedOnceEnabled
          : say.blocked({ at: <Time at={enforcement.effectiveAt} /> })}
      </p>
      <ProveAtProvider providerId={provider} returnTo={here} />
      <SetUpNow here={here} provider={provider} />
      <p>{say.unaffected({ others: (words) => <a href="/workspaces">{words}</a> })}</p>
      <WhyAsked
        {...{ entrant, enforcement }}
        why={say.whyText({ workspace: <bdi>{entrant.site.name}</bdi> })}
      />
    </>
  )
}

/** Defers the prompt until the next sign-in, and continues. */
export const Later = ({ host, here }: { host: string; here: string }) => (
  <Form action="/enter" returnTo={new URL(here, 'http://portal').searchParams.get('return_to')}>
    <input type="hidden" name="host" value={host} />
    <button type="submit" class="second wide-on-phone">
      {useWords().enter.later}
    </button>
  </Form>
)

export function UnsavedView({ site, here }: { site: Door; here: string }) {
  const { enter: say } = useWords()
  const workspace = <bdi>{site.name}</bdi>
  return (
    <>
      <p class="lead">{say.unsaved({ workspace })}</p>
      <p>{say.unsavedWhy({ workspace })}</p>
      <p>
        <a class="button wide-on-phone" href={here}>
          {say.continueTo({ workspace })}
        </a>
      </p>
    </>
  )
}

export function NotAMemberView({ site, email, here }: { site: Door; email: string; here: string }) {
  const { enter: say, links } = useWords()
  return (
    <>
      <p>{say.notAMember({ email: <bdi>{email}</bdi>, workspace: <bdi>{site.name}</bdi> })}</p>
      <p class="row">
        <a class="button wide-on-phone" href="/workspaces">
          {links.yourWorkspaces}
        </a>
        <AnotherAccount here={here} />
      </p>
    </>
  )
}

interface OtherWayProps extends Pick<Decided, 'entrant'> {
  /** The methods that the workspace accepts, best first. */
  readonly ways: readonly Provider[]
  readonly here: string
}

export function OtherWayView({ entrant, ways, here }: OtherWayProps) {
  const words = useWords()
  const { providers } = useEdge().config
  const { enter: say, signIn, write } = words
  const labelOf = (id: string) => <bdi>{labelIn(words, providers, id)}</bdi>
  const provider = labelOf(entrant.proof.provider)
  return (
    <>
      <p class="lead">
        {ways.length === 0
          ? say.noWayOpen({ provider })
          : say.otherWays({
              provider,
              workspace: <bdi>{entrant.site.name}</bdi>,
              ways: write.or(ways.map(({ id }) => labelOf(id))),
            })}
      </p>
      {ways.map((way, index) => (
        <p>
          <a
            class={index === 0 ? 'button wide-on-phone' : 'button second wide-on-phone'}
            href={
              isFederated(way)
                ? providerPath(way, { returnTo: here, demand: 'sign-in' })
                : signInPath({ return_to: here })
            }
          >
            {signIn.continueWith({ provider: labelOf(way.id) })}
          </a>
        </p>
      ))}
      <p>
        {say.mustBelong({
          email: <bdi>{entrant.email}</bdi>,
          what: (text) => <a href="/account/security">{text}</a>,
          others: (text) => <a href="/workspaces">{text}</a>,
        })}
      </p>
      <p>
        <AnotherAccount here={here} />
      </p>
    </>
  )
}

const signInPath = (query: Record<string, string>) => `/sign-in?${new URLSearchParams(query)}`

/**
 * Must ask for another account. Otherwise the provider's own session would return the same account without a
 * question.
 */
const AnotherAccount = ({ here }: { here: string }) => (
  <a class="button second wide-on-phone" href={signInPath({ why: 'other', return_to: here })}>
    {useWords().enter.useAnotherAccount}
  </a>
)

function SetUpNow({ here, provider }: { here: string; provider: string }) {
  const isSecond = trustedProvider(useEdge(), provider) !== null
  return (
    <p>
      <a
        class={`button ${isSecond ? 'second ' : ''}wide-on-phone`}
        href={`/account/security/authenticator?${new URLSearchParams({ return_to: here })}`}
      >
        {useWords().enter.setUpNow}
      </a>
    </p>
  )
}

interface WhyAskedProps extends Pick<Decided, 'entrant'> {
  /** The state of the policy that asks, for this member. */
  readonly enforcement: Enforcement
  readonly why: Child
}

/**
 * Explains which workspace requires a factor, in which role, since when or from when, and how much time is
 * left.
 */
export function WhyAsked({ entrant, enforcement, why }: WhyAskedProps) {
  const { enter: say, layout, write } = useWords()
  const { now } = useEdge()
  if (enforcement.state === 'off' || entrant.role === null) return null
  const { state, effectiveAt } = enforcement
  const facts: [string, Child][] = [
    [say.facts.workspace, <bdi>{entrant.site.name}</bdi>],
    [say.facts.host, <bdi>{entrant.site.host}</bdi>],
    [say.facts.role, layout.roles[entrant.role]],
    [state === 'scheduled' ? say.facts.from : say.facts.since, <Time at={effectiveAt} />],
  ]
  if (state === 'scheduled') facts.push([say.facts.left, write.span(effectiveAt - now)])
  return (
    <details>
      <summary>{layout.whyAsked}</summary>
      <p>{why}</p>
      <dl class="facts">
        {facts.map(([name, fact]) => (
          <div>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
