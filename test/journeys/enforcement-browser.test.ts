import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../src/words/en/index.ts'
import { passkeyPolicy } from '../../src/words/en/passkey-policy.ts'
import { passkeys as passkeyWords } from '../../src/words/en/passkeys.ts'
import { type Authenticator, authenticatorFrom, readQrCode } from '../support/node/authenticator.ts'
import {
  clickButton,
  clickLink,
  enterCodeOn,
  headingOn,
  infoOn,
  leaving,
  type OpenBrowser,
  openBrowser,
  signInOn,
  textIn,
  textOn,
  unsavedOn,
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
  type TestWorkspace,
} from '../support/node/test-bed.ts'
import { addAuthenticator } from '../support/node/virtual-authenticator.ts'
import { Visitor } from '../support/node/visitor.ts'
import { sentence } from '../support/sentence.ts'

const DAY = 86_400
const TIMINGS = [
  ['Immediately', 0],
  ['In 3 days', 3],
  ['In 7 days', 7],
  ['In 14 days', 14],
  ['In 30 days', 30],
] as const

let browser: OpenBrowser
let origin: RecordingOrigin
let admin: Admin

beforeAll(async () => {
  browser = await openBrowser()
  origin = await startRecordingOrigin()
  admin = await makeEnrolled('Ada')
})
afterEach(() => browser.closeContexts())
afterAll(async () => {
  await browser?.closeContexts()
  await origin?.close()
})

/** Opens a page in a new browser without cookies. */
const newPage = () => browser.newPage()

interface Admin {
  readonly person: Person
  readonly authenticator: Authenticator
}

async function makeEnrolled(name: string): Promise<Admin> {
  const person = await makePerson(name)
  const visitor = new Visitor()
  await visitor.signIn(person)
  const { authenticator } = await visitor.enrol()
  return { person, authenticator }
}

interface Team {
  readonly workspace: TestWorkspace
  readonly member: Person
}

/** Makes a workspace with the enrolled admin and a member who is not enrolled. */
async function makeTeam(): Promise<Team> {
  const member = await makePerson('Bo')
  const workspace = await makeWorkspace(origin.url, [
    [admin.person, 'admin'],
    [member, 'member'],
  ])
  return { workspace, member }
}

const panelOf = ({ slug }: TestWorkspace) => `${portalOrigin}/workspaces/${slug}/settings/security`

async function openPanel(page: Page, { workspace }: Team): Promise<void> {
  await advance(30)
  await page.goto(panelOf(workspace))
  await signInOn(page, admin.person)
  await enterCodeOn(page, await admin.authenticator.code())
}

const fillPanel = (page: Page, isEnforced: boolean, timing?: string) =>
  choose(policyForm(page), isEnforced, timing)

async function enforce(page: Page, team: Team, timing: string): Promise<void> {
  await openPanel(page, team)
  await fillPanel(page, true, timing)
  await saveOn(policyForm(page))
}

const filledIn = async (page: Page) => ({
  enforced: await policyForm(page).getByLabel(en.enforcement.require).isChecked(),
  timing: await textIn(policyForm(page).locator('[name=grace_days] option:checked')),
})

const policyOf = async ({ slug }: TestWorkspace) => (await api('GET', `/workspaces/${slug}/policy`)).body

/** Returns seconds since 1970. */
const effectiveAtOf = async (workspace: TestWorkspace) =>
  Date.parse((await policyOf(workspace)).effective_at) / 1000

/** Returns the first date and time in a text of the page. */
const timeIn = (text: string) => Date.parse(/\d+ \w+ \d{4}, \d\d:\d\d UTC/.exec(text)?.[0] ?? '') / 1000

async function advanceTo(at: number): Promise<void> {
  await advance(at - (await edgeNow()))
}

/** Sets up the app on the page that asks for it, and follows to where that leads. */
async function setUp(page: Page): Promise<void> {
  const authenticator = authenticatorFrom(readQrCode(await page.locator('.qr').screenshot()))
  await enterCodeOn(page, await authenticator.code())
  await clickButton(page, en.recoveryCodes.confirm)
}

const enforcementOf = ({ slug }: TestWorkspace) => en.enter.blockedTitle(`Workspace ${slug}`)
const promptOf = ({ slug }: TestWorkspace) => en.enter.promptTitle(`Workspace ${slug}`)

