// docs/origins.md lists the request headers that never reach an origin. They must be exactly those of
// src/http/dropped-headers.ts.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { DROPPED_HEADERS } from '../src/http/dropped-headers.ts'

const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'origins.md'), 'utf8')

function documented(): Record<string, string[]> {
  const [, section = ''] = page.split('### Headers that never arrive')
  const [table = ''] = section.split(/\n#/)
  const rows = [...table.matchAll(/^\| ([^|`]+) \| (`.+) \|$/gm)]
  return Object.fromEntries(
    rows.map(([, from = '', names = '']) => [
      from,
      [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
    ]),
  )
}

it('docs/origins.md lists the headers that the edge drops', () => {
  const dropped = Object.entries(DROPPED_HEADERS).map(([from, names]) => [
    from,
    names.split(',').map((name) => name.trim()),
  ])
  expect(documented()).toEqual(Object.fromEntries(dropped))
})
