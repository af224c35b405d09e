// Why a way to a provider and back came to nothing, in our own words: nothing that a provider wrote is ever shown.

import type { FederatedProvider } from '../../core/provider.ts'
import type { ArrivalRefusal } from '../../flows/sign-in/arrive.ts'
import { findFederated } from '../../flows/sign-in/provider-flow.ts'
import { contactIn } from '../../words/names.ts'
import type { PortalContext } from '../frame/context.ts'
import { Alert } from '../frame/layout.tsx'
import { useEdge, useWords } from '../frame/words.ts'

type Code = ArrivalRefusal['code']
type RefusalWords = Readonly<Record<Code, (provider: string, contact: string) => string>>

/** Refusals of the account at the provider: its session there would bring the same account back, every time. */
const OF_ACCOUNT: readonly string[] = ['no-account', 'address-taken', 'address-unusable'] satisfies Code[]

export interface RefusedByProvider {
  readonly provider: FederatedProvider
  /** As it stands in the address: anybody may have written it. */
  readonly code: string
}

/** As the address of a page says it: `?refused=…&provider=…`. */
export function refusedByProvider(c: PortalContext): RefusedByProvider | null {
  const provider = findFederated(c.var.edge, c.req.query('provider') ?? '')
  return provider && { provider, code: c.req.query('refused') ?? '' }
}

export const isOfAccount = ({ code }: RefusedByProvider): boolean => OF_ACCOUNT.includes(code)

/** Whether another account at the provider may fare better: `access_denied` may stand for the account, too. */
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
