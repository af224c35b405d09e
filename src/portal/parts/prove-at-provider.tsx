// Offers to prove a second factor at a trusted provider, next to setting one up here.

import { classify, type FederatedProvider } from '../../core/provider.ts'
import type { Edge } from '../../flows/edge/edge.ts'
import { findFederated } from '../../flows/sign-in/provider-flow.ts'
import { useEdge, useWords } from '../frame/words.ts'
import { providerPath } from './provider-path.ts'

interface ProveAtProviderProps {
  /** The provider of the session's first factor. */
  readonly providerId: string
  readonly returnTo: string
}

/** Returns the provider if it is trusted to check a second factor; otherwise null. */
export function trustedProvider(edge: Edge, id: string): FederatedProvider | null {
  const provider = findFederated(edge, id)
  return provider && classify(provider) === 'trusted' ? provider : null
}

/**
 * Shows nothing if the provider is not trusted with a second factor. Must ask for a fresh sign-in. Otherwise
 * a provider such as Keycloak would answer from its own session without mentioning a second factor.
 */
export function ProveAtProvider({ providerId, returnTo }: ProveAtProviderProps) {
  const { enter: say } = useWords()
  const provider = trustedProvider(useEdge(), providerId)
  if (!provider) return null
  const label = <bdi>{provider.label}</bdi>
  return (
    <>
      <p>{say.notProvedThere({ provider: label })}</p>
      <p>
        <a class="button wide-on-phone" href={providerPath(provider, { returnTo, demand: 'second-factor' })}>
          {say.proveThere({ provider: label })}
        </a>
      </p>
    </>
  )
}
