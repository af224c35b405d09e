// The page for a request that cannot continue. It explains the cause and offers a link.

import type { Link } from '../../http/error-page.ts'
import { answerPerson } from '../../refusals/answer-inside.ts'
import { type PageRefusal, publicAnswer } from '../../refusals/inside.ts'
import { loadWords } from '../../words/languages.ts'
import { type PortalContext, portalUrl } from '../frame/context.ts'
import { languageOf } from '../frame/language.ts'
import { page } from '../frame/layout.tsx'

/** `link` is used if the refusal itself has no link. */
export function problemPage(
  c: PortalContext,
  refusal: PageRefusal,
  link: Link = { href: '/workspaces', label: c.var.words.links.yourWorkspaces },
): Promise<Response> {
  const { status, headers = {}, page: draw } = publicAnswer(refusal)
  const { title, message, link: way = link } = draw(c.var.words, c.var.edge.config.portalOrigin)
  for (const [name, value] of Object.entries(headers)) c.header(name, value)
  return page(
    c,
    { title, status },
    <>
      <h1>{title}</h1>
      <p>{message}</p>
      <p>
        <a class="button wide-on-phone" href={way.href}>
          {way.label}
        </a>
      </p>
    </>,
  )
}

/** Answers before the session is read, with a page that needs no session. */
export async function refusedEarly(c: PortalContext, refusal: PageRefusal): Promise<Response> {
  const words = await loadWords(languageOf(c.req.raw.headers))
  const link = { href: '/workspaces', label: words.links.yourWorkspaces }
  return answerPerson(refusal, words, c.var.edge.config, link)
}

/** Returns the link to sign in with another method, and then to continue at `returnTo`. */
export const otherWayIn = (c: PortalContext, returnTo: string) => ({
  href: portalUrl(c, '/sign-in', { why: 'other', return_to: returnTo }),
  label: c.var.words.signIn.submit,
})
