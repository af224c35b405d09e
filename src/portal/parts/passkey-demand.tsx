// Says which workspaces require a passkey, on the pages where a person sets up their second factors.

import { enforcementAt } from '../../core/policy.ts'
import type { Site } from '../../flows/edge/edge-facts.ts'
import type { Requiring } from '../../flows/own-account/security.ts'
import type { PasskeyPolicyWords } from '../../words/words.ts'
import { Time } from '../frame/layout.tsx'
import { useEdge } from '../frame/words.ts'
import { WorkspaceAt } from './door.tsx'

/** The workspaces that require a passkey from this person, who lacks one, and the words about them. */
export interface PasskeyDemands {
  readonly say: PasskeyPolicyWords
  readonly requiring: readonly Requiring[]
}

export function PasskeyWarnings({ say, requiring }: PasskeyDemands) {
  const { now } = useEdge()
  return (
    <>
      {requiring.map((workspace) => {
        const { effectiveAt } = workspace
        const sentence = effectiveAt <= now ? say.own.required : say.own.requiredFrom
        return (
          <p class="warning">
            {sentence({ workspace: <WorkspaceAt of={workspace} />, at: <Time at={effectiveAt} /> })}
          </p>
        )
      })}
    </>
  )
}

interface PasskeyFirstProps {
  readonly site: Pick<Site, 'name' | 'policies'>
  readonly say: PasskeyPolicyWords
}

/**
 * Tells a person who sets up a first factor, on the way to a workspace, that an app is not enough there. The page
 * does not know their role.
 */
export function PasskeyFirst({ site, say }: PasskeyFirstProps) {
  const policy = site.policies.phishingResistant
  const enforcement = enforcementAt(policy, useEdge().now)
  if (enforcement.state === 'off') return null
  const workspace = <bdi>{site.name}</bdi>
  if (enforcement.state === 'scheduled' && policy.appliesTo === 'everybody') {
    const at = <Time at={enforcement.effectiveAt} />
    return <p class="warning">{say.own.requiredFrom({ workspace, at })}</p>
  }
  if (enforcement.state === 'scheduled') return null
  const sentence = policy.appliesTo === 'admins' ? say.own.enrolWithIfAdmin : say.own.enrolWith
  return <p class="warning">{sentence({ workspace })}</p>
}
