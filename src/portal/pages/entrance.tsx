// The pages for a person who cannot enter a workspace at once, each with the workspace's name, logo and host.

import type { Child } from 'hono/jsx'
import type { Provider } from '../../core/provider.ts'
import type { Site } from '../../flows/edge/edge-facts.ts'
import type { Decided } from '../../flows/entry/decide.ts'
import type { PortalContext } from '../frame/context.ts'
import { sessionOf } from '../frame/guards.ts'
import { page, Unbroken } from '../frame/layout.tsx'
import { Doorplate } from '../parts/door.tsx'
import { UnsavedForm } from '../parts/unsaved-form.tsx'
import { BlockedView, NotAMemberView, OtherWayView, PromptView, UnsavedView } from './entrance-view.tsx'

export async function promptPage(c: PortalContext, decided: Decided, here: string): Promise<Response> {
  const { site } = decided.entrant
  const { enter, loadPasskeyPolicy } = c.var.words
  const isPasskeyAhead = decided.passkeyEnforcement.state !== 'off'
  const passkeyWords = isPasskeyAhead ? await loadPasskeyPolicy() : null
  const title = enter.promptTitle(site.name)
  const content = <PromptView {...{ ...decided, here, passkeyWords }} />
  return entrancePage(c, site, { title, status: 200 }, content)
}

/** Shown before the date from which the workspace requires a passkey. */
export async function passkeyPromptPage(c: PortalContext, decided: Decided, here: string): Promise<Response> {
  const { site } = decided.entrant
  const say = await c.var.words.loadPasskeyPolicy()
  const { PasskeyPromptView } = await import('./passkey-entrance-view.tsx')
  const title = say.entrance.promptTitle(site.name)
  const content = <PasskeyPromptView {...{ ...decided, here, say }} />
  return entrancePage(c, site, { title, status: 200 }, content)
}

/** Shown to a member without a passkey while the workspace requires one. */
export async function passkeyRequiredPage(
  c: PortalContext,
  decided: Decided,
  here: string,
): Promise<Response> {
  const { site } = decided.entrant
  const say = await c.var.words.loadPasskeyPolicy()
  const { PasskeyRequiredView } = await import('./passkey-entrance-view.tsx')
  const title = say.entrance.blockedTitle(site.name)
  const content = <PasskeyRequiredView {...{ ...decided, here, say }} />
  return entrancePage(c, site, { title, status: 403 }, content)
}

export function blockedPage(c: PortalContext, decided: Decided, here: string): Promise<Response> {
  const { site } = decided.entrant
  const title = c.var.words.enter.blockedTitle(site.name)
  return entrancePage(c, site, { title, status: 403 }, <BlockedView {...decided} here={here} />)
}

/** Shown before a member enters whose form was not saved. Otherwise they would believe that it was. */
export function unsavedPage(c: PortalContext, site: Site, here: string): Promise<Response> {
  const head = { title: c.var.words.enter.unsavedTitle, status: 200, saysUnsaved: true } as const
  return entrancePage(c, site, head, <UnsavedView site={site} here={here} />)
}

export function notAMemberPage(c: PortalContext, site: Site, here: string): Promise<Response> {
  const title = c.var.words.enter.notAMemberTitle(site.name)
  const { email } = sessionOf(c)
  return entrancePage(c, site, { title, status: 403 }, <NotAMemberView {...{ site, email, here }} />)
}

export function otherWayPage(
  c: PortalContext,
  { entrant }: Decided,
  ways: readonly Provider[],
  here: string,
): Promise<Response> {
  const { site } = entrant
  const title = c.var.words.enter.otherWayTitle(site.name)
  return entrancePage(c, site, { title, status: 403 }, <OtherWayView {...{ entrant, ways, here }} />)
}

function entrancePage(
  c: PortalContext,
  site: Site,
  head: { title: string; status: 200 | 403; saysUnsaved?: boolean },
  content: Child,
): Promise<Response> {
  const { title, status, saysUnsaved = false } = head
  return page(
    c,
    { title, status, leadsAway: true, accent: site.accent },
    <>
      <Doorplate site={site} />
      <h1>
        <Unbroken text={title} />
      </h1>
      {c.var.entering.way.isUnsaved && !saysUnsaved ? <UnsavedForm site={site} /> : null}
      {content}
    </>,
  )
}
