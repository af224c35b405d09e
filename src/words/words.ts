// What a language has to have: all that English has, with the same parts in it.

import type { en } from './en/index.ts'
import type { Writing } from './writing.ts'

type InAnyLanguage<T> = T extends string
  ? string
  : T extends (...parts: infer Parts) => infer Said
    ? (...parts: Parts) => Said extends string ? string : Said
    : { readonly [Key in keyof T]: InAnyLanguage<T[Key]> }

export type Words = InAnyLanguage<Omit<typeof en, 'direction' | 'write'>> & {
  readonly direction: 'ltr' | 'rtl'
  readonly write: Writing
}
