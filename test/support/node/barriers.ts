import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** By axe-core, against WCAG 2.2 AA. */
export async function barriersOn(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => {
    const runOnly = { type: 'tag' as const, values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }
    return (globalThis as unknown as { axe: typeof axe }).axe.run(document, { runOnly, preload: false })
  })
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}
