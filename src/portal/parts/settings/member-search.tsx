// The form that finds members by the beginning of their address.

import { Unbroken } from '../../frame/layout.tsx'
import { useWords } from '../../frame/words.ts'
import { type Place, queryOf } from './member-list.tsx'

/** The search form. It uses GET, so that a search has its own URL. It keeps the chosen status. */
export function SearchForm({ path, place }: { path: string; place: Place }) {
  const { members: say } = useWords()
  const { search } = place
  const kept = queryOf({ ...place, search: '', after: '' })
  return (
    <search>
      <form action={path} class="inline">
        {Object.entries(kept).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <div class="field">
          <label for="search">{say.find}</label>
          <span class="quiet" id="search-hint">
            <Unbroken text={say.findHint} />
          </span>
          <input
            id="search"
            name="search"
            type="text"
            inputmode="email"
            dir="ltr"
            value={search}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            aria-describedby="search-hint"
          />
        </div>
        <button type="submit" class="second">
          {say.search}
        </button>
        {search ? (
          <a class="button second" href={hrefOf(path, kept)}>
            {say.clearSearch}
          </a>
        ) : null}
      </form>
    </search>
  )
}

export const hrefOf = (path: string, query: Record<string, string>): string => {
  const text = String(new URLSearchParams(query))
  return text ? `${path}?${text}` : path
}
