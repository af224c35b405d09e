// Answers for a person who has forgotten their password. A GET reads and changes nothing, because mail scanners open
// each link.

import {
  type AskRefusal,
  askForNewPassword,
  chooseNewPassword,
  findForgotten,
  wayToNewPassword,
} from '../../../flows/sign-in/forgotten-password.ts'
import { log } from '../../../log.ts'
import { type PortalContext, portalUrl, seeOther } from '../../frame/context.ts'
import { seeDone, takeDone } from '../../frame/done.ts'
import { page } from '../../frame/layout.tsx'
import { problemPage } from '../problem.tsx'
import {
  AskView,
  type ChooseRefusal,
  ChooseView,
  DeadLinkView,
  SentView,
} from './forgotten-password-views.tsx'

const PATH = '/forgotten-password'

type PageRefusal = Exclude<AskRefusal, { reason: 'not-here' }>

export async function askPage(
  c: PortalContext,
  { typed, refusal }: { typed: string; refusal: PageRefusal | null } = { typed: '', refusal: null },
): Promise<Response> {
  const sentTo = new URLSearchParams(takeDone(c) ?? '').get('sent')
  if (sentTo) return sentPage(c, sentTo)
  const way = wayToNewPassword(c.var.edge)
  if (way === 'no-passwords') return problemPage(c, 'not-found')
  const { forgotten: say } = await c.var.words.loadMailedPages()
  const retryAt =
    refusal?.reason === 'too-many-mails' ? c.var.edge.now + refusal.retryAfterSeconds : undefined
  const head = { title: say.title, status: refusal ? 422 : 200, retryAt } as const
  return page(c, head, <AskView {...{ say, typed, refusal }} isByMail={way === 'by-mail'} />)
}

export async function ask(c: PortalContext): Promise<Response> {
  const typed = c.var.form.get('email') ?? ''
  const asked = await askForNewPassword(c.var.edge, typed)
  if (asked.ok) return seeDone(c, PATH, new URLSearchParams({ sent: asked.value.address }).toString())
  log('info', { event: 'password_link.refused', reason: asked.error.reason })
  return asked.error.reason === 'not-here'
    ? seeOther(c, portalUrl(c, PATH))
    : askPage(c, { typed, refusal: asked.error })
}

async function sentPage(c: PortalContext, email: string): Promise<Response> {
  const { forgotten: say } = await c.var.words.loadMailedPages()
  return page(c, { title: say.sentTitle }, <SentView say={say} email={email} />)
}

export async function choosePage(
  c: PortalContext,
  token: string,
  refusal: ChooseRefusal | null = null,
): Promise<Response> {
  const owner = await findForgotten(c.var.edge, token)
  const { forgotten: say } = await c.var.words.loadMailedPages()
  if (!owner) return page(c, { title: say.deadTitle, status: 410 }, <DeadLinkView say={say} />)
  const head = { title: say.chooseTitle, status: refusal ? 422 : 200 } as const
  return page(c, head, <ChooseView {...{ say, token, refusal }} email={owner.email} />)
}

export async function choose(c: PortalContext, token: string): Promise<Response> {
  const { form, edge } = c.var
  const password = form.get('new_password') ?? ''
  const again = form.get('new_password_again')
  // A program may leave out the repetition, because it does not mistype.
  if (again !== null && again !== password) return choosePage(c, token, { reason: 'not-repeated' })
  const chosen = await chooseNewPassword(edge, token, password)
  if (chosen.ok) return seeDone(c, '/sign-in', 'password')
  log('info', { event: 'password.refused', reason: chosen.error.reason })
  return choosePage(c, token, chosen.error.reason === 'unusable' ? chosen.error : null)
}
