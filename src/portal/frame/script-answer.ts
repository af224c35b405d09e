// Answers a script of the portal's pages with a problem. The script shows `detail`, which is in the person's
// language, or opens `url`.

import type { MissingProof } from '../../flows/session/missing-proof.ts'
import { problemResponse } from '../../http/problems.ts'
import { type PageRefusal, publicAnswer } from '../../refusals/inside.ts'
import type { PortalContext } from './context.ts'

/** Refuses with the words of the refusal's page. */
export function refuseScript(c: PortalContext, refusal: PageRefusal): Response {
  const { status, headers = {}, page } = publicAnswer(refusal)
  const { title, message } = page(c.var.words, c.var.edge.config.portalOrigin)
  return tellScript({ status, reason: reasonOf(refusal), title, detail: message, headers })
}

/** Leads to the page that gets the missing proof. `url` is on the portal. */
export const leadScript = (c: PortalContext, missing: MissingProof, url: string): Response =>
  tellScript({
    ...{ status: 401, reason: `${missing}-required`, title: c.var.words.problems['stale-form'].title },
    url,
  })

interface Told {
  readonly status: number
  readonly reason: string
  readonly title: string
  /** The sentence for the person. */
  readonly detail?: string
  readonly url?: string
  readonly headers?: Readonly<Record<string, string>>
}

export const tellScript = ({ reason, headers, ...told }: Told): Response =>
  problemResponse({ ...told, code: reason.replaceAll('-', '_') }, headers)

const reasonOf = (refusal: PageRefusal): string => (typeof refusal === 'string' ? refusal : refusal.reason)
