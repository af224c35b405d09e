// What rows keep of a trusted provider's word about a member's second factor: the provider and what it said, as one text
// ("northwind mfa"). Whether the word still counts is asked of the configuration each time.

import { allowsProvider, findProvider, isFederated, type Provider, stillTrusted } from './provider.ts'

/** What a voucher is held against. */
export interface VouchingRules {
  readonly providers: readonly Provider[]
  /** The providers that the workspace takes; null: any. */
  readonly allowedProviders: readonly string[] | null
}

/** True if whoever comes in again as they did the last time needs no factor of ours. */
export function vouches(voucher: string, { providers, allowedProviders }: VouchingRules): boolean {
  const [id = '', ...words] = voucher.split(' ')
  const provider = findProvider(providers, id)
  if (!provider || !isFederated(provider) || !allowsProvider(allowedProviders, id)) return false
  return stillTrusted(provider, words) !== null
}
