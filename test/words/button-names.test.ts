// Names of buttons for screen readers and voice control, beside the shorter words that are shown.

import { expect, it } from 'vitest'
import { LANGUAGE_CODES } from '../../src/core/language.ts'
import { loadWords } from '../../src/words/languages.ts'

it.each(LANGUAGE_CODES)('%s: a button is named with the words that it shows (WCAG 2.5.3)', async (code) => {
  const { account, authenticator } = await loadWords(code)
  const pairs = [
    [account.change, account.changePassword],
    [authenticator.replace, account.replace],
    [authenticator.disable, account.disable],
  ] as const
  for (const [shown, name] of pairs)
    expect(name.toLocaleLowerCase(code)).toContain(shown.toLocaleLowerCase(code))
})