/** Returns what a person sees in a form. */
const valuesIn = (form: Element) =>
  [...new FormData(form as HTMLFormElement)].filter(([name]) => name !== 'csrf' && name !== 'id')

/** Returns the paths that reached the origin of a workspace. */
const pathsReached = ({ host }: TestWorkspace) =>
  origin.requests.filter(({ headers }) => headers['x-forwarded-host'] === host).map(({ path }) => path)

describe('the panel', () => {
  it('tells an admin who is sent to enrol why, even after another sign-in', async () => {
    const ada = await makePerson('Ada')
    const workspace = await makeWorkspace(origin.url, [[ada, 'owner']])
    await api('PUT', `/workspaces/${workspace.slug}/policy`, { enforced: true, grace_days: 0 })
    const visitor = new Visitor()
    const members = `${portalOrigin}/workspaces/${workspace.slug}/settings/members`
    const WHY = en.authenticator.forSettings
    const setUpPage = await visitor.signIn(ada, members)
    expect(setUpPage.url).toContain('/account/security/authenticator?')
    expect(setUpPage.text).toContain(WHY)
    await advance(700)
    const again = await visitor.ask(members)
    expect(again.url).toContain('/sign-in?why=fresh')
    expect(again.text).toContain(WHY)
  })

  it('sends an admin who is not enrolled to enrol first, and back to the form as filled in', async () => {
    const ada = await makePerson('Ada')
    const workspace = await makeWorkspace(origin.url, [[ada, 'owner']])
    const page = await newPage()
    await page.goto(`${portalOrigin}/workspaces`)
    await signInOn(page, ada)
    await clickLink(page, en.workspaces.settingsOf(`Workspace ${workspace.slug}`))
    expect(await textOn(page)).toMatch(sentence(en.enforcement.enableFirst))
    await fillPanel(page, true, 'In 14 days')
    await saveOn(policyForm(page))
    expect(await headingOn(page)).toBe('Enable two-factor authentication')
    expect(await infoOn(page)).toMatch(sentence(en.authenticator.forSettings))
    expect(await policyOf(workspace)).toMatchObject({ state: 'off' })

    await setUp(page)
    expect(page.url()).toContain(panelOf(workspace))
    expect(await unsavedOn(page)).toBe(en.settings.notSaved)
    expect(await filledIn(page)).toEqual({ enforced: true, timing: 'In 14 days' })
    expect(await policyOf(workspace)).toMatchObject({ state: 'off' })
    await saveOn(policyForm(page))
    expect(await infoOn(page)).toBe(en.settings.saved)
    expect(await policyOf(workspace)).toMatchObject({ state: 'scheduled', grace_days: 14 })
  })

  it('offers exactly five timings, and says what each will do before it is saved', async () => {
    const team = await makeTeam()
    const page = await newPage()
    await openPanel(page, team)
    const effect = effectIn(policyForm(page))
    const isAmber = () => effect.evaluate((box) => box.matches('.blocking'))
    const button = () => textIn(policyForm(page).locator('[data-save]'))
    expect(await filledIn(page)).toEqual({ enforced: false, timing: 'In 14 days' })
    const offered = page.getByLabel(en.enforcement.timing).locator('option')
    expect(await offered.allTextContents()).toEqual(TIMINGS.map(([timing]) => timing))
    expect(await textOn(page)).toMatch(/Enrolled\s+1 of 2\b/)
    expect(await textIn(effect)).toBe(en.policyEffects.stillOff)
    await fillPanel(page, true, 'Immediately')
    expect(await textIn(effect)).toBe(en.policyEffects.blockedNow(1, 2))
    expect([await isAmber(), await button()]).toEqual([true, 'Block 1 member now'])
    for (const [timing, days] of TIMINGS.slice(1)) {
      await fillPanel(page, true, timing)
      const told = await textIn(effect)
      expect(told).toMatch(sentence(en.policyEffects.blockedFrom, undefined, 1, 2))
      expect([await isAmber(), await button()]).toEqual([false, 'Update'])
      expect(Math.abs(timeIn(told) - (await edgeNow()) - days * DAY)).toBeLessThan(120)
    }
    await fillPanel(page, false)
    expect(await textIn(effect)).toBe(en.policyEffects.stillOff)
    expect(await policyOf(team.workspace)).toMatchObject({ state: 'off', updated_at: null })
  })

  it('asks an admin again if their code is older than ten minutes, and keeps the form as filled in', async () => {
    const team = await makeTeam()
    const page = await newPage()
    await openPanel(page, team)
    await fillPanel(page, true, 'In 3 days')
    await advance(601)
    await saveOn(policyForm(page))
    expect(await headingOn(page)).toBe(en.verify.titleOfStepUp)
    expect(await policyOf(team.workspace)).toMatchObject({ state: 'off' })
    await enterCodeOn(page, await admin.authenticator.code())
    expect(await filledIn(page)).toEqual({ enforced: true, timing: 'In 3 days' })
    expect(await unsavedOn(page)).toBe(en.settings.notSaved)
    expect(await policyOf(team.workspace)).toMatchObject({ state: 'off' })
    await saveOn(policyForm(page))
    expect(await policyOf(team.workspace)).toMatchObject({ state: 'scheduled', grace_days: 3 })
  })

  it.each([
    ['sign-in', (page: Page) => page.getByLabel('Hostile', { exact: true }).uncheck(), en.allowedWays.save],
    ['members', (page: Page) => page.getByLabel(en.members.email).fill('bo@example.com'), 'Add'],
    ['tokens', (page: Page) => page.getByLabel(en.tokens.name, { exact: true }).fill('CI'), en.tokens.submit],
  ])(
    'keeps the form at %s through such a proof, and says that nothing is saved yet',
    async (path, fill, button) => {
      const page = await newPage()
      await openPanel(page, await makeTeam())
      const address = page.url().replace(/security$/, path)
      await page.goto(address)
      expect(await page.locator('.warning[role=status]').count()).toBe(0)
      await fill(page)
      const filled = await page.locator('main form').first().evaluate(valuesIn)
      await advance(601)
      await clickButton(page, button)
      await enterCodeOn(page, await admin.authenticator.code())
      expect(page.url()).toContain(`${address}?`)
      expect(await page.locator('main form').first().evaluate(valuesIn)).toEqual(filled)
      expect(await unsavedOn(page)).toBe(en.settings.notSaved)
    },
  )

  it('does not restart the clock when the same is saved again, and says so before', async () => {
    const team = await makeTeam()
    const page = await newPage()
    await enforce(page, team, 'In 7 days')
    const saved = await policyOf(team.workspace)
    await advance(300)
    await page.reload()
    expect(await textIn(effectIn(policyForm(page)))).toMatch(
      sentence(en.policyEffects.unchangedBlockedFrom, undefined, 1, 2),
    )
    await saveOn(policyForm(page))
    expect(await infoOn(page)).toBe(en.settings.saved)
    expect(await policyOf(team.workspace)).toEqual(saved)
  })

  it('turned off admits everyone, and people stay enrolled', async () => {
    const team = await makeTeam()
    const page = await newPage()
    await enforce(page, team, 'Immediately')
    const member = await newPage()
    await member.goto(team.workspace.origin)
    await signInOn(member, team.member)
    expect(await headingOn(member)).toBe(enforcementOf(team.workspace))
    await fillPanel(page, false)
    expect(await textIn(effectIn(policyForm(page)))).toBe(en.policyEffects.lifted)
    await saveOn(policyForm(page))
    expect(await policyOf(team.workspace)).toMatchObject({ state: 'off', effective_at: null })
    await member.goto(`${team.workspace.origin}/now`)
    expect(member.url()).toBe(`${team.workspace.origin}/now`)

    const { body } = await api('GET', `/workspaces/${team.workspace.slug}/enrollment`)
    expect(body).toMatchObject({ members: 2, enrolled: 1, vouched: 0, pending: 0, overdue: 0 })
    const again = await newPage()
    await again.goto(team.workspace.origin)
    await signInOn(again, admin.person)
    expect(await headingOn(again)).toBe(en.verify.title)
  })
})

