// docs/origins.md lists the request headers that never reach an origin. They must be exactly those of
// src/http/dropped-headers.ts.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { DROPPED_HEADERS } from '../src/http/dropped-headers.ts'

const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'origins.md'), 'utf8')

/** Returns the names in each row of the table. */
function documented(): string[][] {
  const [, section = ''] = page.split('### Headers that never arrive')
  const [table = ''] = section.split(/\n#/)
  const rows = [...table.matchAll(/^\| [^|`]+ \| (`.+) \|$/gm)]
  return rows.map(([, names = '']) => [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name))
}

it('docs/origins.md lists the headers that the edge drops', () => {
  expect(documented()).toEqual(DROPPED_HEADERS.map((names) => names.split(',').map((name) => name.trim())))
})
