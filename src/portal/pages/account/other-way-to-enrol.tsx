// Replaces the page that sets up the first authenticator app if a workspace of the account does not accept
// this session's sign-in method. Offers the accepted methods.

import { isFederated, type Provider } from '../../../core/provider.ts'
import { labelIn } from '../../../words/names.ts'
import { type PortalContext, portalUrl } from '../../frame/context.ts'
import { sessionOf } from '../../frame/guards.ts'
import { page } from '../../frame/layout.tsx'
import { leadsAway } from '../../frame/return.ts'
import { wayTo } from '../providers.tsx'

export function otherWayToEnrolPage(
  c: PortalContext,
  ways: readonly Provider[],
  returnTo: string,
): Promise<Response> {
  const { words, edge } = c.var
  const { authenticator, signIn, enter } = words
  const { otherWay: say } = authenticator
  const { email, proof } = sessionOf(c)
  const labelOf = (id: string) => <bdi>{labelIn(words, edge.config.providers, id)}</bdi>
  const lead = say.lead({
    provider: labelOf(proof.provider),
    ways: words.write.or(ways.map(({ id }) => labelOf(id))),
  })
  return page(
    c,
    { title: say.title, status: 403, current: 'security', leadsAway: leadsAway(returnTo) },
    <>
      <h1>{say.title}</h1>
      <p class="lead">{lead}</p>
      <p>{say.why}</p>
      {ways.map((way) => (
        <p>
          <a class="button wide-on-phone" href={hrefOf(c, way, returnTo)}>
            {signIn.continueWith({ provider: labelOf(way.id) })}
          </a>
        </p>
      ))}
      <p>
        {enter.mustBelong({
          email: <bdi>{email}</bdi>,
          what: (text) => <a href="/account/security">{text}</a>,
          others: (text) => <a href="/workspaces">{text}</a>,
        })}
      </p>
    </>,
  )
}

const hrefOf = (c: PortalContext, way: Provider, returnTo: string): string =>
  isFederated(way)
    ? wayTo(c, way, { returnTo, demand: 'fresh-sign-in' })
    : portalUrl(c, '/sign-in', { why: 'fresh', return_to: returnTo })
