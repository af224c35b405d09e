// Checks vouchers. A voucher is a row's record that a trusted provider confirmed a member's second factor:
// the provider and its words, such as "northwind mfa". It is compared with the current configuration each
// time.

import { isPhishingResistant } from './assurance.ts'
import {
  allowsProvider,
  findProvider,
  isFederated,
  methodOf,
  type Provider,
  stillTrusted,
} from './provider.ts'

/** A voucher is compared with these: the trusted providers, and the providers that the workspace allows. */
export interface VouchingRules {
  readonly providers: readonly Provider[]
  /** The ids of the providers that the workspace allows. Null allows every provider. */
  readonly allowedProviders: readonly string[] | null
}

/** Returns whether a member who signs in as they did last time needs no Sallyport factor. */
export const vouches = (voucher: string, rules: VouchingRules): boolean => wordsStill(voucher, rules) !== null

/** Returns whether a member who signs in as they did last time needs no passkey. */
export const vouchesForPasskey = (voucher: string, rules: VouchingRules): boolean => {
  const amr = wordsStill(voucher, rules)?.map(methodOf)
  return amr !== undefined && isPhishingResistant({ method: 'provider', amr })
}

/** Returns the words of a voucher that are still trusted, or null. */
function wordsStill(voucher: string, { providers, allowedProviders }: VouchingRules) {
  const [id = '', ...words] = voucher.split(' ')
  const provider = findProvider(providers, id)
  if (!provider || !isFederated(provider) || !allowsProvider(allowedProviders, id)) return null
  return stillTrusted(provider, words)
}
