// The rest of the policy panel: the state of enrolment, what enforcement would do, the message for the team,
// and the latest changes.

import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { barriersOn } from '../support/node/barriers.ts'
import {
  clickButton,
  clickLink,
  enterCodeOn,
  type OpenBrowser,
  openBrowser,
  signInOn,
  textIn,
  textOn,
} from '../support/node/browser.ts'
import { choose, effectIn, policyForm, saveOn } from '../support/node/policy-form.ts'
import { type RecordingOrigin, startRecordingOrigin } from '../support/node/recording-origin.ts'
import {
  advance,
  api,
  edgeNow,
  makePerson,
  makeWorkspace,
  type Person,
  portalOrigin,
  runCron,
  type TestWorkspace,
} from '../support/node/test-bed.ts'
import { type Enrolled, makeEnrolledPerson, Visitor } from '../support/node/visitor.ts'
import { sentence } from '../support/sentence.ts'

const DAY = 86_400

let browser: OpenBrowser
let origin: RecordingOrigin
let admin: Enrolled
let bo: Person
let workspace: TestWorkspace

beforeAll(async () => {
  browser = await openBrowser()
  origin = await startRecordingOrigin()
  // Starts at noon in UTC, which is evening in Tokyo, so that no day ends during a test.
  await advance(DAY + DAY / 2 - ((await edgeNow()) % DAY))
  admin = await makeEnrolledPerson('Ada')
  bo = await makePerson('Bo')
  workspace = await makeWorkspace(origin.url, [
    [admin.person, 'admin'],
    [bo, 'member'],
  ])
})
afterEach(() => browser.closeContexts())
afterAll(async () => {
  await browser?.closeContexts()
  await origin?.close()
})

const panelOf = ({ slug }: TestWorkspace) => `${portalOrigin}/workspaces/${slug}/settings/security`
const policyPath = () => `/workspaces/${workspace.slug}/policy`

/** Opens the panel. `before` runs in each page before the portal's own scripts. */
async function openPanel(options: BrowserContextOptions = {}, before = ''): Promise<Page> {
  const context = await browser.newContext(options)
  await context.addInitScript(before)
  const page = await context.newPage()
  await advance(30)
  await page.goto(panelOf(workspace))
  await signInOn(page, admin.person)
  const code = await admin.authenticator.code()
  if (options.javaScriptEnabled !== false) await enterCodeOn(page, code)
  else {
    await page.getByLabel(en.verify.code, { exact: true }).fill(code)
    await clickButton(page, en.verify.submit)
  }
  return page
}

const sectionOf = (page: Page, heading: string) => page.getByRole('region', { name: heading, exact: true })

const inLanguage = (language: string) => ({
  name: '__Host-sallyport-language',
  value: language,
  secure: true,
  domain: 'auth.localhost',
  path: '/',
})

/** Counts the requests that reached the origin. */
const requestsAtOrigin = () =>
  origin.requests.filter(({ headers }) => headers['x-forwarded-host'] === workspace.host).length

describe('the report before anything is required', () => {
  it('counts each entry that would be refused, no other, and blocks nobody', async () => {
    const visitor = new Visitor()
    await visitor.signIn(bo)
    await visitor.ask(workspace.origin)
    await visitor.ask(`${workspace.origin}/.sallyport/start?return_to=/again`)
    await admin.visitor.ask(workspace.origin)
    expect(requestsAtOrigin()).toBe(3)
    const page = await openPanel()
    const report = sectionOf(page, en.enforcementPanel.report.title)
    expect(await textIn(report)).toContain(en.enforcementPanel.report.blocked(1, 2))
    expect(await textIn(report)).toMatch(sentence(en.enforcementPanel.report.entries, 2))
    await report.getByText(en.enforcementPanel.report.byDay).click()
    expect(await textIn(report.getByRole('row').last())).toMatch(/\d{4}\s+2$/)
  })
})

describe('members’ names', () => {
  it('are shown on demand, for those not enrolled, and each view is in the audit', async () => {
    const page = await openPanel()
    expect(await textOn(page)).not.toContain(bo.email)
    expect(await textIn(sectionOf(page, en.enforcement.enrolment))).toContain(
      en.enforcementPanel.whoIsAudited,
    )
    await clickLink(page, en.enforcementPanel.who)
    expect(await textOn(page)).toContain(bo.email)
    expect(await textIn(page.locator('ul.items'))).not.toContain(admin.person.email)
    const { body } = await api('GET', `/workspaces/${workspace.slug}/audit`)
    expect(body.entries[0]).toMatchObject({ action: 'members.viewed', actor: admin.person.email })
  })
})

