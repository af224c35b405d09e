// The addresses of the settings pages are those of the code that is loaded for them.

import { expect, it } from 'vitest'
import type { Pages } from '../../src/portal/frame/lazy-pages.ts'
import { openPages, settingsPages } from '../../src/portal/pages/settings/settings-pages.ts'
import { OPEN_ROUTES, SETTINGS_ROUTES } from '../../src/portal/pages/settings/settings-routes.ts'

const routesOf = (pages: Pages) =>
  pages.flatMap(({ routes }) => routes.map(({ method, path }) => [method, path] as const))

it.each([
  ['pages that need no fresh proof', OPEN_ROUTES, openPages],
  ['pages that need one to change anything', SETTINGS_ROUTES, settingsPages],
] as const)('every route is listed once, in the same order: %s', (_, listed, pages) => {
  const addresses = listed.map(([method, path]) => [method, path])
  expect(routesOf(pages)).toEqual(addresses)
  expect(new Set(addresses.map(String)).size).toBe(listed.length)
})
