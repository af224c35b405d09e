// /enter?host=…&return_to=…: the portal's part of the way into a workspace. A person who is admitted returns
// to the gate with a hand-off code and sees no page. Anyone else gets a page that says what is missing and
// leads back here.

import { Hono, type MiddlewareHandler } from 'hono'
import type { Site } from '../../flows/edge/edge-facts.ts'
import { findSiteNamed } from '../../flows/edge/edge-facts.ts'
import { askToEnter, deferPromptOf } from '../../flows/entry/enter.ts'
import { recordOtherWay, recordRefusal } from '../../flows/entry/record-refusal.ts'
import { readCookie, SESSION_COOKIE } from '../../http/cookies.ts'
import { isOutOfSight } from '../../http/navigation.ts'
import { packReturnTo } from '../../http/packed-return-to.ts'
import { type AskedWay, askedWay, pageInWorkspace, wayIn } from '../frame/asked-way.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../frame/context.ts'
import { sessionOf } from '../frame/guards.ts'
import { seePasskeyProof, seeProof } from '../frame/missing-proof.ts'
import { begunWay, gateWith } from '../frame/way-in.ts'
import {
  blockedPage,
  notAMemberPage,
  otherWayPage,
  passkeyPromptPage,
  passkeyRequiredPage,
  promptPage,
  unsavedPage,
} from './entrance.tsx'
import { problemPage } from './problem.tsx'

/**
 * Hands an admitted person back to the gate. Calls the routes below only if a page must be shown. The session
 * and the decision are read in one batch.
 */
export const enterAtOnce: MiddlewareHandler<PortalEnv> = async (c, next) => {
  const way = askedWay(new URL(c.req.url))
  const site = await findSiteNamed(c.var.edge, way.host)
  const cookie = readCookie(c.req.raw.headers, SESSION_COOKIE)
  c.set('entering', { site, way, decided: null })
  // Must not issue a code into a frame. Otherwise a page of a workspace could fetch codes in a hidden frame.
  if (!site || !cookie || isOutOfSight(c.req.raw)) return next()
  // Every way in must start at the gate. A code is only valid in the browser that started the flow. Otherwise
  // an attacker could send a person their own code and sign them in as the attacker.
  if (!way.flow) return startAtGate(c, site, way)

  const asked = await askToEnter(c.var.edge, cookie, begunWay(site, way, way.flow))
  // A lost form is reported first. That page leads back here for the code.
  if (asked?.code && !way.isUnsaved) return seeOther(c, gateWith(c, site, way.flow, asked.code))
  c.set('session', asked?.session ?? null)
  c.set('entering', { site, way, decided: asked?.decided ?? null })
  return next()
}

export const enter = new Hono<PortalEnv>()

enter.get('/enter', async (c) => {
  const { site, way, decided } = c.var.entering
  if (!site) return problemPage(c, 'unknown-host')
  if (isOutOfSight(c.req.raw)) return problemPage(c, 'framed')
  if (!decided || !c.var.session) return seeProof(c, 'sign-in', backHere(site, way))
  const here = wayIn(site.host, way.returnTo)
  switch (decided.decision) {
    case 'second-factor-needed':
      return seeProof(c, 'second-factor', backHere(site, way))
    case 'not-a-member':
      await recordRefusal(c.var.edge, decided)
      return notAMemberPage(c, site, here)
    case 'provider-not-allowed':
      return otherWayPage(c, decided, await recordOtherWay(c.var.edge, decided), here)
    case 'enrollment-required':
      await recordRefusal(c.var.edge, decided)
      return decided.passkeyEnforcement.state === 'in_effect'
        ? passkeyRequiredPage(c, decided, here)
        : blockedPage(c, decided, here)
    case 'passkey-needed':
      return seePasskeyProof(c, backHere(site, way))
    case 'stronger-factor-required':
      await recordRefusal(c.var.edge, decided)
      return passkeyRequiredPage(c, decided, here)
    case 'prompt':
      return promptPage(c, decided, here)
    case 'prompt-passkey':
      return passkeyPromptPage(c, decided, here)
    case 'admit':
      return unsavedPage(c, site, here)
  }
})

/** Defers the prompt until the next sign-in ("Remind me later"). */
enter.post('/enter', async (c) => {
  const { edge, form, session } = c.var
  const site = await findSiteNamed(edge, form.get('host') ?? '')
  if (!site) return problemPage(c, 'unknown-host')
  const here = wayIn(site.host, pageInWorkspace(form.get('return_to')))
  if (session) await deferPromptOf(edge, sessionOf(c), site.workspaceId)
  return seeOther(c, portalUrl(c, here))
})

/** Returns the address that leads back here after a sign-in, in the same flow. */
const backHere = ({ host }: Site, { returnTo, isUnsaved, flow }: AskedWay): string =>
  wayIn(host, returnTo, {
    ...(isUnsaved ? { unsaved: '1' } : {}),
    ...(flow ? { flow: `${flow.id}.${flow.hash}` } : {}),
  })

function startAtGate(c: PortalContext, site: Site, { returnTo, isUnsaved }: AskedWay) {
  const start = new URL('/.sallyport/start', `${c.var.edge.config.scheme}//${site.host}`)
  start.searchParams.set('return_to', packReturnTo(returnTo))
  if (isUnsaved) start.searchParams.set('unsaved', '1')
  return seeOther(c, start.href)
}
