// Every language has every text that English has, with the same parts. The type checks the keys, and this
// test the parts.

import { describe, expect, it } from 'vitest'
import type { Language } from '../../src/core/language.ts'
import { LANGUAGE_CODES } from '../../src/core/language.ts'
import { loadMailWords } from '../../src/words/languages.ts'

/** Stands for a part in a text, however the language uses it. */
const NAMED = /⟦([^⟦⟧]*)⟧/g

/**
 * Returns a part that works as several named parts, a text with its name, a number, or markup around words.
 */
function part(name: string): unknown {
  const wrap = (words: unknown) => [`⟦${name}⟧`, words]
  return new Proxy(wrap, {
    get: (_, key) => {
      if (key === Symbol.toPrimitive) return (hint: string) => (hint === 'number' ? 5 : `⟦${name}⟧`)
      return typeof key === 'string' && !['toString', 'valueOf', 'then'].includes(key)
        ? part(`${name}.${key}`)
        : undefined
    },
  })
}

const written = (said: unknown): string =>
  Array.isArray(said) ? said.map(written).join('') : typeof said === 'function' ? `${said}` : String(said)

/** The functions of a language: it writes numbers and dates, and loads more words, such as `loadPasskeys`. */
const isLoader = (name: string) => name === 'write' || name.startsWith('load')

/** Returns each text by its path. Texts with parts contain the names of their parts. */
function textsIn(words: object, path = ''): Map<string, string> {
  const texts = new Map<string, string>()
  for (const [key, value] of Object.entries(words)) {
    const here = path ? `${path}.${key}` : key
    if (isLoader(here)) continue
    if (typeof value === 'string') texts.set(here, value)
    else if (typeof value === 'function') {
      const parts = Array.from({ length: value.length }, (_, index) => part(String(index)))
      texts.set(here, written(value(...parts)))
    } else for (const [inner, text] of textsIn(value, here)) texts.set(inner, text)
  }
  return texts
}

/** Pairs: the accessible name of a button or link, and its visible text (WCAG 2.5.3). */
const LABELS = [
  ['workspaces.settingsOf', 'workspaces.settings'],
  ['workspaces.openThis', 'workspaces.open'],
  ['workspaces.leaveThis', 'workspaces.leave'],
  ['waysIn.unlinkThis', 'waysIn.unlink'],
  ['sessions.endThis', 'sessions.end'],
  ['members.changeRoleOf', 'members.changeRole'],
  ['members.removeThis', 'members.remove'],
  ['tokens.revokeThis', 'tokens.revoke'],
  ['notices.dismissThis', 'notices.dismiss'],
  ['passkeys.renameThis', 'passkeys.rename'],
  ['passkeys.removeThis', 'passkeys.remove'],
  ['extension.members.extendThis', 'extension.members.extend'],
  ['extension.members.giveTimeTo', 'extension.members.giveTime'],
] as const

const partsOf = (text: string) => [...new Set([...text.matchAll(NAMED)].map(([, name]) => name))].sort()

/** `loadPasskeys` loads `passkeys`. */
const nameOfLoaded = (loader: string) => loader.replace(/^load(.)/, (_, first: string) => first.toLowerCase())

async function textsOf(language: Language): Promise<Map<string, string>> {
  const words = await loadMailWords(language)
  const loaded = Object.entries(words)
    .filter(([name]) => isLoader(name) && name !== 'write' && name !== 'loadMail')
    .map(async ([name, load]) => [nameOfLoaded(name), await (load as () => Promise<object>)()] as const)
  return textsIn({ ...words, ...Object.fromEntries(await Promise.all(loaded)) })
}

const english = await textsOf('en')

const BEGINS_WITH_CONTACT = /(^|[.?!] )⟦(\d\.contact|contact)⟧/
const HAS_CASE: readonly Language[] = ['en', 'de', 'es', 'fr']

describe('English', () => {
  it('is read completely, including parts and markup', () => {
    expect(english.size).toBeGreaterThan(250)
    expect(english.get('signIn.alreadySignedIn')).toBe(
      'You’re signed in as ⟦0.email⟧. ⟦0.goOn⟧Continue, or sign in with another account.',
    )
    expect(english.get('mail.questions')).toBe('Questions? Contact an admin of ⟦0⟧, or ⟦1⟧.')
    expect(english.get('policyEffects.blockedFrom')).toBe(
      'From ⟦0⟧, ⟦1⟧ of ⟦2⟧ members will be blocked until they enrol.',
    )
  })
})

describe.each(LANGUAGE_CODES)('%s', (language) => {
  it('has every text, none empty, with the parts of the English text', async () => {
    const texts = await textsOf(language)
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort())
    for (const [path, text] of texts) {
      expect(text.trim(), path).not.toBe('')
      expect(partsOf(text), path).toEqual(partsOf(english.get(path) ?? ''))
      expect(text, path).not.toMatch(/undefined|\[object/)
    }
  })

  it('begins accessible names with the visible text, for people who use speech control', async () => {
    const texts = await textsOf(language)
    for (const [label, button] of LABELS) {
      expect(texts.get(label)?.toLowerCase(), label).toContain(texts.get(button)?.toLowerCase())
    }
  })

  // Without a contact it is `layout.operator`, which begins with a small letter.
  it('begins no sentence with the contact', async () => {
    const texts = [...(await textsOf(language))]
    expect(texts.filter(([, text]) => BEGINS_WITH_CONTACT.test(text) && HAS_CASE.includes(language))).toEqual(
      [],
    )
  })

  it('is translated: only names, numbers and identical words match English', async () => {
    if (language === 'en') return
    const texts = await textsOf(language)
    const same = [...texts].filter(([path, text]) => text === english.get(path) && text.split(' ').length > 2)
    expect(same).toEqual([])
  })
})
