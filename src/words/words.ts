// What a language has to have: all that English has, with the same parts in it.

import type { Language } from '../core/language.ts'
import type { en } from './en/index.ts'
import type { mail } from './en/mail.ts'
import type { outside } from './en/outside.ts'
import type { Writing } from './writing.ts'

type InAnyLanguage<T> = T extends string
  ? string
  : T extends (...parts: infer Parts) => infer Said
    ? (...parts: Parts) => Said extends string ? string : Said
    : { readonly [Key in keyof T]: InAnyLanguage<T[Key]> }

/** Those of the pages outside the portal: the gate's, and of trouble. */
export type OutsideWords = InAnyLanguage<Omit<typeof outside, 'code' | 'direction'>> & {
  /** As in `lang`. */
  readonly code: Language
  readonly direction: 'ltr' | 'rtl'
}

export type Words = OutsideWords &
  InAnyLanguage<Omit<typeof en, keyof OutsideWords | 'write' | 'loadMail'>> & {
    readonly write: Writing
    readonly loadMail: () => Promise<MailWords['mail']>
  }

/** Those of a mail: it says much that a page says, too. */
export type MailWords = Words & { readonly mail: InAnyLanguage<typeof mail> }
