// The ways into one's account: what is linked, linking another, and unlinking all but the last. A part of the Security
// tab.

import { Hono } from 'hono'
import { isFederated, PASSWORD, type Provider } from '../../core/provider.ts'
import { missingProofFor } from '../../flows/own-account/enrol.ts'
import { unlinkOwnIdentity } from '../../flows/own-account/link-identity.ts'
import {
  confirmLink,
  type LinkRefusal,
  openPendingLink,
  type PendingLink,
} from '../../flows/own-account/pending-link.ts'
import { findFederated } from '../../flows/sign-in/provider-flow.ts'
import { clearCookie, PENDING_LINK_COOKIE, readCookie } from '../../http/cookies.ts'
import { log } from '../../log.ts'
import type { Identity } from '../../store/identities.ts'
import { mayLink } from '../../store/ways-taken.ts'
import { labelIn } from '../../words/names.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../frame/context.ts'
import { Form } from '../frame/form.tsx'
import { sessionOf } from '../frame/guards.ts'
import { page, Strong, Time } from '../frame/layout.tsx'
import { useWords } from '../frame/words.ts'
import { otherWayIn, problemPage } from './problem.tsx'
import { CONFIRM_LINK, leadTo } from './providers.tsx'

export const identities = new Hono<PortalEnv>()

const PATH = '/account/security/identities'
const BACK = '/account/security'

/** Both change who gets in: a proof of just now, as for the second factor itself. */
identities.on('POST', `${PATH}/*`, async (c, next) => {
  const missing = missingProofFor(sessionOf(c), c.var.edge.now)
  if (missing === null) return next()
  if (missing === 'second-factor') return seeOther(c, portalUrl(c, '/sign-in/verify', { return_to: BACK }))
  return seeOther(c, portalUrl(c, '/sign-in', { why: 'fresh', return_to: BACK }))
})

identities.post(`${PATH}/link`, async (c) => {
  const { edge, form } = c.var
  const { accountId, proof } = sessionOf(c)
  const provider = findFederated(edge, form.get('provider') ?? '')
  if (!provider) return problemPage(c, 'not-found')
  if (!(await mayLink(edge.db, { accountId, provider: proof.provider })))
    return problemPage(c, 'ways-closed', otherWayIn(c, BACK))
  // Asks for a prompt. Otherwise the provider would bring the last person who used this browser.
  return leadTo(c, provider, { purpose: 'link', returnTo: `${BACK}?done=linked`, demand: 'fresh-sign-in' })
})

identities.get(CONFIRM_LINK, async (c) => {
  const pending = await pendingIn(c)
  return pending ? confirmPage(c, pending) : endLink(c, 'link-ended', c.req.query('provider') ?? '')
})

identities.post(CONFIRM_LINK, async (c) => {
  const pending = await pendingIn(c)
  // The form names what its page has shown. Otherwise another tab's identity could be linked in its place.
  if (!pending || pending.id !== c.var.form.get('pending')) {
    return endLink(c, 'link-ended', c.var.form.get('provider') ?? '')
  }
  const linked = await confirmLink(c.var.edge, sessionOf(c), pending)
  if (!linked.ok) return endLink(c, linked.error, pending.provider)
  c.header('set-cookie', clearCookie(PENDING_LINK_COOKIE), { append: true })
  return seeOther(c, portalUrl(c, BACK, { done: 'linked' }))
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

identities.post(`${PATH}/unlink`, async (c) => {
  const { edge, form } = c.var
  const identity = { provider: form.get('provider') ?? '', subject: subjectIn(form) }
  const isDone = await unlinkOwnIdentity(edge, sessionOf(c), identity)
  return seeOther(c, portalUrl(c, BACK, { done: isDone ? 'unlinked' : 'last-way' }))
})

function subjectIn(form: URLSearchParams): string {
  try {
    return decodeURIComponent(form.get('subject') ?? '')
  } catch {
    return ''
  }
}

/**
 * Whose identity it is, in the provider's words, before it is linked. Marks an address that isn't verified there. Otherwise
 * somebody could give their own account at the provider the reader's address, and have the reader link it.
 */
async function confirmPage(c: PortalContext, pending: PendingLink): Promise<Response> {
  const { edge, words } = c.var
  const { confirm: say } = words.waysIn
  const session = sessionOf(c)
  const known: [string, string | null][] = [
    [say.name, pending.name],
    [pending.isEmailVerified ? say.email : say.unverifiedEmail, pending.email],
  ]
  const told = known.filter(([, value]) => value !== null)
  return page(
    c,
    { title: say.title, current: 'security' },
    <>
      <h1>{say.title}</h1>
      <p class="lead">
        {say.lead({
          provider: <bdi>{labelIn(words, edge.config.providers, pending.provider)}</bdi>,
          email: <bdi>{session.email}</bdi>,
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
    </>,
  )
}

interface WaysInProps {
  readonly providers: readonly Provider[]
  readonly linked: readonly Identity[]
  readonly hasPassword: boolean
  /** False where a workspace that binds the account doesn't take the way of this session. */
  readonly mayLink: boolean
}

/** Nothing where passwords are all there is. */
export function WaysIn({ providers, linked, hasPassword, mayLink }: WaysInProps) {
  const words = useWords()
  const { waysIn: say } = words
  const federated = providers.filter(isFederated)
  const isUsable = ({ provider }: Identity) => federated.some(({ id }) => id === provider)
  const ways = linked.filter(isUsable).length + (hasPassword ? 1 : 0)
  if (federated.length === 0 && linked.length === 0) return null
  return (
    <section class="card">
      <h2>{say.title}</h2>
      <ul class="items">
        {hasPassword ? (
          <li>
            <Strong text={labelIn(words, providers, PASSWORD.id)} />
          </li>
        ) : null}
        {linked.map((identity) => (
          <LinkedWay
            identity={identity}
            label={labelIn(words, providers, identity.provider)}
            isLast={ways === 1 && isUsable(identity)}
          />
        ))}
      </ul>
      {mayLink ? null : <p class="warning">{say.closed}</p>}
      <div class="row">
        {(mayLink ? federated : []).map((provider) => (
          <Form action={`${PATH}/link`} class="wide-on-phone">
            <input type="hidden" name="provider" value={provider.id} />
            <button type="submit" class="second wide-on-phone">
              {(linked.some((each) => each.provider === provider.id) ? say.linkAnother : say.link)({
                provider: <bdi>{provider.label}</bdi>,
              })}
            </button>
          </Form>
        ))}
      </div>
    </section>
  )
}

interface LinkedWayProps {
  readonly identity: Identity
  readonly label: string
  readonly isLast: boolean
}

function LinkedWay({ identity, label, isLast }: LinkedWayProps) {
  const { waysIn: say } = useWords()
  const who = identity.email ?? identity.subject
  return (
    <li class="row between">
      <div>
        <Strong text={label} />
        <p class="quiet">
          <bdi>{who}</bdi> · {say.linkedAt({ at: <Time at={identity.linkedAt} /> })}
        </p>
      </div>
      {isLast ? (
        <span class="quiet">{say.onlyWay}</span>
      ) : (
        <Form action={`${PATH}/unlink`}>
          <input type="hidden" name="provider" value={identity.provider} />
          {/* A subject may be any ASCII. Browsers change line breaks in a field. */}
          <input type="hidden" name="subject" value={encodeURIComponent(identity.subject)} />
          <button type="submit" class="danger small" aria-label={say.unlinkThis(label, who)}>
            {say.unlink}
          </button>
        </Form>
      )}
    </li>
  )
}
