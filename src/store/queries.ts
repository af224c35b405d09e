// How many queries D1 was asked: it takes 1,000 of one run of a Worker (Cloudflare's limit of the paid plan), each
// statement of a batch being one.

import { withAround } from './around.ts'

export interface CountedQueries {
  readonly db: D1Database
  readonly made: () => number
}

export function countQueries(db: D1Database): CountedQueries {
  let made = 0
  const counted = withAround(db, (ask, statements) => {
    made += statements
    return ask()
  })
  return { db: counted, made: () => made }
}