describe.each(TIMINGS)('enforcement %s', (timing, days) => {
  it('blocks a member who is not enrolled from its start, and not before', async () => {
    const team = await makeTeam()
    const { workspace } = team
    const page = await newPage()
    await enforce(page, team, timing)
    const effectiveAt = await effectiveAtOf(workspace)
    expect(Math.abs(effectiveAt - (await edgeNow()) - days * DAY)).toBeLessThan(10)
    const state = days === 0 ? en.enforcement.inEffect : en.enforcement.scheduled
    expect(await textOn(page)).toMatch(sentence(state))

    const member = await newPage()
    if (days > 0) {
      await advanceTo(effectiveAt - 60)
      await member.goto(`${workspace.origin}/before`)
      await signInOn(member, team.member)
      expect(await headingOn(member)).toBe(promptOf(workspace))
      await clickButton(member, en.enter.later)
      expect(member.url()).toBe(`${workspace.origin}/before`)
      await advanceTo(effectiveAt)
      await member.goto(`${workspace.origin}/after`)
    } else {
      await member.goto(`${workspace.origin}/after`)
      await signInOn(member, team.member)
    }
    expect(await headingOn(member)).toBe(enforcementOf(workspace))
    expect(pathsReached(workspace)).toEqual(days > 0 ? ['/before'] : [])
  })
})