describe('the chart', () => {
  it('draws enrolment day by day, and says the same in a sentence and a table', async () => {
    const other = await makeWorkspace(origin.url, [
      [admin.person, 'admin'],
      [await makePerson('Cy'), 'member'],
    ])
    await runCron()
    const page = await openPanel()
    await page.goto(panelOf(other))
    expect(await textIn(sectionOf(page, en.enforcementPanel.chart.title))).toContain(
      en.enforcementPanel.chart.empty,
    )
    await advance(3 * DAY)
    const dia = await makeEnrolledPerson('Dia')
    await api('PUT', `/workspaces/${other.slug}/members/${dia.person.email}`, { role: 'member' })
    const later = await openPanel()
    await later.goto(panelOf(other))
    const chart = sectionOf(later, en.enforcementPanel.chart.title)
    expect(await textIn(chart)).toMatch(
      sentence(en.enforcementPanel.chart.summary, { was: '1 of 2', now: '2 of 3' }),
    )
    expect(await chart.getByRole('img').count()).toBe(1)
    await chart.getByText(en.enforcementPanel.chart.byDay).click()
    const cells = await chart.getByRole('row').allTextContents()
    expect(cells.map((row) => row.replace(/^.*?\d{4}/, 'then'))).toEqual([
      'DayEnrolledMembers',
      'Today23',
      'then12',
    ])
  })
})

describe('the date', () => {
  const inTokyo = (at: string) =>
    new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Tokyo' })

  it('is shown in UTC and the admin’s own time, while choosing and after saving', async () => {
    const page = await openPanel({ timezoneId: 'Asia/Tokyo' })
    const form = policyForm(page)
    await choose(form, true, 'In 14 days')
    const effect = await textIn(effectIn(form))
    const at = new Date(((await edgeNow()) + 14 * DAY) * 1000)
    expect(effect).toMatch(sentence(en.policyEffects.blockedFrom, undefined, 1, 2))
    expect(effect.endsWith(en.layout.yourTime)).toBe(true)
    expect(effect).toContain(inTokyo(at.toISOString()).slice(0, 11))
    await saveOn(form)
    const { body } = await api('GET', policyPath())
    const state = await textIn(sectionOf(page, 'Two-Factor Authentication Enforcement'))
    expect(state).toContain(' UTC · ')
    expect(state).toContain(`${inTokyo(body.effective_at)} ${en.layout.yourTime}`)
  })

  it('is shown in UTC without JavaScript, and the page says so', async () => {
    const page = await openPanel({ javaScriptEnabled: false, timezoneId: 'Asia/Tokyo' })
    const text = await textOn(page)
    expect(text).toMatch(sentence(en.enforcement.scheduled))
    expect(text).not.toContain(en.layout.yourTime)
  })

  it('in local time is isolated from Arabic text, which would reorder its digits', async () => {
    const page = await openPanel({ timezoneId: 'Asia/Tokyo' })
    await page.context().addCookies([inLanguage('ar')])
    await page.reload()
    const apart = page.locator('time[data-local] + bdi, output > bdi')
    expect(await apart.count()).toBe(2)
    for (const text of await apart.allTextContents()) expect(text).toMatch(/^\D*\d.*\(بتوقيتكم المحلي\)$/)
  })
})

describe('the script', () => {
  it('works in a browser with an invalid language', async () => {
    const tell = (name: string, value: string) =>
      `Object.defineProperty(navigator, '${name}', { get: () => ${value} })`
    const strange = `${tell('language', `'en-US@posix'`)}; ${tell('languages', `['en-US@posix']`)}`
    const page = await openPanel({ timezoneId: 'Asia/Tokyo' }, strange)
    expect(await page.evaluate(() => navigator.language)).toBe('en-US@posix')
    expect(await textIn(effectIn(policyForm(page)))).toContain(en.layout.yourTime)
    expect(await page.locator('time').first().getAttribute('title')).toContain(en.layout.yourTime)
    expect(await page.getByRole('button', { name: en.enforcement.preview }).count()).toBe(0)
  })

  it('continues when one of its tasks fails, and the failure is not hidden', async () => {
    const page = await openPanel(
      { timezoneId: 'Asia/Tokyo' },
      `Element.prototype.after = () => { throw new Error('no such thing here') }`,
    )
    const failed = page.waitForEvent('pageerror')
    await page.reload()
    expect((await failed).message).toBe('no such thing here')
    expect(await page.getByRole('button', { name: en.enforcement.preview }).count()).toBe(0)
    expect(await page.getByRole('button', { name: en.layout.copy }).count()).toBe(1)
  })
})

