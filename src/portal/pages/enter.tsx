// /enter?host=…&return_to=…: the portal's side of the way into a workspace. Whoever may pass is sent on with a hand-off
// code without seeing a page; anybody else gets one that says what is missing, and comes back here from it.

import { Hono, type MiddlewareHandler } from 'hono'
import type { Child } from 'hono/jsx'
import { allowsProvider, isFederated } from '../../core/provider.ts'
import { RETURN_TO_MAX_LENGTH } from '../../core/return-to.ts'
import { findSiteNamed } from '../../flows/edge-facts.ts'
import { deferPromptOf, type Entry, enterWorkspace, recordRefusal } from '../../flows/passes.ts'
import { readCookie, SESSION_COOKIE } from '../../http/cookies.ts'
import { isFramed } from '../../http/navigation.ts'
import type { Site } from '../../store/sites.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../context.ts'
import { csrfToken } from '../csrf.ts'
import { sessionOf } from '../guards.ts'
import { FormFields, page, Time } from '../layout.tsx'
import { labelIn, useWords } from '../words.ts'
import { problemPage } from './problem.tsx'
import { wayTo } from './providers.tsx'

/** Goes on to the pages below only where there is something to say; the session is read once, with the decision. */
export const enterAtOnce: MiddlewareHandler<PortalEnv> = async (c, next) => {
  const { edge } = c.var
  const returnTo = (c.req.query('return_to') ?? '/').slice(0, RETURN_TO_MAX_LENGTH)
  const site = await findSiteNamed(edge, c.req.query('host') ?? '')
  const [, flowId, flow] = /^([\w-]{22})\.([\w-]{43})$/.exec(c.req.query('flow') ?? '') ?? []
  const cookie = readCookie(c.req.raw.headers, SESSION_COOKIE)
  c.set('arrival', { site, returnTo, entry: null })
  // In a frame, some page of a workspace could fetch codes without anybody seeing it.
  if (!site || !cookie || isFramed(c.req.raw)) return next()
  // Every entry starts at the gate: without a flow of this browser's there is nobody to hand a code to.
  if (!flowId || !flow) return startAtGate(c, site, returnTo)

  const entered = await enterWorkspace(edge, { sessionCookie: cookie, host: site.host, flow, returnTo })
  if (entered?.code) {
    const way = new URL('/.sallyport/enter', `${edge.config.scheme}//${site.host}`)
    way.searchParams.set('code', entered.code)
    way.searchParams.set('flow', flowId)
    return seeOther(c, way.href)
  }
  c.set('arrival', { site, returnTo, entry: entered?.entry ?? null })
  return next()
}

export const enter = new Hono<PortalEnv>()

enter.get('/enter', async (c) => {
  const { site, returnTo, entry } = c.var.arrival
  if (!site) return problemPage(c, 404, 'unknown-host')
  const here = wayIn(site.host, returnTo)
  if (isFramed(c.req.raw)) return problemPage(c, 403, 'framed')
  if (!entry || !c.var.session) return seeOther(c, portalUrl(c, '/sign-in', { return_to: here }))
  switch (entry.decision) {
    case 'second-factor-needed':
      return seeOther(c, portalUrl(c, '/sign-in/verify', { return_to: here }))
    case 'not-a-member':
      await recordRefusal(c.var.edge, entry)
      return notAMemberPage(c, site, here)
    case 'provider-not-allowed':
      await recordRefusal(c.var.edge, entry)
      return otherWayPage(c, entry, here)
    case 'enrollment-required':
      await recordRefusal(c.var.edge, entry)
      return blockedPage(c, entry, here)
    case 'prompt':
      return promptPage(c, entry, here)
    case 'admit':
      // Admitted when it was read, and no longer when the code was to be written: ask again.
      return seeOther(c, portalUrl(c, here))
  }
})

/** "Remind me later": until the next sign-in. */
enter.post('/enter', async (c) => {
  const { edge, form, session } = c.var
  const site = await findSiteNamed(edge, form.get('host') ?? '')
  if (!site) return problemPage(c, 404, 'unknown-host')
  const here = wayIn(site.host, form.get('return_to') ?? '/')
  if (session) await deferPromptOf(edge, sessionOf(c), site.workspaceId)
  return seeOther(c, portalUrl(c, here))
})

