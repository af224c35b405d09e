// Links and unlinks identities at providers, a part of the Security tab. The last sign-in method cannot be
// unlinked.

import { Hono } from 'hono'
import { FRESH_PROOF_SECONDS } from '../../../core/assurance.ts'
import { unlinkOwnIdentity } from '../../../flows/own-account/link-identity.ts'
import { askToLink, confirmLink, openPendingLink } from '../../../flows/own-account/pending-link.ts'
import { missingForOwnChange } from '../../../flows/session/missing-proof.ts'
import type { LinkRefusal, PendingLink } from '../../../flows/sign-in/hold-link.ts'
import { findFederated } from '../../../flows/sign-in/provider-flow.ts'
import { clearCookie, PENDING_LINK_COOKIE, readCookie } from '../../../http/cookies.ts'
import { log } from '../../../log.ts'
import { labelIn } from '../../../words/names.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../../frame/context.ts'
import { seeDone } from '../../frame/done.ts'
import { Form } from '../../frame/form.tsx'
import { sessionOf } from '../../frame/guards.ts'
import { page } from '../../frame/layout.tsx'
import { seeProof } from '../../frame/missing-proof.ts'
import { useEdge, useWords } from '../../frame/words.ts'
import { otherWayIn, problemPage } from '../problem.tsx'
import { CONFIRM_LINK, leadTo } from '../providers.tsx'
import { IDENTITIES } from './ways-in.tsx'

export const identities = new Hono<PortalEnv>()

const BACK = '/account/security'

/**
 * Requires a fresh proof, because linking and unlinking change who can sign in. Otherwise a stolen session
 * could add a thief's identity.
 */
identities.on('POST', `${IDENTITIES}/*`, async (c, next) => {
  const missing = missingForOwnChange(sessionOf(c), c.var.edge.now)
  return missing === null ? next() : seeProof(c, missing, BACK)
})

identities.post(`${IDENTITIES}/link`, async (c) => {
  const { edge, form } = c.var
  const provider = findFederated(edge, form.get('provider') ?? '')
  if (!provider) return problemPage(c, 'not-found')
  const asked = await askToLink(edge, sessionOf(c))
  if (!asked.ok) return problemPage(c, asked.error, otherWayIn(c, BACK))
  // Must ask the provider for a fresh sign-in. Otherwise the provider could return the last person who used
  // this browser.
  return leadTo(c, provider, {
    purpose: 'link',
    returnTo: BACK,
    demand: 'fresh-sign-in',
    maxAge: FRESH_PROOF_SECONDS,
  })
})

identities.get(CONFIRM_LINK, async (c) => {
  const pending = await pendingIn(c)
  if (!pending) return endLink(c, 'link-ended', c.req.query('provider') ?? '')
  return page(
    c,
    { title: c.var.words.waysIn.confirm.title, current: 'security' },
    <ConfirmLinkView pending={pending} email={sessionOf(c).email} />,
  )
})

identities.post(CONFIRM_LINK, async (c) => {
  const pending = await pendingIn(c)
  // The form must name the identity that its page showed. Otherwise an identity from another tab could be
  // linked in its place.
  if (!pending || pending.id !== c.var.form.get('pending')) {
    return endLink(c, 'link-ended', c.var.form.get('provider') ?? '')
  }
  const linked = await confirmLink(c.var.edge, sessionOf(c), pending)
  if (!linked.ok) {
    const { error } = linked
    return error.reason === 'too-many-changes'
      ? problemPage(c, error)
      : endLink(c, error.reason, pending.provider)
  }
  c.header('set-cookie', clearCookie(PENDING_LINK_COOKIE), { append: true })
  return seeDone(c, BACK, 'linked')
})

async function pendingIn(c: PortalContext): Promise<PendingLink | null> {
  const cookie = readCookie(c.req.raw.headers, PENDING_LINK_COOKIE)
  return cookie ? openPendingLink(c.var.edge, sessionOf(c), cookie) : null
}

function endLink(c: PortalContext, reason: LinkRefusal, providerId: string) {
  const provider = findFederated(c.var.edge, providerId)
  if (!provider) return seeOther(c, portalUrl(c, BACK))
  log('info', { event: 'provider.refused', provider: provider.id, reason })
  return seeOther(c, portalUrl(c, BACK, { refused: reason, provider: provider.id }))
}

identities.post(`${IDENTITIES}/unlink`, async (c) => {
  const { edge, form } = c.var
  const identity = { provider: form.get('provider') ?? '', subject: subjectIn(form) }
  const unlinked = await unlinkOwnIdentity(edge, sessionOf(c), identity)
  if (!unlinked.ok && unlinked.error.reason === 'too-many-changes') return problemPage(c, unlinked.error)
  return seeDone(c, BACK, unlinked.ok ? 'unlinked' : 'last-way')
})

function subjectIn(form: URLSearchParams): string {
  try {
    return decodeURIComponent(form.get('subject') ?? '')
  } catch {
    return ''
  }
}

/**
 * Shows the identity in the provider's words before it is linked. Must mark an address that the provider did
 * not verify. Otherwise an attacker could give their own account there the reader's address, and the reader
 * would link it.
 */
export function ConfirmLinkView({ pending, email }: { pending: PendingLink; email: string }) {
  const words = useWords()
  const { confirm: say } = words.waysIn
  const { providers } = useEdge().config
  const known: [string, string | null][] = [
    [say.name, pending.name],
    [pending.isEmailVerified ? say.email : say.unverifiedEmail, pending.email],
  ]
  const told = known.filter(([, value]) => value !== null)
  return (
    <>
      <h1>{say.title}</h1>
      <p class="lead">
        {say.lead({
          provider: <bdi>{labelIn(words, providers, pending.provider)}</bdi>,
          email: <bdi>{email}</bdi>,
        })}
      </p>
      <dl class="facts">
        {(told.length > 0 ? told : [[say.subject, pending.subject]]).map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <p>{say.warning}</p>
      <Form action={CONFIRM_LINK} class="row">
        <input type="hidden" name="provider" value={pending.provider} />
        <input type="hidden" name="pending" value={pending.id} />
        <button type="submit" class="wide-on-phone">
          {say.submit}
        </button>
        <a class="button second wide-on-phone" href={BACK}>
          {say.notMine}
        </a>
      </Form>
    </>
  )
}
