// Splits a list into pages by the page number in the address.

import type { Slice } from '../../flows/own-account/own-lists.ts'
import type { PortalContext } from '../frame/context.ts'
import { useWords } from '../frame/words.ts'

const PAGE_SIZE = 50

export function sliceIn(c: PortalContext): Slice {
  const number = Number(/^[1-9]\d{0,3}$/.exec(c.req.query('page') ?? '')?.[0] ?? 1)
  return { limit: PAGE_SIZE + 1, offset: (number - 1) * PAGE_SIZE }
}

export const shownOf = <T,>(listed: readonly T[]): readonly T[] => listed.slice(0, PAGE_SIZE)

interface PagesProps {
  readonly path: string
  readonly slice: Slice
  readonly listed: readonly unknown[]
}

export function Pages({ path, slice, listed }: PagesProps) {
  const { layout } = useWords()
  const number = slice.offset / PAGE_SIZE + 1
  const hasMore = listed.length === slice.limit
  if (number === 1 && !hasMore) return null
  return (
    <nav class="row" aria-label={layout.pages}>
      {number > 1 ? (
        <a class="button second" href={number === 2 ? path : `${path}?page=${number - 1}`}>
          {layout.back}
        </a>
      ) : null}
      {hasMore ? (
        <a class="button second" href={`${path}?page=${number + 1}`}>
          {layout.more}
        </a>
      ) : null}
    </nav>
  )
}
