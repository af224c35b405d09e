// Why a way to a provider and back came to nothing, in our own words: nothing that a provider wrote is ever shown.

import { contactInWords } from '../core/contact.ts'
import type { ArrivalRefusal } from '../flows/arrive.ts'
import { findFederated } from '../flows/provider-flow.ts'
import type { PortalContext } from './context.ts'
import { Alert } from './layout.tsx'

type Code = ArrivalRefusal['code']

const WORDS: Record<Code, (label: string, contact: string) => string> = {
  cancelled: (label) => `You didn’t finish signing in at ${label}. Try again, or take another way.`,
  unavailable: (label) => `${label} can’t be reached just now. Try again in a minute, or take another way.`,
  'not-completed': (label) =>
    `Signing in with ${label} didn’t come through. That happens when it took long, or was begun in another tab or browser. Try again.`,
  'not-fresh': (label) =>
    `For what comes next, ${label} has to ask who you are anew, and didn’t. Sign out there, and try again.`,
  'no-account': (label, contact) =>
    `${label} knows you, but there is no account for you here yet. To get one, ask ${contact}.`,
  'address-taken': (label, contact) =>
    `There is an account with your e-mail address already, which ${label} may not open by itself. Sign in the way you did before, and link ${label} under Security; or ask ${contact}.`,
  'address-unusable': (label, contact) =>
    `${label} didn’t give an e-mail address that can be used here: it must be one that it has verified. Ask ${contact}.`,
  'already-linked': (label) =>
    `That sign-in at ${label} belongs to another account here. Unlink it there first, or sign in at ${label} as somebody else.`,
  'link-ended': (label) =>
    `You were signed out before ${label} could be linked, or it took too long. Sign in, and try again.`,
}

const isCode = (text: string): text is Code => Object.hasOwn(WORDS, text)

/** For a page with `?refused=…&provider=…` in its address; else nothing. */
export function ProviderRefusalWords({ c }: { c: PortalContext }) {
  const { edge } = c.var
  const code = c.req.query('refused') ?? ''
  const provider = findFederated(edge, c.req.query('provider') ?? '')
  if (!provider || !isCode(code)) return null
  return <Alert>{WORDS[code](provider.label, contactInWords(provider.contact))}</Alert>
}
