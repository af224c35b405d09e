// Why a way to a provider and back came to nothing, in our own words: nothing that a provider wrote is ever shown.

import type { ArrivalRefusal } from '../flows/arrive.ts'
import { findFederated } from '../flows/provider-flow.ts'
import { contactIn } from '../words/names.ts'
import type { PortalContext } from './context.ts'
import { Alert } from './layout.tsx'

type Code = ArrivalRefusal['code']
type RefusalWords = Readonly<Record<Code, (provider: string, contact: string) => string>>

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
