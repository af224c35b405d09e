// Answers for the link “This wasn’t me”. A GET reads and changes nothing, because mail scanners open each link.

import { disown, findReported } from '../../../flows/own-account/disown.ts'
import { wayToNewPassword } from '../../../flows/sign-in/forgotten-password.ts'
import { type PortalContext, portalUrl, seeOther } from '../../frame/context.ts'
import { page } from '../../frame/layout.tsx'
import { ChangeView, DeadReportView, ReportedView } from './not-me-views.tsx'

const pathOf = (token: string): string => `/not-me/${token}`

export async function showChange(c: PortalContext, token: string): Promise<Response> {
  const { edge, words } = c.var
  const reported = await findReported(edge, token)
  const { notMe: say } = await words.loadMailedPages()
  if (!reported) return page(c, { title: say.deadTitle, status: 410 }, <DeadReportView say={say} />)
  if (!reported.isReported)
    return page(c, { title: say.title }, <ChangeView {...{ say, reported }} action={pathOf(token)} />)
  const isByMail = wayToNewPassword(edge) === 'by-mail'
  return page(c, { title: say.doneTitle }, <ReportedView {...{ say, reported, isByMail }} />)
}

export async function report(c: PortalContext, token: string): Promise<Response> {
  await disown(c.var.edge, token)
  // The page says what came of it, also if another request was first.
  return seeOther(c, portalUrl(c, pathOf(token)))
}
