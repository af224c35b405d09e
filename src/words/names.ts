// Names that appear in many places, on pages and in mails.

import type { Brand } from '../core/brand.ts'
import type { AccountEvent, AccountNotice, ToldWorkspace } from '../core/notice.ts'
import { labelOf, PASSWORD, type Provider } from '../core/provider.ts'
import { recogniseBrowser } from '../core/user-agent.ts'
import type { Words } from './words.ts'

/** Translates the default label of passwords. Every other label was chosen by the operator and stays the same. */
export function labelIn({ layout }: Words, providers: readonly Provider[], id: string): string {
  const label = labelOf(providers, id)
  return id === PASSWORD.id && label === PASSWORD.label ? layout.password : label
}

export function browserIn({ layout }: Words, userAgent: string): string {
  const { browser, system } = recogniseBrowser(userAgent)
  const name = browser ?? layout.browser
  return system ? layout.browserOn(name, system) : name
}

/** Names the contact: the support's e-mail address, or words for "your platform's support team", with its page. */
export function contactIn({ layout }: Words, { support }: Brand): string {
  if (!support) return layout.operator
  if (support.email === null) return `${layout.operator} (${support.text})`
  return layout.supportAddress({ address: support.email }).join('')
}

/** Says what happened to the account. */
export const titleIn = ({ notices }: Words, { kind, enrolled }: AccountNotice): string =>
  kind === 'passkey.added' && enrolled ? notices.firstPasskey : notices.titles[kind]

/** Says what to do if a notice is unexpected. Never tells people to change a password that they don't have. */
export function adviceIn(
  { notices }: Words,
  kind: AccountEvent,
  { hasPassword, contact }: { hasPassword: boolean; contact: string },
): string {
  if (hasPassword || kind === 'password.changed') return notices.advice[kind](contact)
  return notices.adviceWithoutPassword[kind](contact)
}

/** Adds the host to the name. In a mail, nothing else shows which workspace it is. */
export const workspaceIn = (
  { notices }: Words,
  { workspace }: { readonly workspace: ToldWorkspace },
): string => notices.workspaceAt(workspace.name, workspace.host)
