// The ways into one's account: what is linked, linking another, and unlinking all but the last. A part of the Security
// tab.

import { Hono } from 'hono'
import { isFederated, PASSWORD, type Provider } from '../../core/provider.ts'
import { missingProofFor } from '../../flows/enrol.ts'
import { unlinkOwnIdentity } from '../../flows/link-identity.ts'
import { findFederated } from '../../flows/provider-flow.ts'
import type { Identity } from '../../store/identities.ts'
import { mayLink } from '../../store/ways-taken.ts'
import { labelIn } from '../../words/names.ts'
import { type PortalEnv, portalUrl, seeOther } from '../context.ts'
import { sessionOf } from '../guards.ts'
import { FormFields, Strong, Time } from '../layout.tsx'
import { useWords } from '../words.ts'
import { otherWayIn, problemPage } from './problem.tsx'
import { leadTo } from './providers.tsx'

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
  if (!provider) return problemPage(c, 404, 'not-found')
  if (!(await mayLink(edge.db, { accountId, provider: proof.provider })))
    return problemPage(c, 403, 'ways-closed', otherWayIn(c, BACK))
  return leadTo(c, provider, { purpose: 'link', returnTo: `${BACK}?done=linked`, demand: 'sign-in' })
})

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

interface WaysInProps {
  readonly csrf: string
  readonly providers: readonly Provider[]
  readonly linked: readonly Identity[]
  readonly hasPassword: boolean
  /** False where a workspace that binds the account doesn't take the way of this session. */
  readonly mayLink: boolean
}

/** Nothing where passwords are all there is. */
export function WaysIn({ csrf, providers, linked, hasPassword, mayLink }: WaysInProps) {
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
            csrf={csrf}
            isLast={ways === 1 && isUsable(identity)}
          />
        ))}
      </ul>
      {mayLink ? null : <p class="warning">{say.closed}</p>}
      <div class="row">
        {(mayLink ? federated : []).map((provider) => (
          <form method="post" action={`${PATH}/link`} class="wide-on-phone">
            <FormFields csrf={csrf} />
            <input type="hidden" name="provider" value={provider.id} />
            <button type="submit" class="second wide-on-phone">
              {(linked.some((each) => each.provider === provider.id) ? say.linkAnother : say.link)({
                provider: <bdi>{provider.label}</bdi>,
              })}
            </button>
          </form>
        ))}
      </div>
    </section>
  )
}

interface LinkedWayProps {
  readonly identity: Identity
  readonly label: string
  readonly csrf: string
  readonly isLast: boolean
}

function LinkedWay({ identity, label, csrf, isLast }: LinkedWayProps) {
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
        <form method="post" action={`${PATH}/unlink`}>
          <FormFields csrf={csrf} />
          <input type="hidden" name="provider" value={identity.provider} />
          {/* A subject may be any ASCII. Browsers change line breaks in a field. */}
          <input type="hidden" name="subject" value={encodeURIComponent(identity.subject)} />
          <button type="submit" class="danger small" aria-label={say.unlinkThis(label, who)}>
            {say.unlink}
          </button>
        </form>
      )}
    </li>
  )
}