describe('a member who is not enrolled', () => {
  it('is prompted at each sign-in, then blocked, and once enrolled goes straight on', async () => {
    const team = await makeTeam()
    const { workspace } = team
    await enforce(await newPage(), team, 'In 7 days')
    const effectiveAt = await effectiveAtOf(workspace)
    const page = await newPage()
    await page.goto(`${workspace.origin}/one`)
    await signInOn(page, team.member)
    expect(await headingOn(page)).toBe(promptOf(workspace))
    const words = await textOn(page)
    expect(words).toContain('7 days left')
    expect(Math.abs(timeIn(words) - effectiveAt)).toBeLessThan(60)
    await clickButton(page, en.enter.later)
    expect(page.url()).toBe(`${workspace.origin}/one`)
    await advance(150)
    await page.goto(`${workspace.origin}/two`)
    expect(page.url()).toBe(`${workspace.origin}/two`)
    const phone = await newPage()
    await phone.goto(`${workspace.origin}/phone`)
    await signInOn(phone, team.member)
    expect(await headingOn(phone)).toBe(promptOf(workspace))

    await advance(2 * DAY)
    await page.goto(`${workspace.origin}/three`)
    await signInOn(page, team.member)
    expect(await headingOn(page)).toBe(promptOf(workspace))
    expect(await textOn(page)).toContain('5 days left')
    await clickButton(page, en.enter.later)
    expect(page.url()).toBe(`${workspace.origin}/three`)

    await advanceTo(effectiveAt)
    await page.goto(`${workspace.origin}/four?q=1`)
    await signInOn(page, team.member)
    expect(await headingOn(page)).toBe(enforcementOf(workspace))
    await clickLink(page, en.enter.setUpNow)
    await setUp(page)
    expect(page.url()).toBe(`${workspace.origin}/four?q=1`)
    expect(pathsReached(workspace)).toEqual(['/one', '/two', '/three', '/four?q=1'])
    expect(origin.lastClaims()).toMatchObject({
      acr: 'aal2',
      email: team.member.email,
      workspace: { role: 'member' },
      enforcement: { state: 'in_effect', effective_at: effectiveAt },
    })
  })

  it('goes straight on from the prompt if they set up the app at once', async () => {
    const team = await makeTeam()
    await enforce(await newPage(), team, 'In 3 days')
    const page = await newPage()
    await page.goto(`${team.workspace.origin}/at-once`)
    await signInOn(page, team.member)
    await clickLink(page, en.enter.setUpNow)
    await setUp(page)
    expect(page.url()).toBe(`${team.workspace.origin}/at-once`)
  })

  it('who is blocked in one workspace still enters another', async () => {
    const team = await makeTeam()
    const easy = await makeWorkspace(origin.url, [[team.member, 'member']])
    await enforce(await newPage(), team, 'Immediately')
    const page = await newPage()
    await page.goto(team.workspace.origin)
    await signInOn(page, team.member)
    expect(await headingOn(page)).toBe(enforcementOf(team.workspace))
    await clickLink(page, 'Your other workspaces')
    expect(await textOn(page)).toContain(en.workspaces.required)
    await clickLink(page, en.workspaces.openThis(`Workspace ${easy.slug}`))
    expect(page.url()).toBe(`${easy.origin}/`)
    await page.goto(team.workspace.origin)
    expect(await headingOn(page)).toBe(enforcementOf(team.workspace))
    expect(pathsReached(team.workspace)).toEqual([])
  })
})

