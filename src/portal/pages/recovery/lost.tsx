// Answers /sign-in/lost: a person who has proved the first factor asks for a recovery, and sees how it stands.

import {
  askAsPerson,
  type OwnRecovery,
  type OwnRefusal,
  TOO_MANY_RECOVERIES,
  viewOwnRecovery,
} from '../../../flows/recovery/ask.ts'
import { canMailLinks } from '../../../flows/recovery/can-mail-links.ts'
import { sendLinkAgain } from '../../../flows/recovery/send-again.ts'
import type { PortalContext } from '../../frame/context.ts'
import { seeDone, takeDone } from '../../frame/done.ts'
import { page } from '../../frame/layout.tsx'
import { loginIn, startAgain } from '../verify-steps.ts'
import { type LostAlert, LostView } from './lost-view.tsx'
import { LOST } from './recovery-paths.ts'

/** Where somebody continues who is signed in, and so has lost nothing. */
const SECURITY = '/account/security'

export async function lostPage(c: PortalContext, alert: LostAlert | null = null): Promise<Response> {
  const own = await viewOwnRecovery(c.var.edge, loginIn(c))
  return own ? drawPage(c, own, alert) : startAgain(c, LOST, SECURITY)
}

export async function ask(c: PortalContext): Promise<Response> {
  const path = c.var.form.get('path') === 'delay' ? 'delay' : 'admins'
  const refusal = await askAsPerson(c.var.edge, loginIn(c), path)
  return refusal === null ? seeDone(c, LOST, 'asked') : refuse(c, refusal, 'tooMany')
}

export async function sendAgain(c: PortalContext): Promise<Response> {
  const refusal = await sendLinkAgain(c.var.edge, loginIn(c))
  return refusal === null ? seeDone(c, LOST, 'sent') : refuse(c, refusal, 'noMore')
}

/** The page says by itself why most requests are refused, because it shows how things stand. */
function refuse(c: PortalContext, refusal: OwnRefusal, tooMany: LostAlert): Response | Promise<Response> {
  if (refusal === 'gone') return startAgain(c, LOST, SECURITY)
  return lostPage(c, typeof refusal === 'object' ? tooMany : null)
}

async function drawPage(c: PortalContext, own: OwnRecovery, alert: LostAlert | null): Promise<Response> {
  const { edge, words } = c.var
  const say = await words.loadRecovery()
  const title = own.recovery ? say.own.waitingTitle : say.own.title
  const isSent = takeDone(c) === 'sent'
  return page(
    c,
    { title, retryAt: alert ? edge.now + TOO_MANY_RECOVERIES.retryAfterSeconds : undefined },
    <LostView {...{ say, own, alert, isSent }} hasMail={canMailLinks(edge)} now={edge.now} />,
  )
}
