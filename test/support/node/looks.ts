// The ways to look at a page, and what must be true in each. They all use one loaded page.

import type { Page } from 'playwright-core'
import { barriersOn } from './barriers.ts'

export const DESKTOP = { width: 1280, height: 800 }
/** WCAG 2.2, 1.4.10: 1280 by 1024 pixels at 400 %. This is also the smallest phone in landscape. */
export const SMALLEST = { width: 320, height: 256 }

/** The axe rules whose result can change with other colours, and on a narrow page. */
const COLOURS = ['color-contrast', 'link-in-text-block']
export const LAYOUT = ['target-size', 'scrollable-region-focusable']

/** Returns what is wrong with the page in any view. Leaves it on the smallest screen, in the light scheme. */
export async function faultsOn(page: Page): Promise<string[]> {
  await unfold(page)
  const faults: string[] = []
  const note = (how: string, found: readonly string[]) =>
    faults.push(...found.map((each) => `${how}: ${each}`))

  await page.setViewportSize(DESKTOP)
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
  note('on a desktop', [...(await barriersOn(page)), ...(await cutOffOn(page)), ...(await motionOn(page))])
  note('by keyboard', await lostFocusOn(page))

  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize(SMALLEST)
  note('in the dark, at 400 %', [
    ...(await barriersOn(page, [...COLOURS, ...LAYOUT])),
    ...(await lostFocusOn(page)),
  ])
  note('at 400 %', await faultsOfLayoutOn(page))

  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' })
  note('in the reader’s own colours', [
    ...((await hasOwnColoursOn(page)) ? await barriersOn(page, COLOURS) : []),
    ...(await borderlessOn(page)),
  ])
  await page.emulateMedia({ forcedColors: 'none' })
  return faults
}

/** Tells whether an element keeps its own colours. The browser chooses all others, with enough contrast. */
const hasOwnColoursOn = (page: Page): Promise<boolean> =>
  page.evaluate(() =>
    [...document.querySelectorAll('*')].some(
      (each) => each.checkVisibility() && getComputedStyle(each).forcedColorAdjust === 'none',
    ),
  )

export const unfold = (page: Page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
  })

export async function faultsOfLayoutOn(page: Page): Promise<string[]> {
  return [
    ...(await cutOffOn(page)),
    ...(await smallTargetsOn(page)),
    ...(await withSpacing(page, () => cutOffOn(page))).map((each) => `with wider text, ${each}`),
  ]
}

/** Returns text that is cut off, and sideways scrolling. Elements that scroll by themselves are left out. */
const cutOffOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    const isOutside = (each: Element) =>
      each.checkVisibility() && each.getBoundingClientRect().right > clientWidth
    const wide = [...document.querySelectorAll('body *')].findLast(isOutside)
    const faults =
      scrollWidth > clientWidth
        ? [`${scrollWidth} pixels wide on a screen of ${clientWidth}: ${wide?.outerHTML.slice(0, 200)}`]
        : []
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const place = text.parentElement
      if (!text.textContent?.trim() || !place?.checkVisibility() || place.closest('.skip, pre, .scroll'))
        continue
      const range = document.createRange()
      range.selectNodeContents(text)
      const isOut = [...range.getClientRects()].some(
        ({ left, right }) => left < -1 || right > clientWidth + 1,
      )
      if (isOut) faults.push(`cut off: ${text.textContent.trim()}`)
    }
    return faults
  })

/** Applies the text spacing of WCAG 2.2, 1.4.12. */
async function withSpacing<T>(page: Page, act: () => Promise<T>): Promise<T> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(
      `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
       p { margin-block-end: 2em !important }`,
    )
    document.adoptedStyleSheets = [sheet]
  })
  const value = await act()
  await page.evaluate(() => {
    document.adoptedStyleSheets = []
  })
  return value
}

/** Returns controls lower than 44 pixels. Links in sentences are left to axe, which requires 24 pixels. */
const smallTargetsOn = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.button, button, select, summary, input, header a, .tabs a')]
      .filter((each) => each.checkVisibility())
      .map((each) => (each.matches('[type=checkbox], [type=radio]') ? (each.closest('label') ?? each) : each))
      .filter((each) => each.getBoundingClientRect().height < 44)
      .map((each) => `${each.getBoundingClientRect().height} pixels high: ${each.outerHTML}`),
  )

/** Returns elements that don't show the keyboard focus, or are covered by another. */
async function lostFocusOn(page: Page): Promise<string[]> {
  // After a key press the browser treats the focus as the keyboard's, and shows it.
  await page.keyboard.press('Tab')
  return page.evaluate(() => {
    const faults: string[] = []
    const all = [
      ...document.querySelectorAll('a[href], button, select, summary, textarea, input, [tabindex="0"]'),
    ]
    // In both directions, because a fixed element may cover the focus at the foot of the screen or at its
    // head.
    for (const each of [...all, ...all.toReversed()]) {
      if (!(each instanceof HTMLElement) || !each.checkVisibility() || each.matches('[type=hidden]')) continue
      each.focus()
      const { outlineStyle, outlineWidth } = getComputedStyle(each)
      if (outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2)
        faults.push(`unseen: ${each.outerHTML}`)
      // A link that begins at the end of a line has an empty box there.
      const line = [...each.getClientRects()].find(({ width }) => width > 0)
      if (!line) continue
      const [x, y] = [
        (Math.max(line.left, 0) + Math.min(line.right, innerWidth)) / 2,
        (Math.max(line.top, 0) + Math.min(line.bottom, innerHeight)) / 2,
      ]
      const onTop = document.elementFromPoint(x, y)
      if (!onTop || !(each.contains(onTop) || onTop.contains(each))) faults.push(`covered: ${each.outerHTML}`)
    }
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    return [...new Set(faults)]
  })
}

/** Returns elements that move for a person who asked for reduced motion. */
const motionOn = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((each) =>
        [undefined, '::before', '::after'].some((part) => {
          const { transitionDuration, animationName } = getComputedStyle(each, part)
          return /[1-9]/.test(transitionDuration) || animationName !== 'none'
        }),
      )
      .map((each) => `moves: ${each.outerHTML}`),
  )

/** Returns controls without a border. With forced colours, a background shows nothing. */
const borderlessOn = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [
      ...document.querySelectorAll(
        '.button, button:not(.link), input:not([type=checkbox], [type=radio]), select, textarea, .alert, .info, .badge',
      ),
    ]
      .filter((each) => each.checkVisibility())
      .filter((each) => {
        const { borderBlockEndStyle, borderBlockEndWidth } = getComputedStyle(each)
        return borderBlockEndStyle === 'none' || Number.parseFloat(borderBlockEndWidth) < 1
      })
      .map((each) => `without a border: ${each.outerHTML}`),
  )
