// The pages of whoever asks to enter a workspace and can't go on at once: what is missing, why, and the way on.

import type { Child } from 'hono/jsx'
import { allowsProvider, isFederated, type Provider } from '../../core/provider.ts'
import type { Edge } from '../../flows/edge/edge.ts'
import type { Entry } from '../../flows/entry/passes.ts'
import { usesPassword } from '../../flows/sign-in/password.ts'
import { listIdentitiesOf } from '../../store/identities.ts'
import { type Site, siteFrom } from '../../store/sites.ts'
import { labelIn } from '../../words/names.ts'
import { type PortalContext, portalUrl } from '../frame/context.ts'
import { Form } from '../frame/form.tsx'
import { sessionOf } from '../frame/guards.ts'
import { page, Time, Unbroken, Warning } from '../frame/layout.tsx'
import { useWords } from '../frame/words.ts'
import { Doorplate } from '../parts/door.tsx'
import { ProveAtProvider, trustedProvider } from '../parts/prove-at-provider.tsx'
import { wayTo } from './providers.tsx'

export function promptPage(c: PortalContext, { row, enforcement }: Entry, here: string): Promise<Response> {
  if (enforcement.state === 'off') throw new Error('nothing is required, and yet somebody is prompted')
  const { effectiveAt } = enforcement
  const { enter: say, write } = c.var.words
  return entrancePage(
    c,
    siteFrom(row),
    { title: say.promptTitle(row.workspace_name), status: 200 },
    <>
      <p class="lead">
        {say.prompt({
          at: <Time at={effectiveAt} />,
          workspace: <bdi>{row.workspace_name}</bdi>,
          span: write.span(effectiveAt - c.var.edge.now),
        })}
      </p>
      <ProveAtProvider c={c} providerId={row.provider} returnTo={here} />
      <p>{say.whatItTakes}</p>
      <SetUpNow c={c} here={here} isSecond={trustedProvider(c, row.provider) !== null} />
      <Form action="/enter" returnTo={new URL(here, 'http://portal').searchParams.get('return_to')}>
        <input type="hidden" name="host" value={row.host} />
        <button type="submit" class="second wide-on-phone">
          {say.later}
        </button>
      </Form>
      <WhyAsked row={row} enforcement={enforcement} now={c.var.edge.now} />
    </>,
  )
}

export function blockedPage(c: PortalContext, { row, enforcement }: Entry, here: string): Promise<Response> {
  const { enter: say } = c.var.words
  const title = say.blockedTitle(row.workspace_name)
  return entrancePage(
    c,
    siteFrom(row),
    { title, status: 403 },
    <>
      <p class="lead">
        {enforcement.state === 'off'
          ? say.blockedOnceEnabled
          : say.blocked({ at: <Time at={enforcement.effectiveAt} /> })}
      </p>
      <ProveAtProvider c={c} providerId={row.provider} returnTo={here} />
      <SetUpNow c={c} here={here} isSecond={trustedProvider(c, row.provider) !== null} />
      <p>{say.unaffected({ others: (words) => <a href="/workspaces">{words}</a> })}</p>
      <WhyAsked row={row} enforcement={enforcement} now={c.var.edge.now} />
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
function WhyAsked({ row, enforcement, now }: Pick<Entry, 'row' | 'enforcement'> & { now: number }) {
  const { enter: say, layout, write } = useWords()
  if (enforcement.state === 'off' || row.role === null) return null
  const { state, effectiveAt } = enforcement
  const facts: [string, Child][] = [
    [say.facts.workspace, <bdi>{row.workspace_name}</bdi>],
    [say.facts.host, <bdi>{row.host}</bdi>],
    [say.facts.role, layout.roles[row.role]],
    [state === 'scheduled' ? say.facts.from : say.facts.since, <Time at={effectiveAt} />],
  ]
  if (state === 'scheduled') facts.push([say.facts.left, write.span(effectiveAt - now)])
  return (
    <details>
      <summary>{layout.whyAsked}</summary>
      <p>{say.whyText({ workspace: <bdi>{row.workspace_name}</bdi> })}</p>
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

export async function otherWayPage(
  c: PortalContext,
  { row, allowedProviders }: Entry,
  here: string,
): Promise<Response> {
  const { words, edge } = c.var
  const { providers } = edge.config
  const ways = providers.filter(({ id }) => allowsProvider(allowedProviders, id))
  const own = await ownWaysFirst(edge, sessionOf(c).accountId, ways)
  const { enter: say, signIn, write } = words
  const title = say.otherWayTitle(row.workspace_name)
  const provider = <bdi>{labelIn(words, providers, row.provider)}</bdi>
  const labels = ways.map(({ id }) => <bdi>{labelIn(words, providers, id)}</bdi>)
  return entrancePage(
    c,
    siteFrom(row),
    { title, status: 403 },
    <>
      <p class="lead">
        {ways.length === 0
          ? say.noWayOpen({ provider })
          : say.otherWays({
              provider,
              workspace: <bdi>{row.workspace_name}</bdi>,
              ways: write.or(labels),
            })}
      </p>
      {own.map((way, index) => (
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

/** The ways that are known to be this person's first; last a password, where they have none. */
async function ownWaysFirst(edge: Edge, accountId: string, ways: readonly Provider[]): Promise<Provider[]> {
  const [hasPassword, identities] = await Promise.all([
    usesPassword(edge, accountId),
    listIdentitiesOf(edge.db, accountId),
  ])
  const linked = new Set(identities.map(({ provider }) => provider))
  const rank = (way: Provider) => {
    if (!isFederated(way)) return hasPassword ? 0 : 2
    return linked.has(way.id) ? 0 : 1
  }
  return ways.toSorted((a, b) => rank(a) - rank(b))
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
      {c.var.arrival.isUnsaved && !head.saysUnsaved ? <UnsavedForm site={site} /> : null}
      {content}
    </>,
  )
}
