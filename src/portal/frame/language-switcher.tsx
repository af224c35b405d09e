// A button for each language, labelled in that language, so that a person who can't read the page finds
// theirs.

import { LANGUAGE_CODES, LANGUAGES } from '../../core/language.ts'
import { ownPath, type PortalContext } from './context.ts'
import { Form } from './form.tsx'
import { withReturnTo } from './return.ts'
import { useWords } from './words.ts'

export function LanguageSwitcher({ c }: { c: PortalContext }) {
  const { code, layout } = useWords()
  return (
    <Form action="/language" class="languages" aria-label={layout.language}>
      <input type="hidden" name="return_to" value={pageToReturnTo(c)} />
      {LANGUAGE_CODES.map((language) => (
        <button
          type="submit"
          class="link"
          name="language"
          value={language}
          lang={language}
          aria-current={language === code ? 'true' : undefined}
        >
          {LANGUAGES[language]}
        </button>
      ))}
    </Form>
  )
}

/** After a refused form, returns the page that the form is on. */
const pageToReturnTo = (c: PortalContext): string =>
  c.req.method === 'POST' && c.var.form ? withReturnTo(c, pageAt(c.req.path)) : ownPath(c)

/** An action below a settings page, such as `/members/role`, cannot be opened as a page. */
const pageAt = (path: string): string => path.replace(/^(\/workspaces\/[^/]+\/settings\/[^/]+)\/.+$/, '$1')
