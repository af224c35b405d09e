// Explains in our own words why a sign-in at a provider failed. Must never show text that a provider wrote.
// Otherwise a provider, or a link, could put its own message on the portal's page.

import type { FederatedProvider } from '../../core/provider.ts'
import type { ArrivalRefusal } from '../../flows/sign-in/arrive.ts'
import { findFederated } from '../../flows/sign-in/provider-flow.ts'
import { contactIn } from '../../words/names.ts'
import type { PortalContext } from '../frame/context.ts'
import { Alert } from '../frame/layout.tsx'
import { useEdge, useWords } from '../frame/words.ts'

type Code = ArrivalRefusal['code']
type RefusalWords = Readonly<Record<Code, (provider: string, contact: string) => string>>

/**
 * Refusals of the account at the provider. The provider's session would return the same account each time.
 */
const OF_ACCOUNT: readonly string[] = ['no-account', 'address-taken', 'address-unusable'] satisfies Code[]

export interface RefusedByProvider {
  readonly provider: FederatedProvider
  /** The code in the address. Any link may contain any code, so only known codes are shown. */
  readonly code: string
}

/** Reads the refusal from the page's address, `?refused=…&provider=…`. */
export function refusedByProvider(c: PortalContext): RefusedByProvider | null {
  const provider = findFederated(c.var.edge, c.req.query('provider') ?? '')
  return provider && { provider, code: c.req.query('refused') ?? '' }
}

export const isOfAccount = ({ code }: RefusedByProvider): boolean => OF_ACCOUNT.includes(code)

/**
 * Tells whether another account at the provider may succeed. A provider may also answer `access_denied`
 * because of the account.
 */
export const takesAnother = (refused: RefusedByProvider): boolean =>
  isOfAccount(refused) || refused.code === 'cancelled'

export function ProviderRefusalWords({ refused }: { refused: RefusedByProvider | null }) {
  const words = useWords()
  const { config } = useEdge()
  const { providerRefusals }: { readonly providerRefusals: RefusalWords } = words
  if (!refused || !Object.hasOwn(providerRefusals, refused.code)) return null
  const { provider, code } = refused
  const contact = provider.contact ?? contactIn(words, config.brand)
  return <Alert>{providerRefusals[code as Code](provider.label, contact)}</Alert>
}
