// What another language can break on a page that is known to be good in English.

import type { Page } from 'playwright-core'
import { barriersOn } from './barriers.ts'
import { faultsOfLayoutOn, LAYOUT, SMALLEST, unfold } from './looks.ts'

const NAMES = [
  'html-has-lang',
  'html-lang-valid',
  'valid-lang',
  'button-name',
  'link-name',
  'label',
  'region',
]

/**
 * Returns what another language can break: sizes and accessible names. axe is asked only where its answer can
 * differ from its answer about the same page in English, since that costs half of the time.
 */
export async function faultsInLanguageOn(page: Page, english: Page): Promise<string[]> {
  await unfold(page)
  await page.setViewportSize(SMALLEST)
  const isSame = JSON.stringify(await skeletonOf(page)) === JSON.stringify(await skeletonOf(english))
  const rules = [...(isSame ? [] : NAMES), ...((await mayBeTooSmallOn(page)) ? LAYOUT : [])]
  return [...(rules.length > 0 ? await barriersOn(page, rules) : []), ...(await faultsOfLayoutOn(page))]
}

/**
 * Returns the elements, with everything that gives them a role or a name except the words themselves. Sorted,
 * because the parts of a sentence have another order in another language.
 */
const skeletonOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const RELATED = [
      'id',
      'for',
      'type',
      'role',
      'name',
      'aria-labelledby',
      'aria-describedby',
      'aria-hidden',
    ]
    const hasText = (each: Element) =>
      [...each.childNodes].some((node) => node instanceof Text && node.data.trim())
    const describe = (each: Element) => [
      each.localName,
      each.parentElement?.localName,
      ...each
        .getAttributeNames()
        .filter((name) => each.getAttribute(name) !== '')
        .sort(),
      ...RELATED.map((name) => each.getAttribute(name)),
      hasText(each) ? 'with text' : '',
    ]
    const { lang } = document.documentElement
    return [
      Intl.getCanonicalLocales(lang || 'none').length === 1 ? 'in a language' : 'in none',
      ...[...document.body.querySelectorAll('*')].map((each) => describe(each).join(' ')).sort(),
    ]
  })

/** Tells whether a target is below 24 pixels, or an element scrolls. Otherwise the rules of `LAYOUT` hold. */
const mayBeTooSmallOn = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const isAmongWords = (each: Element) =>
      getComputedStyle(each).display === 'inline' &&
      (each.parentElement?.textContent?.trim() ?? '') !== (each.textContent?.trim() ?? '')
    const isSmall = (each: Element) => {
      const { width, height } = each.getBoundingClientRect()
      return Math.min(width, height) < 24 && !isAmongWords(each)
    }
    const targets = [
      ...document.querySelectorAll('a[href], button, select, summary, input, textarea, [tabindex]'),
    ]
    const scrolls = (each: Element) =>
      (each.scrollHeight > each.clientHeight || each.scrollWidth > each.clientWidth) &&
      /auto|scroll/.test(getComputedStyle(each).overflow)
    return (
      targets.some((each) => each.checkVisibility() && isSmall(each)) ||
      [...document.body.querySelectorAll('*')].some(scrolls)
    )
  })
