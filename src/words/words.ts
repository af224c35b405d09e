// The type of a language: every text that English has, with the same parts.

import type { Language } from '../core/language.ts'
import type { address } from './en/address.ts'
import type { appCheck } from './en/app-check.ts'
import type { extension } from './en/extension.ts'
import type { en } from './en/index.ts'
import type { invitations } from './en/invitations.ts'
import type { mail } from './en/mail.ts'
import type { mailedPages } from './en/mailed-pages.ts'
import type { outside } from './en/outside.ts'
import type { passkeyPolicy } from './en/passkey-policy.ts'
import type { passkeys } from './en/passkeys.ts'
import type { recovery } from './en/recovery.ts'
import type { Writing } from './writing.ts'

type InAnyLanguage<T> = T extends string
  ? string
  : T extends (...parts: infer Parts) => infer Said
    ? (...parts: Parts) => Said extends string ? string : Said
    : { readonly [Key in keyof T]: InAnyLanguage<T[Key]> }

/** The words of the pages outside the portal: the gate's, and the error pages. */
export type OutsideWords = InAnyLanguage<Omit<typeof outside, 'code' | 'direction'>> & {
  /** The value of the `lang` attribute. */
  readonly code: Language
  readonly direction: 'ltr' | 'rtl'
}

export type Words = OutsideWords &
  InAnyLanguage<Omit<typeof en, keyof OutsideWords | 'write' | `load${string}`>> & {
    readonly write: Writing
    readonly loadAppCheck: () => Promise<AppCheckWords>
    readonly loadMail: () => Promise<MailWords['mail']>
    readonly loadAddress: () => Promise<AddressWords>
    readonly loadPasskeys: () => Promise<PasskeyWords>
    readonly loadPasskeyPolicy: () => Promise<PasskeyPolicyWords>
    readonly loadInvitations: () => Promise<InvitationWords>
    readonly loadMailedPages: () => Promise<MailedPageWords>
    readonly loadExtension: () => Promise<ExtensionWords>
    readonly loadRecovery: () => Promise<RecoveryWords>
  }

/** The words of the pages on which a person changes their address. */
export type AddressWords = InAnyLanguage<typeof address>
/** The words of the pages after a sign-in about the authenticator app. */
export type AppCheckWords = InAnyLanguage<typeof appCheck>

/** The words of the pages about passkeys. */
export type PasskeyWords = InAnyLanguage<typeof passkeys>

/** The words about the policy that requires a passkey. */
export type PasskeyPolicyWords = InAnyLanguage<typeof passkeyPolicy>

/** The words about invitations to a workspace, and about leaving one. */
export type InvitationWords = InAnyLanguage<typeof invitations>

/** The words of the pages that links in mails lead to. */
export type MailedPageWords = InAnyLanguage<typeof mailedPages>
/** The words of the pages of a recovery. */
export type RecoveryWords = InAnyLanguage<typeof recovery>

/** The words of the members page about passkeys and extensions, and of the page of an extension. */
export type ExtensionWords = InAnyLanguage<typeof extension>

/** The words of a mail. It also uses many of the pages' words. */
export type MailWords = Words & { readonly mail: InAnyLanguage<typeof mail> }
