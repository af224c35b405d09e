// What is named in many places, on pages and in mails.

import type { Brand } from '../core/brand.ts'
import type { AccountEvent, EnforcementNotice } from '../core/notice.ts'
import { labelOf, PASSWORD, type Provider } from '../core/provider.ts'
import { recogniseBrowser } from '../core/user-agent.ts'
import type { Words } from './words.ts'

/** Passwords have a label of ours, where the operator gave them none; that of a provider is its name in any language. */
export function labelIn({ layout }: Words, providers: readonly Provider[], id: string): string {
  const label = labelOf(providers, id)
  return id === PASSWORD.id && label === PASSWORD.label ? layout.password : label
}

export function browserIn({ layout }: Words, userAgent: string): string {
  const { browser, system } = recogniseBrowser(userAgent)
  const name = browser ?? layout.browser
  return system ? layout.browserOn(name, system) : name
}

/** Whom to ask: what the operator has set for it, if anything. */
export const contactIn = ({ layout }: Words, { support }: Brand): string => support?.text ?? layout.operator

/** What to do about a notice that surprises its reader. Nobody is told to change a password that they don't have. */
export function adviceIn(
  { notices }: Words,
  kind: AccountEvent,
  { hasPassword, contact }: { hasPassword: boolean; contact: string },
): string {
  if (hasPassword || kind === 'password.changed') return notices.advice[kind](contact)
  return notices.adviceWithoutPassword[kind](contact)
}

/** A host stands beside the name, as in a mail there is nothing else to tell by whose it is. */
export const workspaceIn = ({ notices }: Words, { workspace }: EnforcementNotice): string =>
  notices.workspaceAt(workspace.name, workspace.host)