describe('a workspace that requires a passkey', () => {
  const blockedTitle = ({ slug }: TestWorkspace) => passkeyPolicy.entrance.blockedTitle(`Workspace ${slug}`)

  interface WithApp extends Team {
    readonly app: Authenticator
  }

  /** Makes a workspace with the admin and a member, each with an app alone. */
  async function makeTeamWithApps(): Promise<WithApp> {
    const { person: member, authenticator: app } = await makeEnrolled('Bo')
    const workspace = await makeWorkspace(origin.url, [
      [admin.person, 'admin'],
      [member, 'member'],
    ])
    return { workspace, member, app }
  }

  const requirePasskey = ({ slug }: TestWorkspace, grace_days: number) =>
    api('PUT', `/workspaces/${slug}/policy/phishing-resistant`, { enforced: true, grace_days })

  /** Opens a page of the workspace, and signs in with the password and a code. */
  async function openWithCode({ workspace, member, app }: WithApp, path: string): Promise<Page> {
    await advance(30)
    const page = await newPage()
    await addAuthenticator(page)
    await page.goto(workspace.origin + path)
    await signInOn(page, member)
    await enterCodeOn(page, await app.code())
    return page
  }

  it('is made by an admin with an app alone, and the button says how many it blocks', async () => {
    const team = await makeTeamWithApps()
    const page = await newPage()
    await openPanel(page, team)
    const form = policyForm(page, 'phishing-resistant')
    expect(await textOn(page)).toContain('You can set this policy without a passkey.')
    await choose(form, true, 'Immediately')
    expect(await textIn(effectIn(form))).toBe(passkeyPolicy.effects.blockedNow(2, 2))
    expect(await textIn(form.locator('[data-save]'))).toBe('Block 2 members now')
    await form.locator('[name=applies_to]').selectOption('admins')
    expect(await textIn(effectIn(form))).toBe(passkeyPolicy.effects.blockedNow(1, 1, 'admins'))
    await saveOn(form)
    expect(await infoOn(page)).toBe(en.settings.saved)
    const { body } = await api('GET', `/workspaces/${team.workspace.slug}/policy/phishing-resistant`)
    expect(body).toMatchObject({ state: 'in_effect', applies_to: 'admins' })
    expect(await policyOf(team.workspace)).toMatchObject({ state: 'off', updated_at: null })
  })

  it('blocks a member with an app until they add a passkey, and then opens the page they asked for', async () => {
    const team = await makeTeamWithApps()
    await requirePasskey(team.workspace, 0)
    const page = await openWithCode(team, '/report?q=1')
    expect(await headingOn(page)).toBe(blockedTitle(team.workspace))
    expect(await textOn(page)).toContain(passkeyPolicy.entrance.notEnough)
    expect(pathsReached(team.workspace)).toEqual([])
    await clickLink(page, passkeyPolicy.entrance.add)
    await clickButton(page, passkeyWords.add)
    expect(page.url()).toBe(`${team.workspace.origin}/report?q=1`)
    expect(pathsReached(team.workspace)).toEqual(['/report?q=1'])
    expect(origin.lastClaims()).toMatchObject({
      amr: expect.arrayContaining(['hwk']),
      enforcement: { state: 'off', requires: ['passkey'] },
    })
  })

  it('asks a member who has a passkey for it, although they used a code', async () => {
    const team = await makeTeamWithApps()
    const page = await openWithCode(team, '/before')
    await page.goto(`${portalOrigin}/account/security/passkeys`)
    await clickButton(page, passkeyWords.add)
    await requirePasskey(team.workspace, 0)
    await page.context().clearCookies()
    await advance(30)
    await page.goto(`${team.workspace.origin}/vault`)
    await signInOn(page, team.member)
    await enterCodeOn(page, await team.app.code())
    expect(await textOn(page)).toContain(passkeyWords.useOnly)
    await clickButton(page, passkeyWords.use)
    expect(page.url()).toBe(`${team.workspace.origin}/vault`)
  })

  it('prompts before its date with the days left, once in a session', async () => {
    const team = await makeTeamWithApps()
    await requirePasskey(team.workspace, 7)
    const page = await openWithCode(team, '/one')
    expect(await headingOn(page)).toBe(passkeyPolicy.entrance.promptTitle(`Workspace ${team.workspace.slug}`))
    expect(await textOn(page)).toContain('7 days left')
    await clickButton(page, en.enter.later)
    expect(page.url()).toBe(`${team.workspace.origin}/one`)
    await advance(150)
    await page.goto(`${team.workspace.origin}/two`)
    expect(page.url()).toBe(`${team.workspace.origin}/two`)
  })

  it('leads a member without any factor to a passkey first, beside the other policy', async () => {
    const team = await makeTeam()
    for (const policy of ['policy', 'policy/phishing-resistant'])
      await api('PUT', `/workspaces/${team.workspace.slug}/${policy}`, { enforced: true, grace_days: 0 })
    const page = await newPage()
    await addAuthenticator(page)
    await page.goto(`${team.workspace.origin}/first`)
    await signInOn(page, team.member)
    expect(await headingOn(page)).toBe(blockedTitle(team.workspace))
    await clickLink(page, passkeyPolicy.entrance.add)
    expect(await textOn(page)).toContain('An authenticator app isn’t enough there.')
    await clickButton(page, passkeyWords.add)
    await clickButton(page, en.recoveryCodes.confirm)
    expect(page.url()).toBe(`${team.workspace.origin}/first`)
  })
})