describe('the message for the team', () => {
  it('has the date, the host and the enrolment link, and its button copies it unchanged', async () => {
    const page = await openPanel()
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: portalOrigin })
    const field = page.getByLabel(en.enforcementPanel.message.label)
    const text = await field.inputValue()
    const { body } = await api('GET', policyPath())
    const date = new Date(body.effective_at).toLocaleString('en-GB', {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: 'UTC',
    })
    expect(text).toContain(`From ${date} UTC, Workspace ${workspace.slug} (${workspace.host}) `)
    expect(text).toContain(`\n${portalOrigin}/account/security\n`)
    await page.getByRole('button', { name: en.layout.copy }).click()
    await page.getByRole('button', { name: en.layout.copied }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text)
  })

  it('can be selected without JavaScript, but not changed', async () => {
    const page = await openPanel({ javaScriptEnabled: false })
    const field = page.getByLabel(en.enforcementPanel.message.label)
    expect(await field.getAttribute('readonly')).not.toBeNull()
    expect(await page.getByRole('button', { name: en.layout.copy }).count()).toBe(0)
  })
})

describe('the latest changes', () => {
  it('say who required what, newest first, and link to the audit', async () => {
    await api('PUT', policyPath(), { enforced: false, grace_days: 0 })
    const page = await openPanel()
    const changes = sectionOf(page, en.enforcementPanel.changes.title)
    const [latest, before] = await changes.getByRole('listitem').allTextContents()
    expect(latest).toMatch(sentence(en.enforcementPanel.changes.turnedOff))
    expect(latest).toMatch(new RegExp(` UTC.* ${en.layout.operator}$`))
    expect(before).toMatch(sentence(en.enforcementPanel.changes.requiredFrom))
    expect(before).toContain(admin.person.email)
    await clickLink(page, 'audit log')
    expect(page.url()).toBe(`${portalOrigin}/workspaces/${workspace.slug}/settings/audit`)
  })
})

describe('the panel with everything it can show', () => {
  const LOOKS: [string, string, BrowserContextOptions][] = [
    ['on a desktop', 'en', { viewport: { width: 1280, height: 900 } }],
    ['in the dark', 'en', { colorScheme: 'dark' }],
    ['with the reader’s own colours', 'de', { forcedColors: 'active' }],
    ['on the smallest phone', 'fr', { viewport: { width: 320, height: 640 }, timezoneId: 'Asia/Tokyo' }],
    ['from right to left', 'ar', { viewport: { width: 320, height: 640 }, timezoneId: 'Asia/Tokyo' }],
  ]

  it('has no barrier, breaks no content policy, and fits, in every view', async () => {
    await api('PUT', policyPath(), { enforced: true, grace_days: 14 })
    const first = await openPanel()
    const storageState = await first.context().storageState()
    for (const [how, language, options] of LOOKS) {
      const context = await browser.newContext({ ...options, storageState })
      await context.addCookies([inLanguage(language)])
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text())
      })
      await page.goto(panelOf(workspace))
      expect(await page.locator('svg.plot, svg.bar').count(), how).toBe(2)
      for (const summary of await page.locator('summary').all()) await summary.click()
      expect(await barriersOn(page), how).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), how).toBeLessThan(
        1,
      )
      expect(complaints, how).toEqual([])
    }
  })

  it('shows what saving does in Sallyport’s own colours, whatever the workspace’s accent is', async () => {
    const page = await openPanel()
    const coloursOn = () =>
      effectIn(policyForm(page)).evaluate((output) => ({
        ofEffect: getComputedStyle(output).backgroundColor,
        ofAccent: getComputedStyle(output).getPropertyValue('--accent'),
      }))
    const before = await coloursOn()
    const path = `/workspaces/${workspace.slug}/appearance`
    expect((await api('PUT', path, { display_name: null, accent: '#ff8800' })).status).toBe(200)
    await page.reload()
    const after = await coloursOn()
    expect(after.ofAccent).not.toBe(before.ofAccent)
    expect(after.ofEffect).toBe(before.ofEffect)
    expect((await api('PUT', path, { display_name: null, accent: null })).status).toBe(200)
  })

  it('says who is blocked, and not who would be, once it is in effect', async () => {
    await api('PUT', policyPath(), { enforced: true, grace_days: 0 })
    const page = await openPanel()
    expect(await page.getByText(en.enforcementPanel.report.title).count()).toBe(0)
    expect(await textIn(sectionOf(page, en.enforcement.enrolment))).toMatch(/Blocked until they enrol\s+1/)
    expect(await page.getByLabel(en.enforcementPanel.message.label).inputValue()).toMatch(
      /^Hello,\n\n.+ since .+ UTC\./,
    )
  })
})
