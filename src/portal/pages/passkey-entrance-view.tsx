// The contents of the pages for a member of a workspace that requires a passkey, before and after its date.
// Loaded when one of them is shown.

import type { Decided } from '../../flows/entry/decide.ts'
import type { PasskeyPolicyWords } from '../../words/words.ts'
import { Time } from '../frame/layout.tsx'
import { useEdge, useWords } from '../frame/words.ts'
import { Later, WhyAsked } from './entrance-view.tsx'

interface PasskeyEntranceProps extends Pick<Decided, 'entrant' | 'passkeyEnforcement'> {
  readonly say: PasskeyPolicyWords
  /** The way into the workspace. Each page leads back to it. */
  readonly here: string
}

export function PasskeyPromptView({ entrant, passkeyEnforcement, say, here }: PasskeyEntranceProps) {
  if (passkeyEnforcement.state === 'off') throw new Error('prompted although the policy requires nothing')
  const { effectiveAt } = passkeyEnforcement
  const { site } = entrant
  const workspace = <bdi>{site.name}</bdi>
  const { write } = useWords()
  return (
    <>
      <p class="lead">
        {say.entrance.prompt({
          at: <Time at={effectiveAt} />,
          workspace,
          span: write.span(effectiveAt - useEdge().now),
        })}
      </p>
      <p>{say.entrance.whatItTakes}</p>
      <AddPasskey {...{ entrant, say, here }} />
      <Later host={site.host} here={here} />
      <WhyAsked entrant={entrant} enforcement={passkeyEnforcement} why={say.entrance.why({ workspace })} />
    </>
  )
}

/** Also for a member without any second factor: a passkey is the only one that lets them in. */
export function PasskeyRequiredView({ entrant, passkeyEnforcement, say, here }: PasskeyEntranceProps) {
  const { entrance } = say
  return (
    <>
      <p class="lead">
        {passkeyEnforcement.state === 'off'
          ? entrance.blockedOnceAdded
          : entrance.blocked({ at: <Time at={passkeyEnforcement.effectiveAt} /> })}
      </p>
      {entrant.isEnrolled ? <p>{entrance.notEnough}</p> : null}
      <p>{entrance.whatItTakes}</p>
      <AddPasskey {...{ entrant, say, here }} />
      <p>{entrance.unaffected({ others: (words) => <a href="/workspaces">{words}</a> })}</p>
      <WhyAsked
        entrant={entrant}
        enforcement={passkeyEnforcement}
        why={entrance.why({ workspace: <bdi>{entrant.site.name}</bdi> })}
      />
    </>
  )
}

/** Leads to the passkeys, or to the page that enables two-factor authentication. Both lead back here. */
function AddPasskey({ entrant, say, here }: Omit<PasskeyEntranceProps, 'passkeyEnforcement'>) {
  const path = entrant.isEnrolled ? '/account/security/passkeys' : '/account/security/authenticator'
  return (
    <p>
      <a class="button wide-on-phone" href={`${path}?${new URLSearchParams({ return_to: here })}`}>
        {say.entrance.add}
      </a>
    </p>
  )
}
