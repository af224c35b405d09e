// Every language says all that English says, with the same parts in it: the type holds the keys, this the parts.

import { describe, expect, it } from 'vitest'
import { LANGUAGE_CODES } from '../../src/core/language.ts'
import { loadMailWords } from '../../src/words/languages.ts'

/** What stands in a text in the place of a part, whatever the language does with it. */
const NAMED = /⟦([^⟦⟧]*)⟧/g

/** A part, or several by their names: a text with its name in it, a number that is like any other, markup around words. */
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

/** Each text by its path; of one with parts, the text with their names. */
function textsIn(words: object, path = ''): Map<string, string> {
  const texts = new Map<string, string>()
  for (const [key, value] of Object.entries(words)) {
    const here = path ? `${path}.${key}` : key
    if (here === 'write' || here === 'loadMail') continue
    if (typeof value === 'string') texts.set(here, value)
    else if (typeof value === 'function') {
      const parts = Array.from({ length: value.length }, (_, index) => part(String(index)))
      texts.set(here, written(value(...parts)))
    } else for (const [inner, text] of textsIn(value, here)) texts.set(inner, text)
  }
  return texts
}

/** What is read of a button or link, and what stands on it (WCAG 2.5.3). */
const LABELS = [
  ['workspaces.settingsOf', 'workspaces.settings'],
  ['workspaces.openThis', 'workspaces.open'],
  ['waysIn.unlinkThis', 'waysIn.unlink'],
  ['sessions.endThis', 'sessions.end'],
  ['members.changeRoleOf', 'members.changeRole'],
  ['members.removeThis', 'members.remove'],
  ['tokens.revokeThis', 'tokens.revoke'],
  ['notices.dismissThis', 'notices.dismiss'],
] as const

const partsOf = (text: string) => [...new Set([...text.matchAll(NAMED)].map(([, name]) => name))].sort()

const english = textsIn(await loadMailWords('en'))

describe('English', () => {
  it('is walked whole, parts and markup included', () => {
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
  it('has each text, none of them empty, with the parts that English has in it', async () => {
    const texts = textsIn(await loadMailWords(language))
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort())
    for (const [path, text] of texts) {
      expect(text.trim(), path).not.toBe('')
      expect(partsOf(text), path).toEqual(partsOf(english.get(path) ?? ''))
      expect(text, path).not.toMatch(/undefined|\[object/)
    }
  })

  it('names a button by what stands on it, and then some: who speaks to a browser says what they see', async () => {
    const texts = textsIn(await loadMailWords(language))
    for (const [label, button] of LABELS) {
      expect(texts.get(label)?.toLowerCase(), label).toContain(texts.get(button)?.toLowerCase())
    }
  })

  it('is its own: of English no more than names, numbers and words that are alike', async () => {
    if (language === 'en') return
    const texts = textsIn(await loadMailWords(language))
    const same = [...texts].filter(([path, text]) => text === english.get(path) && text.split(' ').length > 2)
    expect(same).toEqual([])
  })
})
