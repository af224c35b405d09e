// Why a way to a provider and back came to nothing, in our own words: nothing that a provider wrote is ever shown.

import type { ArrivalRefusal } from '../../flows/sign-in/arrive.ts'
import { findFederated } from '../../flows/sign-in/provider-flow.ts'
import { contactIn } from '../../words/names.ts'
import type { PortalContext } from '../frame/context.ts'
import { Alert } from '../frame/layout.tsx'

type Code = ArrivalRefusal['code']
type RefusalWords = Readonly<Record<Code, (provider: string, contact: string) => string>>

/** Refusals of the account at the provider: its session there would bring the same account back, every time. */
const OF_ACCOUNT: readonly string[] = ['no-account', 'address-taken', 'address-unusable'] satisfies Code[]

/** The provider that refused, and whether another account there may fare better; null where none refused. */
export function refusedProvider(c: PortalContext) {
  const code = c.req.query('refused') ?? ''
  const provider = findFederated(c.var.edge, c.req.query('provider') ?? '')
  if (!provider) return null
  const isOfAccount = OF_ACCOUNT.includes(code)
  // It may also have refused the account itself: `access_denied` stands for both.
  return { id: provider.id, isOfAccount, takesAnother: isOfAccount || code === 'cancelled' }
}

/** For a page with `?refused=…&provider=…` in its address; else nothing. */
export function ProviderRefusalWords({ c }: { c: PortalContext }) {
  const { edge, words } = c.var
  const { providerRefusals }: { readonly providerRefusals: RefusalWords } = words
  const code = c.req.query('refused') ?? ''
  const provider = findFederated(edge, c.req.query('provider') ?? '')
  if (!provider || !Object.hasOwn(providerRefusals, code)) return null
  const contact = contactIn(words, provider.contact ?? edge.config.notices.contact)
  return <Alert>{providerRefusals[code as Code](provider.label, contact)}</Alert>
}