const wayIn = (host: string, returnTo: string) =>
  `/enter?${new URLSearchParams({ host, return_to: returnTo })}`

function startAtGate(c: PortalContext, site: Site, returnTo: string) {
  const start = new URL('/.sallyport/start', `${c.var.edge.config.scheme}//${site.host}`)
  start.searchParams.set('return_to', returnTo)
  return seeOther(c, start.href)
}

function promptPage(c: PortalContext, { row, enforcement }: Entry, here: string): Promise<Response> {
  if (enforcement.state === 'off') throw new Error('nothing is required, and yet somebody is prompted')
  const { effectiveAt } = enforcement
  const { enter: say, write } = c.var.words
  return entrancePage(c, { title: say.promptTitle(row.workspace_name), status: 200 }, (csrf) => (
    <>
      <p class="lead">
        {say.prompt({
          at: <Time at={effectiveAt} />,
          workspace: <bdi>{row.workspace_name}</bdi>,
          span: write.span(effectiveAt - c.var.edge.now),
        })}
      </p>
      <p>{say.whatItTakes}</p>
      <SetUpNow c={c} here={here} />
      <form method="post" action="/enter">
        <FormFields csrf={csrf} returnTo={new URL(here, 'http://portal').searchParams.get('return_to')} />
        <input type="hidden" name="host" value={row.host} />
        <button type="submit" class="second wide-on-phone">
          {say.later}
        </button>
      </form>
    </>
  ))
}

function blockedPage(c: PortalContext, { row, enforcement }: Entry, here: string): Promise<Response> {
  const { enter: say } = c.var.words
  const title = say.blockedTitle(row.workspace_name)
  return entrancePage(c, { title, status: 403 }, () => (
    <>
      <p class="lead">
        {enforcement.state === 'off'
          ? say.blockedOnceEnabled
          : say.blocked({ at: <Time at={enforcement.effectiveAt} /> })}
      </p>
      <SetUpNow c={c} here={here} />
      <p>{say.unaffected({ others: (words) => <a href="/workspaces">{words}</a> })}</p>
    </>
  ))
}

function SetUpNow({ c, here }: { c: PortalContext; here: string }) {
  return (
    <p>
      <a
        class="button wide-on-phone"
        href={portalUrl(c, '/account/security/authenticator', { return_to: here })}
      >
        {useWords().enter.setUpNow}
      </a>
    </p>
  )
}

function notAMemberPage(c: PortalContext, site: Site, here: string): Promise<Response> {
  const { enter: say, layout } = c.var.words
  const title = say.notAMemberTitle(site.name)
  return entrancePage(c, { title, status: 403 }, () => (
    <>
      <p>{say.notAMember({ email: <bdi>{sessionOf(c).email}</bdi>, workspace: <bdi>{site.name}</bdi> })}</p>
      <p class="row">
        <a class="button" href="/workspaces">
          {layout.yourWorkspaces}
        </a>
        <a class="button second" href={portalUrl(c, '/sign-in', { return_to: here })}>
          {say.useAnotherAccount}
        </a>
      </p>
    </>
  ))
}

function otherWayPage(c: PortalContext, { row, allowedProviders }: Entry, here: string): Promise<Response> {
  const { providers } = c.var.edge.config
  const ways = providers.filter(({ id }) => allowsProvider(allowedProviders, id))
  const { words } = c.var
  const { enter: say, signIn, write } = words
  const title = say.otherWayTitle(row.workspace_name)
  const provider = <bdi>{labelIn(words, providers, row.provider)}</bdi>
  const labels = ways.map(({ id }) => <bdi>{labelIn(words, providers, id)}</bdi>)
  return entrancePage(c, { title, status: 403 }, () => (
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
      {ways.map((way) => (
        <p>
          <a
            class="button wide-on-phone"
            href={
              isFederated(way)
                ? wayTo(c, way, { returnTo: here, isFresh: false })
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
    </>
  ))
}

async function entrancePage(
  c: PortalContext,
  head: { title: string; status: 200 | 403 },
  content: (csrf: string) => Child,
): Promise<Response> {
  const { edge, browser } = c.var
  const csrf = await csrfToken(edge, browser, { sessionId: sessionOf(c).id })
  return page(
    c,
    { title: head.title, status: head.status, leadsAway: true },
    <>
      <h1>{head.title}</h1>
      {content(csrf)}
    </>,
  )
}
