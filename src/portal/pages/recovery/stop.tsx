// Answers the page that stops a recovery. Opening it changes nothing: only its button does.

import { recoveryStateAt } from '../../../core/recovery.ts'
import { findByStopLink, type StoredRecovery, stopByLink } from '../../../flows/recovery/stop-by-link.ts'
import { type PortalContext, portalUrl, seeOther } from '../../frame/context.ts'
import { Form } from '../../frame/form.tsx'
import { Contact, page, Time, Unbroken } from '../../frame/layout.tsx'
import { PASSWORD_PATH } from '../account/password-view.tsx'
import { problemPage } from '../problem.tsx'
import { STOP_RECOVERY } from './recovery-paths.ts'

const tokenOf = (c: PortalContext): string => c.req.param('token') ?? ''

export async function stopPage(c: PortalContext): Promise<Response> {
  const found = await findByStopLink(c.var.edge, tokenOf(c))
  if (!found) return problemPage(c, 'not-found')
  if (found.outcome === 'stopped') return stoppedPage(c)
  return recoveryStateAt(found, c.var.edge.now) === 'ended' ? overPage(c) : askPage(c, found)
}

export async function stop(c: PortalContext): Promise<Response> {
  const found = await findByStopLink(c.var.edge, tokenOf(c))
  if (!found) return problemPage(c, 'not-found')
  await stopByLink(c.var.edge, found)
  return seeOther(c, portalUrl(c, c.req.path))
}

async function askPage(c: PortalContext, { askedAt }: StoredRecovery): Promise<Response> {
  const say = await c.var.words.loadRecovery()
  return page(
    c,
    { title: say.stopTitle },
    <>
      <h1>
        <Unbroken text={say.stopTitle} />
      </h1>
      <p>{say.stopText({ at: <Time at={askedAt} isLocalToo /> })}</p>
      <Form action={`${STOP_RECOVERY}/${tokenOf(c)}`} csrf="sign-in">
        <button type="submit" class="danger wide-on-phone">
          {say.stop}
        </button>
      </Form>
    </>,
  )
}

async function stoppedPage(c: PortalContext): Promise<Response> {
  const say = await c.var.words.loadRecovery()
  return page(
    c,
    { title: say.stoppedTitle },
    <>
      <h1>
        <Unbroken text={say.stoppedTitle} />
      </h1>
      <p role="status">{say.stoppedText}</p>
      <p>
        {/* An account without a password is led on to its security page. */}
        <a class="button second wide-on-phone" href={PASSWORD_PATH}>
          {c.var.words.account.changePassword}
        </a>
      </p>
    </>,
  )
}

async function overPage(c: PortalContext): Promise<Response> {
  const say = await c.var.words.loadRecovery()
  return page(
    c,
    { title: say.overTitle, status: 410 },
    <>
      <h1>
        <Unbroken text={say.overTitle} />
      </h1>
      <p>{say.overText({ contact: <Contact /> })}</p>
    </>,
  )
}
