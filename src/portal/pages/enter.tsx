// /enter?host=…&return_to=…: the portal's side of the way into a workspace. Whoever may pass is sent on with a hand-off
// code without seeing a page; anybody else gets one that says what is missing, and comes back here from it.

import { Hono, type MiddlewareHandler } from 'hono'
import type { Child } from 'hono/jsx'
import { allowsProvider, isFederated, labelOf } from '../../core/provider.ts'
import { RETURN_TO_MAX_LENGTH } from '../../core/return-to.ts'
import { findSiteNamed } from '../../flows/edge-facts.ts'
import { deferPromptOf, type Entry, enterWorkspace, recordRefusal } from '../../flows/passes.ts'
import { readCookie, SESSION_COOKIE } from '../../http/cookies.ts'
import { isFramed } from '../../http/navigation.ts'
import type { Site } from '../../store/sites.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../context.ts'
import { csrfToken } from '../csrf.ts'
import { sessionOf } from '../guards.ts'
import { FormFields, page, Time, writeSpan } from '../layout.tsx'
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
  const left = writeSpan(effectiveAt - c.var.edge.now)
  return entrancePage(
    c,
    { title: `${row.workspace_name} asks for two-factor authentication`, status: 200 },
    (csrf) => (
      <>
        <p class="lead">
          From <Time at={effectiveAt} />, {row.workspace_name} is open only to people who have enabled it. You
          have {left} left.
        </p>
        <p>
          It takes two minutes: scan a QR code with an app on your phone, and type the code that it shows.
        </p>
        <SetUpNow c={c} here={here} />
        <form method="post" action="/enter">
          <FormFields csrf={csrf} returnTo={new URL(here, 'http://portal').searchParams.get('return_to')} />
          <input type="hidden" name="host" value={row.host} />
          <button type="submit" class="second wide-on-phone">
            Remind me later
          </button>
        </form>
      </>
    ),
  )
}

function blockedPage(c: PortalContext, { row, enforcement }: Entry, here: string): Promise<Response> {
  const title = `${row.workspace_name} requires two-factor authentication`
  return entrancePage(c, { title, status: 403 }, () => (
    <>
      <p class="lead">
        {enforcement.state === 'off' ? null : (
          <>
            Since <Time at={enforcement.effectiveAt} />, it is open only to people who have enabled it.{' '}
          </>
        )}
        Once you have, you are in at once.
      </p>
      <SetUpNow c={c} here={here} />
      <p>
        Your membership and role stay as they are. <a href="/workspaces">Your other workspaces</a> are not
        affected.
      </p>
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
        Set up now
      </a>
    </p>
  )
}

function notAMemberPage(c: PortalContext, site: Site, here: string): Promise<Response> {
  const title = `You are not a member of ${site.name}`
  return entrancePage(c, { title, status: 403 }, () => (
    <>
      <p>
        You are signed in as {sessionOf(c).email}, and {site.name} doesn’t know this account. Ask one of its
        admins to add you.
      </p>
      <p class="row">
        <a class="button" href="/workspaces">
          Your workspaces
        </a>
        <a class="button second" href={portalUrl(c, '/sign-in', { return_to: here })}>
          Use another account
        </a>
      </p>
    </>
  ))
}

function otherWayPage(c: PortalContext, { row, allowedProviders }: Entry, here: string): Promise<Response> {
  const { providers } = c.var.edge.config
  const ways = providers.filter(({ id }) => allowsProvider(allowedProviders, id))
  const title = `${row.workspace_name} takes another way to sign in`
  return entrancePage(c, { title, status: 403 }, () => (
    <>
      <p class="lead">
        You signed in with {labelOf(providers, row.provider)}.{' '}
        {ways.length === 0
          ? 'No way that its admins have allowed is open at the moment. Ask one of them.'
          : `The admins of ${row.workspace_name} let people in through ${ways.map(({ label }) => label).join(' or ')} only.`}
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
            Continue with {way.label}
          </a>
        </p>
      ))}
      <p>
        It must belong to this account, {sessionOf(c).email}: <a href="/account/security">see what does</a>.
        If it doesn’t yet, whoever runs this platform can link it; or go to{' '}
        <a href="/workspaces">your other workspaces</a>.
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
