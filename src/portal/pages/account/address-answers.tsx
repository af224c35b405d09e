// Answers the requests of /account/security/address: the form, and the page of the link.

import { parseEmail } from '../../../core/email.ts'
import { sendsMail } from '../../../flows/notices/carriers.ts'
import {
  type AddressRefusal,
  askForOwnAddress,
  cancelOwnAddress,
  findWaitingAddress,
} from '../../../flows/own-account/ask-for-address.ts'
import {
  type ChangeAddressRefusal,
  changeOwnAddress,
  type LinkRefusal,
  readAddressLink,
} from '../../../flows/own-account/change-address.ts'
import { KNOWN_BROWSER_SECONDS } from '../../../flows/sign-in/known-browser.ts'
import { KNOWN_BROWSER_COOKIE, SESSION_COOKIE, setCookie } from '../../../http/cookies.ts'
import { log } from '../../../log.ts'
import { ownPath, type PortalContext, portalUrl, seeOther } from '../../frame/context.ts'
import { seeDone, takeDone } from '../../frame/done.ts'
import { sessionOf } from '../../frame/guards.ts'
import { page } from '../../frame/layout.tsx'
import { seeProof } from '../../frame/missing-proof.ts'
import { problemPage } from '../problem.tsx'
import { ADDRESS } from './address-path.ts'
import { AddressView, ConfirmAddressView, DeadLinkView, type FormProblem } from './address-view.tsx'

type Missing = 'first-factor' | 'second-factor' | null

export const formPage = (c: PortalContext): Promise<Response> => drawForm(c, null)

async function drawForm(c: PortalContext, refused: FormProblem | null): Promise<Response> {
  const { edge, words } = c.var
  const session = sessionOf(c)
  const [say, waiting] = await Promise.all([words.loadAddress(), findWaitingAddress(edge, session)])
  const head = {
    title: say.title,
    ...(refused === null ? {} : { status: STATUS[refused.reason] }),
    ...(refused?.reason === 'too-many-mails' ? { retryAt: refused.until } : {}),
    current: 'security',
  } as const
  const done = takeDone(c)
  return page(
    c,
    head,
    <AddressView
      {...{ say, waiting, refused }}
      email={session.email}
      hasMail={sendsMail(edge)}
      isCancelled={done === 'cancelled'}
    />,
  )
}

const STATUS = { malformed: 422, 'own-address': 422, 'too-many-mails': 429 } as const

export async function ask(c: PortalContext): Promise<Response> {
  const typed = c.var.form.get('email') ?? ''
  const email = parseEmail(typed)
  if (!email) return drawForm(c, { reason: 'malformed', typed })
  const asked = await askForOwnAddress(c.var.edge, sessionOf(c), email)
  return asked.ok ? seeOther(c, portalUrl(c, ADDRESS)) : refuseToAsk(c, asked.error, typed)
}

function refuseToAsk(c: PortalContext, refusal: AddressRefusal, typed: string): Promise<Response> | Response {
  log('info', { event: 'address.refused', reason: refusal.reason, accountId: sessionOf(c).accountId })
  switch (refusal.reason) {
    case 'too-many-changes':
      return problemPage(c, refusal)
    case 'overtaken':
    case 'no-mail':
      // The page says what is missing.
      return seeOther(c, portalUrl(c, ADDRESS))
    case 'own-address':
    case 'too-many-mails':
      return drawForm(c, { ...refusal, typed })
  }
}

export async function cancel(c: PortalContext): Promise<Response> {
  await cancelOwnAddress(c.var.edge, sessionOf(c))
  return seeDone(c, ADDRESS, 'cancelled')
}

/** The page of the link. Shows what the link will do, and a button. Changes nothing. */
export async function linkPage(c: PortalContext, token: string, missing: Missing): Promise<Response> {
  const link = await readAddressLink(c.var.edge, sessionOf(c), token)
  if (!link.ok) return deadLinkPage(c, link.error)
  if (missing !== null) return seeProof(c, missing, ownPath(c))
  const say = await c.var.words.loadAddress()
  const head = { title: say.confirm.title, current: 'security' } as const
  return page(
    c,
    head,
    <ConfirmAddressView say={say} was={sessionOf(c).email} email={link.value.email} action={c.req.path} />,
  )
}

export async function confirm(c: PortalContext, token: string, missing: Missing): Promise<Response> {
  const { edge } = c.var
  const link = await readAddressLink(edge, sessionOf(c), token)
  if (!link.ok) return deadLinkPage(c, link.error)
  if (missing !== null) return seeProof(c, missing, c.req.path)
  const changed = await changeOwnAddress(edge, sessionOf(c), link.value)
  if (!changed.ok) return refuseToChange(c, changed.error)
  const { cookie, known } = changed.value
  c.header('set-cookie', setCookie(SESSION_COOKIE, cookie, edge.config.sessionSeconds), { append: true })
  c.header('set-cookie', setCookie(KNOWN_BROWSER_COOKIE, known, KNOWN_BROWSER_SECONDS), { append: true })
  return seeDone(c, '/account/security', 'address')
}

function refuseToChange(c: PortalContext, refusal: ChangeAddressRefusal): Promise<Response> | Response {
  if (refusal.reason === 'too-many-changes') return problemPage(c, refusal)
  // The page of the link asks for the proof that is missing by now.
  if (refusal.reason === 'overtaken') return seeOther(c, portalUrl(c, c.req.path))
  return deadLinkPage(c, refusal.reason)
}

const DEAD = { gone: 410, 'not-yours': 403, taken: 409 } as const

async function deadLinkPage(c: PortalContext, reason: LinkRefusal): Promise<Response> {
  log('info', { event: 'address.refused', reason, accountId: sessionOf(c).accountId })
  const say = await c.var.words.loadAddress()
  const { title } = reason === 'not-yours' ? say.notYours : say[reason]
  const signIn = portalUrl(c, '/sign-in', { why: 'other', return_to: c.req.path })
  return page(
    c,
    { title, status: DEAD[reason], current: 'security' },
    <DeadLinkView {...{ say, reason, signIn }} email={sessionOf(c).email} />,
  )
}
