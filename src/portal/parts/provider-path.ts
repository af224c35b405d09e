// Makes the portal's address that leads to a provider and then back to `returnTo`.

import type { FederatedProvider, ProviderDemand } from '../../core/provider.ts'

export interface ProviderWay {
  readonly returnTo: string
  readonly demand: ProviderDemand
}

export const providerPath = ({ id }: FederatedProvider, { returnTo, demand }: ProviderWay): string =>
  `/sign-in/with/${id}?${new URLSearchParams({
    return_to: returnTo,
    ...(demand === 'sign-in' ? {} : { demand }),
  })}`