describe('a person who is not a member', () => {
  it('is told so with the account they use, and may enter with another', async () => {
    const [ada, bo] = [await makePerson('Ada'), await makePerson('Bo')]
    const workspace = await makeWorkspace(origin.url, [[ada, 'member']])
    const page = await newPage()
    await page.goto(`${workspace.origin}/door`)
    await signInOn(page, bo)
    expect(await headingOn(page)).toBe(en.enter.notAMemberTitle(`Workspace ${workspace.slug}`))
    expect(await textOn(page)).toMatch(sentence(en.enter.notAMember, { email: bo.email }))
    expect(pathsReached(workspace)).toEqual([])
    await clickLink(page, en.enter.useAnotherAccount)
    await signInOn(page, ada)
    expect(page.url()).toBe(`${workspace.origin}/door`)
    expect(origin.lastClaims()).toMatchObject({ email: ada.email })
  })
})

describe('two tabs that sign in at once', () => {
  it('both end where they were going in one workspace, with a password alone', async () => {
    const bo = await makePerson('Bo')
    const workspace = await makeWorkspace(origin.url, [[bo, 'member']])
    const one = await newPage()
    const two = await one.context().newPage()
    await one.goto(`${workspace.origin}/one`)
    await two.goto(`${workspace.origin}/two`)
    await Promise.all([signInOn(one, bo), signInOn(two, bo)])
    expect([one.url(), two.url()]).toEqual([`${workspace.origin}/one`, `${workspace.origin}/two`])
  })

  it('both end where they were going in two workspaces, with one code', async () => {
    const { person, authenticator } = admin
    await advance(30)
    const first = await makeWorkspace(origin.url, [[person, 'member']])
    const second = await makeWorkspace(origin.url, [[person, 'member']])
    const one = await newPage()
    const two = await one.context().newPage()
    await one.goto(`${first.origin}/one`)
    await two.goto(`${second.origin}/two`)
    await signInOn(one, person)
    await signInOn(two, person)
    const code = await authenticator.code()
    await enterCodeOn(one, code)
    expect(one.url()).toBe(`${first.origin}/one`)
    await enterCodeOn(two, code)
    expect(two.url()).toBe(`${second.origin}/two`)
    await advance(150)
    await Promise.all([leaving(one, () => one.reload()), leaving(two, () => two.reload())])
    expect([one.url(), two.url()]).toEqual([`${first.origin}/one`, `${second.origin}/two`])
  })
})
