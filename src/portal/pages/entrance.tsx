// The pages of whoever asks to enter a workspace and can't go on at once: what is missing, why, and the way on.

import type { Child } from 'hono/jsx'
import { isFederated, type Provider } from '../../core/provider.ts'
import type { Site } from '../../flows/edge/edge-facts.ts'
import type { Decided } from '../../flows/entry/decide.ts'
import { labelIn } from '../../words/names.ts'
import { type PortalContext, portalUrl } from '../frame/context.ts'
import { Form } from '../frame/form.tsx'
import { sessionOf } from '../frame/guards.ts'
import { page, Time, Unbroken, Warning } from '../frame/layout.tsx'
import { useWords } from '../frame/words.ts'
import { Doorplate } from '../parts/door.tsx'
import { ProveAtProvider, trustedProvider } from '../parts/prove-at-provider.tsx'
import { wayTo } from './providers.tsx'

export function promptPage(
  c: PortalContext,
  { entrant, enforcement }: Decided,
  here: string,
): Promise<Response> {
  if (enforcement.state === 'off') throw new Error('nothing is required, and yet somebody is prompted')
  const { effectiveAt } = enforcement
  const { enter: say, write } = c.var.words
  return entrancePage(
    c,
    entrant.site,
    { title: say.promptTitle(entrant.site.name), status: 200 },
    <>
      <p class="lead">
        {say.prompt({
          at: <Time at={effectiveAt} />,
          workspace: <bdi>{entrant.site.name}</bdi>,
          span: write.span(effectiveAt - c.var.edge.now),
        })}
      </p>
      <ProveAtProvider c={c} providerId={entrant.proof.provider} returnTo={here} />
      <p>{say.whatItTakes}</p>
      <SetUpNow c={c} here={here} isSecond={trustedProvider(c, entrant.proof.provider) !== null} />
      <Form action="/enter" returnTo={new URL(here, 'http://portal').searchParams.get('return_to')}>
        <input type="hidden" name="host" value={entrant.site.host} />
        <button type="submit" class="second wide-on-phone">
          {say.later}
        </button>
      </Form>
      <WhyAsked entrant={entrant} enforcement={enforcement} now={c.var.edge.now} />
    </>,
  )
}

export function blockedPage(
  c: PortalContext,
  { entrant, enforcement }: Decided,
  here: string,
): Promise<Response> {
  const { enter: say } = c.var.words
  const title = say.blockedTitle(entrant.site.name)
  return entrancePage(
    c,
    entrant.site,
    { title, status: 403 },
    <>
      <p class="lead">
        {enforcement.state === 'off'
          ? say.blockedOnceEnabled
          : say.blocked({ at: <Time at={enforcement.effectiveAt} /> })}
      </p>
      <ProveAtProvider c={c} providerId={entrant.proof.provider} returnTo={here} />
      <SetUpNow c={c} here={here} isSecond={trustedProvider(c, entrant.proof.provider) !== null} />
      <p>{say.unaffected({ others: (words) => <a href="/workspaces">{words}</a> })}</p>
      <WhyAsked entrant={entrant} enforcement={enforcement} now={c.var.edge.now} />
    </>,
  )
}

/** Shown to a member who may enter, before they do: otherwise nobody would tell them that their form went nowhere. */
export function unsavedPage(c: PortalContext, site: Site, here: string): Promise<Response> {
  const { enter: say } = c.var.words
  const workspace = <bdi>{site.name}</bdi>
  return entrancePage(
    c,
    site,
    { title: say.unsavedTitle, status: 200, saysUnsaved: true },
    <>
      <p class="lead">{say.unsaved({ workspace })}</p>
      <p>{say.unsavedWhy({ workspace })}</p>
      <p>
        <a class="button wide-on-phone" href={here}>
          {say.continueTo({ workspace })}
        </a>
      </p>
    </>,
  )
}

/** What happened to a form that was posted to a workspace without a pass. */
export function UnsavedForm({ site }: { site: Site }) {
  return <Warning>{useWords().enter.unsaved({ workspace: <bdi>{site.name}</bdi> })}</Warning>
}

