// Makes the portal's address that leads to a provider and then back to `returnTo`.

import type { FederatedProvider, ProviderDemand } from '../../core/provider.ts'

export interface ProviderWay {
  readonly returnTo: string
  readonly demand: ProviderDemand
  /** How old the proof may be, in seconds, if a fresh one is demanded. Ten minutes by default. */
  readonly maxAge?: number
}

export const providerPath = ({ id }: FederatedProvider, { returnTo, demand, maxAge }: ProviderWay): string =>
  `/sign-in/with/${id}?${new URLSearchParams({
    return_to: returnTo,
    ...(demand === 'sign-in' ? {} : { demand }),
    ...(maxAge === undefined ? {} : { max_age: String(maxAge) }),
  })}`