/** Which workspace asks, of whom, since or from when, and how long there is. */
function WhyAsked({ entrant, enforcement, now }: Pick<Decided, 'entrant' | 'enforcement'> & { now: number }) {
  const { enter: say, layout, write } = useWords()
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
      <p>{say.whyText({ workspace: <bdi>{entrant.site.name}</bdi> })}</p>
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

function SetUpNow({ c, here, isSecond }: { c: PortalContext; here: string; isSecond: boolean }) {
  return (
    <p>
      <a
        class={`button ${isSecond ? 'second ' : ''}wide-on-phone`}
        href={portalUrl(c, '/account/security/authenticator', { return_to: here })}
      >
        {useWords().enter.setUpNow}
      </a>
    </p>
  )
}

export function notAMemberPage(c: PortalContext, site: Site, here: string): Promise<Response> {
  const { enter: say, layout } = c.var.words
  const title = say.notAMemberTitle(site.name)
  return entrancePage(
    c,
    site,
    { title, status: 403 },
    <>
      <p>{say.notAMember({ email: <bdi>{sessionOf(c).email}</bdi>, workspace: <bdi>{site.name}</bdi> })}</p>
      <p class="row">
        <a class="button wide-on-phone" href="/workspaces">
          {layout.yourWorkspaces}
        </a>
        <AnotherAccount c={c} here={here} />
      </p>
    </>,
  )
}

/** A provider that has a session of its own would else bring the same account back without a word. */
function AnotherAccount({ c, here }: { c: PortalContext; here: string }) {
  return (
    <a class="button second wide-on-phone" href={portalUrl(c, '/sign-in', { why: 'other', return_to: here })}>
      {useWords().enter.useAnotherAccount}
    </a>
  )
}

export function otherWayPage(
  c: PortalContext,
  { entrant }: Decided,
  ways: readonly Provider[],
  here: string,
): Promise<Response> {
  const { words, edge } = c.var
  const { providers } = edge.config
  const { enter: say, signIn, write } = words
  const title = say.otherWayTitle(entrant.site.name)
  const provider = <bdi>{labelIn(words, providers, entrant.proof.provider)}</bdi>
  const labels = ways.map(({ id }) => <bdi>{labelIn(words, providers, id)}</bdi>)
  return entrancePage(
    c,
    entrant.site,
    { title, status: 403 },
    <>
      <p class="lead">
        {ways.length === 0
          ? say.noWayOpen({ provider })
          : say.otherWays({
              provider,
              workspace: <bdi>{entrant.site.name}</bdi>,
              ways: write.or(labels),
            })}
      </p>
      {ways.map((way, index) => (
        <p>
          <a
            class={index === 0 ? 'button wide-on-phone' : 'button second wide-on-phone'}
            href={
              isFederated(way)
                ? wayTo(c, way, { returnTo: here, demand: 'sign-in' })
                : portalUrl(c, '/sign-in', { return_to: here })
            }
          >
            {signIn.continueWith({ provider: <bdi>{labelIn(words, providers, way.id)}</bdi> })}
          </a>
        </p>
      ))}
      <p>
        {say.mustBelong({
          email: <bdi>{sessionOf(c).email}</bdi>,
          what: (words) => <a href="/account/security">{words}</a>,
          others: (words) => <a href="/workspaces">{words}</a>,
        })}
      </p>
      <p>
        <AnotherAccount c={c} here={here} />
      </p>
    </>,
  )
}

async function entrancePage(
  c: PortalContext,
  site: Site,
  head: { title: string; status: 200 | 403; saysUnsaved?: boolean },
  content: Child,
): Promise<Response> {
  return page(
    c,
    { title: head.title, status: head.status, leadsAway: true, accent: site.accent },
    <>
      <Doorplate site={site} />
      <h1>
        <Unbroken text={head.title} />
      </h1>
      {c.var.entering.way.isUnsaved && !head.saysUnsaved ? <UnsavedForm site={site} /> : null}
      {content}
    </>,
  )
}
