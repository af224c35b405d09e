// Every page and state that people meet, in an order in which each leads to the next. The journeys check all
// of them, and the gallery photographs them.

import type { Page } from 'playwright-core'
import { startLoginService } from '../../../demo/login-service.ts'
import { CHECK_APP, SHORT_SECRET } from '../../../src/portal/pages/account/authenticator-path.ts'
import { appCheck } from '../../../src/words/en/app-check.ts'
import { en } from '../../../src/words/en/index.ts'
import { accessRows } from './access-pages.ts'
import { type Authenticator, authenticatorFrom, readQrCode } from './authenticator.ts'
import { clickButton, clickLink, enterCodeOn, leaving, signInOn } from './browser.ts'
import { type Fault, withFaults } from './faults.ts'
import { drawLogo } from './logo.ts'
import { saveRules } from './machines.ts'
import { choose, policyForm, saveOn } from './policy-form.ts'
import { askForAddress } from './portal-forms.ts'
import { signInAtProvider } from './real-providers.ts'
import { startRecordingOrigin } from './recording-origin.ts'
import { decisionRows, recoveryRows } from './recovery-pages.ts'
import {
  advance,
  api,
  edgeNow,
  fixturePorts,
  hostOf,
  keepEdgeTime,
  makeInvitation,
  originOf,
  type Person,
  portalOrigin,
  runSql,
  type TestWorkspace,
} from './test-bed.ts'
import { addAuthenticator } from './virtual-authenticator.ts'
import { Visitor } from './visitor.ts'

let ada: Person // an enrolled admin
let authenticator: Authenticator
let bo: Person // a member who is not enrolled
let cy: Person // in no workspace; somebody has guessed at the password
let home: TestWorkspace // Ada administers it, Bo is a member
let scheduled: TestWorkspace // with Bo as a member
let strict: TestWorkspace // with Bo as a member
let broken: TestWorkspace // with Bo as a member and an origin that does not answer
let slow: TestWorkspace // with Bo as a member
let ruled: TestWorkspace // with Ada and Bo as members, and rules that neither of them meets
let elsewhere: TestWorkspace // with Bo as a member, and without passwords
let foreign: TestWorkspace // with neither of them
let own: TestWorkspace // Bo owns it
let keyed: TestWorkspace // with Ada and Bo as members, and a passkey required
let soonKeyed: TestWorkspace // with Ada and Bo as members, and a passkey required in seven days

/** Makes the people and workspaces of the rows below. Returns a function that ends what was started. */
export async function setStage(): Promise<() => Promise<void>> {
  const origin = await startRecordingOrigin()
  ada = await makeNamedPerson('Ada')
  bo = await makeNamedPerson('Bo')
  cy = await makeNamedPerson('Cy')
  home = await makeNamed('harbour', 'Harbour Foods', origin.url, [
    [ada, 'owner'],
    [bo, 'member'],
  ])
  scheduled = await makeNamed('lighthouse', 'Lighthouse Press', origin.url, [[bo, 'member']])
  strict = await makeNamed('copper', 'Copper & Sons', origin.url, [[bo, 'member']])
  elsewhere = await makeNamed('orchard', 'Orchard Clinic', origin.url, [[bo, 'member']])
  broken = await makeNamed('ferry', 'Ferry Lines', 'http://127.0.0.1:9', [[bo, 'member']])
  slow = await makeNamed('tidewater', 'Tidewater', origin.url, [[bo, 'member']])
  ruled = await makeNamed('quarry', 'Quarry & Daughters', origin.url, [
    [ada, 'member'],
    [bo, 'member'],
  ])
  await saveRules(
    ruled,
    { id: 'admin', path: '/admin', match: 'prefix', access: 'member', roles: ['owner'] },
    { id: 'vault', path: '/vault', match: 'prefix', access: 'member', require: PASSKEY },
  )
  own = await makeNamed('bakery', 'Bo’s Bakery', origin.url, [[bo, 'owner']])
  const adaAndBo = [
    [ada, 'member'],
    [bo, 'member'],
  ] as const
  keyed = await makeNamed('signal', 'Signal Yard', origin.url, adaAndBo)
  soonKeyed = await makeNamed('mill', 'Mill & Mere', origin.url, adaAndBo)
  await requirePasskey(keyed, 0)
  await requirePasskey(soonKeyed, 7)
  foreign = await makeNamed('granite', 'Granite Works', origin.url, [])
  await api('PUT', `/workspaces/${scheduled.slug}/policy`, { enforced: true, grace_days: 30 })
  await api('PUT', `/workspaces/${strict.slug}/policy`, { enforced: true, grace_days: 0 })
  await api('PUT', `/workspaces/${elsewhere.slug}/providers`, { allowed: ['linking'] })
  await dress(home, { accent: '#d9480f' }, drawLogo(256, 256))
  await dress(scheduled, { display_name: LONG_NAME, accent: '#ffe94d' }, drawLogo(60, 480))
  await dress(strict, { accent: '#0a0a2e' }, null)
  await dress(elsewhere, { accent: '#ffffff' }, drawLogo(960, 120))
  await dress(foreign, { display_name: 'غرانيت', accent: '#b5179e' }, null)
  const visitor = new Visitor()
  await visitor.signIn(ada)
  authenticator = (await visitor.enrol()).authenticator
  // Enters without a second factor before one is required, so that the panel's report has an entry.
  await new Visitor().signIn(bo, `${home.origin}/`)
  return () => origin.close()
}

const requirePasskey = ({ slug }: TestWorkspace, grace_days: number, applies_to = 'everybody') =>
  api('PUT', `/workspaces/${slug}/policy/phishing-resistant`, { enforced: true, grace_days, applies_to })

const LONG_NAME =
  'Lighthouse Press, the Cooperative Society of Printers, Binders and Booksellers on the Northern Coast'

async function dress({ slug }: TestWorkspace, chosen: object, logo: Uint8Array | null): Promise<void> {
  await api('PUT', `/workspaces/${slug}/appearance`, { display_name: null, ...chosen })
  const headers = { 'content-type': 'image/png' }
  if (logo) await api('PUT', `/workspaces/${slug}/logo`, logo, { headers })
}

// These people and workspaces have names that look good in pictures. No other test uses the names.

async function makeNamedPerson(name: string): Promise<Person> {
  const person = {
    email: `${name.toLowerCase()}@harbour.example`,
    name,
    password: `${name} has a long password`,
  }
  await api('PUT', `/accounts/${person.email}`, { name, password: person.password })
  return person
}

async function makeNamed(
  slug: string,
  name: string,
  origin: string,
  members: readonly (readonly [Person, 'owner' | 'member'])[],
): Promise<TestWorkspace> {
  await api('PUT', `/workspaces/${slug}`, { name, hosts: [hostOf(slug)], origin })
  for (const [{ email }, role] of members) await api('PUT', `/workspaces/${slug}/members/${email}`, { role })
  return { slug, host: hostOf(slug), origin: originOf(slug) }
}

const PASSKEYS = '/account/security/passkeys'
const PASSKEY = { max_age: 600, methods: ['passkey'] }

export type Row = readonly [name: string, open: (page: Page) => Promise<unknown>]

export const settingsOf = (workspace: TestWorkspace, tab: string) =>
  `${portalOrigin}/workspaces/${workspace.slug}/settings/${tab}`
const leaveOf = ({ slug }: TestWorkspace) => `${portalOrigin}/workspaces/${slug}/leave`
const at =
  (path: string) =>
  (page: Page): Promise<unknown> =>
    page.goto(portalOrigin + path)

const SIGNED_OUT: Row[] = [
  ['the sign-in page', at('/sign-in')],
  ['the sign-in page on the way to a workspace', (page) => page.goto(home.origin)],
  ['the sign-in page after a lost form', (page) => page.goto(`${home.origin}/.sallyport/start?unsaved=1`)],
  ['the sign-in page after a wrong password', (page) => signInOn(page, { ...ada, password: 'wrong' })],
  ['the sign-in page that takes no more passwords', guessPasswords],
  ['the page for a form that is out of date', sendStaleForm],
  ['the page for a forgotten password where no mail is sent', at('/forgotten-password')],
  ['the page of a link to a new password that no longer works', at('/forgotten-password/spl_nothing')],
  ['the page of a link to a report that no longer works', at('/not-me/spl_nothing')],
  ['the sign-in page after too long', at('/sign-in?why=expired')],
  ['the sign-in page after a refusal by a provider', at('/sign-in?refused=address-taken&provider=linking')],
  ['the page that asks for a code', (page) => signInOn(page, ada)],
  ['the page that refuses what is no code', (page) => enterCodeOn(page, 'not a code')],
  ['the page that refuses a wrong code', async (page) => enterCodeOn(page, await wrongCode())],
  ['the page that asks for a recovery code', (page) => clickLink(page, en.verify.useRecoveryCode)],
  ['the page that takes no more guesses', lockOut],
  ['the page that takes no guesses yet, opened anew', at('/sign-in/verify')],
  ['the page of a locked account', signInLocked],
  ['the page after signing out', at('/sign-out')],
  ['a page that is not there', at('/nothing')],
  ['the page for an unknown host', at(`/enter?host=${hostOf('nobody')}`)],
  ['the gate’s page for a way in that is closed', (page) => page.goto(`${home.origin}/.sallyport/enter`)],
  ['the gate’s page for a reserved address', (page) => page.goto(`${home.origin}/.sallyport/nothing`)],
  ['the gate’s page for a host that no workspace has', (page) => page.goto(`http://${hostOf('nobody')}`)],
  ['the page of an invitation, for an address without an account', openInvitation],
  ['the page of an invitation that refuses a password', refusePasswordOfInvitation],
  ['the page of an invitation, for an address with an account', (page) => openInvitationOf(bo, page)],
  ['the page of an invitation that no longer works', at('/invitations/nothing')],
  ['the description of the API', at('/docs')],
]

const NOT_ENROLLED: Row[] = [
  ['the list of workspaces', (page) => at('/workspaces')(page).then(() => signInOn(page, bo))],
  ['the Security tab', at('/account/security')],
  ['the Sessions tab', at('/account/security/sessions')],
  ['the page of an invitation', (page) => openInvitationOf(bo, page)],
  ['the page of an invitation to a workspace that requires a second factor', openStrictInvitation],
  ['the page of an invitation of somebody else', (page) => openInvitationOf(cy, page)],
  ['the page that asks whether to leave a workspace', (page) => page.goto(leaveOf(home))],
  ['the page of the only owner, who can’t leave', (page) => page.goto(leaveOf(own))],
  ['the page to change the password', at('/account/security/password')],
  ['the page that refuses a new password', refuseNewPassword],
  ['the page of an address that waits, where no mail is sent', waitForAddress],
  ['the page of the link to a new address', openAddressLink],
  ['the page of a link to an address that no longer works', at('/account/security/address/spl_nothing')],
  ['the sign-in page of who is signed in', at('/sign-in')],
  ['the page that asks whether to sign out', at('/sign-out')],
  ['the prompt before the date', (page) => page.goto(scheduled.origin)],
  ['the page of who is blocked', (page) => page.goto(strict.origin)],
  [
    'the page of who is blocked, after a lost form',
    (page) => page.goto(`${strict.origin}/.sallyport/start?unsaved=1`),
  ],
  ['the page of who has no factor where a passkey is required', (page) => page.goto(keyed.origin)],
  ['the page of who is not a member', (page) => page.goto(foreign.origin)],
  ['the page for another way in', (page) => page.goto(elsewhere.origin)],
  [
    'the Security tab after a refusal by a provider',
    at('/account/security?refused=already-linked&provider=linking'),
  ],
  ['the page for admins only', (page) => page.goto(settingsOf(home, 'security'))],
  ['the panel of an admin who is not enrolled', (page) => page.goto(settingsOf(own, 'security'))],
  ['the gate’s page for an origin that does not answer', (page) => page.goto(broken.origin)],
  ['the gate’s page for an origin that takes too long', (page) => page.goto(`${slow.origin}/silent`)],
  ['the gate’s page for another role', (page) => page.goto(`${ruled.origin}/admin`)],
  ['the page while the database can’t be reached', (page) => withFault('refused', page)],
  ['the page after a fault of ours', (page) => withFault('garbled', page)],
  ['the page that asks for another way in before it sets up an app', setUpByOtherWay],
  ['the set-up page on the way to a workspace', setUpFor],
  ['the set-up page on the way to a workspace that requires a passkey', (page) => setUpForHost(page, keyed)],
  ['the set-up page', at('/account/security/authenticator')],
  ['the set-up page after a wrong code', (page) => enterCodeOn(page, '12345')],
  ['the recovery codes, shown once', enrolAfterWrongCode],
  ['the Security tab while they are not confirmed', at('/account/security')],
]

/** Sends a form, because a page that wants a passkey leads to the portal by itself. */
async function sendFormToVault(page: Page): Promise<void> {
  await page.goto(ruled.origin)
  await page.setContent('<form method="post" action="/vault"><button>Send</button></form>')
  await page.getByRole('button').click()
  await page.waitForURL(`${ruled.origin}/vault`)
}

const ENROLLED: Row[] = [
  ['the list of workspaces', signInAsAda],
  ['the gate’s page that wants a passkey', sendFormToVault],
  ['the panel while nothing is enforced', (page) => page.goto(settingsOf(home, 'security'))],
  ['the panel before it blocks people at once', chooseToBlock],
  ['the panel before it blocks people without a passkey', chooseToRequirePasskeys],
  ['the panel once it is enforced', enforce],
  ['the panel that somebody else has changed meanwhile', updateStalePanel],
  ['the panel once it is in effect', openStrictPanel],
  ['the panel once owners and admins need a passkey, too', openPanelOfBoth],
  ['the prompt before a passkey is required', (page) => page.goto(soonKeyed.origin)],
  ['the page of who has no passkey', (page) => page.goto(keyed.origin)],
  ['the passkeys, on the way to a workspace', (page) => clickFirstLink(page)],
  ['the ways to sign in', (page) => page.goto(settingsOf(home, 'sign-in'))],
  ['the ways to sign in, one’s own left out', leaveOwnWayOut],
  ['the appearance', (page) => page.goto(settingsOf(home, 'appearance'))],
  ['the appearance, name and colour refused', refuseAppearance],
  ['the appearance, a logo refused', refuseLogo],
  ['the list of members', (page) => page.goto(settingsOf(home, 'members'))],
  ['the list of members with people who are invited', openListWithInvitations],
  ['the list of members with a role that is not saved yet', chooseRole],
  ['the list of members after a refusal', addStranger],
  [
    'the list of members, searched',
    (page) => page.goto(`${settingsOf(home, 'members')}?search=${bo.email.slice(0, 4)}`),
  ],
  ['the list of members with nobody in it', at('/workspaces/harbour/settings/members?search=nobody-at-all')],
  ['the page that asks whether to remove a member', askToRemove],
  ['the extension of a member', (page) => openExtension(page)],
  ['the extension of a member, refused', refuseExtension],
  ['the extension of a member, not saved yet', openTypedExtension],
  ['the extension of oneself', (page) => openExtension(page, ada.email)],
  ['the extension of somebody who is no member', (page) => openExtension(page, cy.email)],
  ['the extension of a member, once it is granted', grantExtension],
  ['the list of members, one with more time', (page) => page.goto(settingsOf(home, 'members'))],
  ['the list of members without a passkey', listWithoutPasskey],
  ['the list of members, one with an imported app', listImported],
  ['the panel with an imported app', showImported],
  ['the extension of a member, taken back', takeBackExtension],
  ...decisionRows(
    () => home,
    () => bo,
  ),
  ['the extension of a member who has had one', (page) => openExtension(page)],
  ...accessRows(() => home),
  ['the tokens', (page) => page.goto(settingsOf(home, 'tokens'))],
  ['a token, shown once', makeToken],
  ['the audit', (page) => page.goto(settingsOf(home, 'audit'))],
  ['the audit before anything happened', at('/workspaces/harbour/settings/audit?cursor=1')],
  [
    'the audit by a filter',
    (page) => page.goto(`${settingsOf(home, 'audit')}?action=member.put&from=2020-01-01`),
  ],
  [
    'the audit by a filter that is refused',
    (page) => page.goto(`${settingsOf(home, 'audit')}?person=ada&from=30.11.&until=2026-02-30`),
  ],
  ['the Security tab', at('/account/security')],
  ['the Security tab while workspaces require a passkey', openWhilePasskeysAreRequired],
  ['the page that asks whether to link an identity', askToLink],
  ['the Sessions tab', at('/account/security/sessions')],
  ['the page to replace the authenticator app', at('/account/security/authenticator')],
  ['the page that says it is on already', alreadyOn],
  ['the page after a lost form', (page) => page.goto(`${home.origin}/.sallyport/start?unsaved=1`)],
  [
    'the recovery codes that are left, on the way',
    at('/account/security/recovery-codes?used=recovery_code&return_to=%2Fworkspaces'),
  ],
  ['the recovery codes that are left', at('/account/security/recovery-codes?used=recovery_code')],
  ['the recovery codes of which three are left', (page) => leaveCodes(3, page)],
  ['the Security tab while three codes are left', at('/account/security')],
  ['the new recovery codes while three old ones work', makeNewCodes],
  ['the Security tab with what this browser did', confirmNewCodes],
  ['the recovery codes of which none is left', (page) => leaveCodes(0, page)],
  ['the page about an imported app with a short key', at(`${SHORT_SECRET}?return_to=%2Fworkspaces`)],
  ['the page that asks to check an app', openCheck],
  ['the page that asks to check an app, refused', refuseCheck],
  ['the page that asks again for a workspace’s page', openDemandingPage],
  ['the gate’s page for a form that needs a newer proof', sendDemandingForm],
  ['the page that asks whether to disable', at('/account/security/authenticator/disable')],
  ['the passkeys before the first one', at(PASSKEYS)],
  ['the passkeys after the first one was added', addPasskey],
  ['the passkeys after a name was refused', refusePasskeyName],
  ['the passkeys after a new one was refused', sendEmptyPasskey],
  [
    'the page that asks whether to remove a passkey',
    (page) => leaving(page, () => page.locator('.danger').click()),
  ],
  ['the page that asks whether to remove the app', at('/account/security/authenticator/remove')],
  ['the page that asks again after ten minutes', askAgain],
  ['the page that refuses a passkey', sendEmptyPasskey],
  ['the page that accepts a passkey only', at('/sign-in/verify?methods=passkey&return_to=%2Fworkspaces')],
  ['the page that asks again, once more', openSetUp],
  ['the page that asks again, and takes no guesses yet', (page) => lockOut(page).then(() => openSetUp(page))],
  ['the page for an app that no longer counts', useUpApp],
]

async function waitForAddress(page: Page): Promise<void> {
  await askForAddress(bo)
  await page.goto(`${portalOrigin}/account/security/address`)
}

async function openAddressLink(page: Page): Promise<void> {
  await page.goto(`${portalOrigin}/account/security/address/${await askForAddress(bo)}`)
}

const IN_NO_WORKSPACE: Row[] = [
  ['the list of workspaces', (page) => at('/workspaces')(page).then(() => signInOn(page, cy))],
]

const withFault = (how: Fault['how'], page: Page) =>
  withFaults([{ store: 'D1', how }], () => at('/account/security')(page))

async function refuseNewPassword(page: Page): Promise<void> {
  await page.getByLabel(en.password.current).fill(bo.password)
  await page.getByLabel(en.password.new, { exact: true }).fill('passwordpassword')
  await clickButton(page, en.password.submit)
}

/** Guesses the password from another network until it is locked. */
async function guessPasswords(page: Page): Promise<void> {
  const stranger = new Visitor().comesFrom('203.0.113.7')
  for (let guess = 0; guess < 10; guess++) await stranger.signIn({ ...cy, password: 'wrong' })
  await prolongWaits()
  await signInOn(page, cy)
}

/** The origin demands a second factor of the last minute. */
async function openDemandingPage(page: Page): Promise<void> {
  await advance(70)
  await page.goto(`${home.origin}/demanding`)
}

async function sendDemandingForm(page: Page): Promise<void> {
  await page.goto(home.origin)
  await leaving(page, () =>
    page.evaluate(() => {
      document.body.innerHTML = '<form method="post" action="/demanding"><input name="a" value="1"></form>'
      document.forms[0]?.submit()
    }),
  )
}

async function sendStaleForm(page: Page): Promise<void> {
  await at('/sign-in')(page)
  await page.context().clearCookies({ name: '__Host-sallyport-csrf' })
  await signInOn(page, ada)
}

async function wrongCode(): Promise<string> {
  const right = await authenticator.code()
  return right.slice(0, 5) + ((Number(right[5]) + 1) % 10)
}

async function lockOut(page: Page): Promise<void> {
  for (let guess = 0; guess < 6; guess++) {
    if (guess === 5) await prolongWaits()
    await enterCodeOn(page, 'ABCD-EFGH-IJKL-MNOP-QRST-UVWX')
  }
}

/** A busy machine needs more than thirty seconds for two looks at each of two pages. */
async function prolongWaits(): Promise<void> {
  await runSql(
    `UPDATE attempts SET blocked_until = blocked_until + 80 WHERE blocked_until > ${await edgeNow()}`,
  )
}

/** Reads the QR code from a picture of the page. */
export async function scan(page: Page): Promise<Authenticator> {
  return authenticatorFrom(readQrCode(await page.locator('.qr').screenshot()))
}

/** The wrong code of the row before is still in the field, and perhaps not selected any more. */
async function enrolAfterWrongCode(page: Page): Promise<void> {
  const { code } = await scan(page)
  await page.locator('[name=code]').fill('')
  await enterCodeOn(page, await code())
  if ((await page.locator('.codes').count()) === 0) throw new Error('the code did not enrol')
}

/** Signs in with the right password to an account that was locked yesterday. */
async function signInLocked(page: Page): Promise<void> {
  const dee = await makeNamedPerson('Dee')
  const at = (await edgeNow()) - 86_400
  await runSql(`UPDATE accounts SET locked_at = ${at} WHERE email = '${dee.email}'`)
  await page.goto(`${portalOrigin}/sign-in`)
  await signInOn(page, dee)
}

async function signInAsAda(page: Page): Promise<void> {
  await advance(120)
  await page.goto(`${portalOrigin}/workspaces`)
  await signInOn(page, ada)
  await enterCodeOn(page, await authenticator.code())
}

async function chooseToBlock(page: Page): Promise<void> {
  await page.goto(`${settingsOf(home, 'security')}?enforced=on&grace_days=0`)
}

async function enforce(page: Page): Promise<void> {
  await choose(policyForm(page), true, 'In 30 days')
  await saveOn(policyForm(page))
}

async function updateStalePanel(page: Page): Promise<void> {
  await api('PUT', `/workspaces/${home.slug}/policy`, { enforced: true, grace_days: 14 })
  await choose(policyForm(page), true, 'In 3 days')
  await saveOn(policyForm(page))
}

async function openStrictPanel(page: Page): Promise<void> {
  await api('PUT', `/workspaces/${home.slug}/policy`, { enforced: true, grace_days: 0 })
  await page.goto(settingsOf(home, 'security'))
}

async function chooseToRequirePasskeys(page: Page): Promise<void> {
  const choice = 'policy=phishing-resistant&enforced=on&grace_days=0&applies_to=everybody'
  await page.goto(`${settingsOf(home, 'security')}?${choice}`)
}

async function openPanelOfBoth(page: Page): Promise<void> {
  await requirePasskey(home, 30, 'admins')
  await page.goto(settingsOf(home, 'security'))
}

const newcomer = () => `new-${crypto.randomUUID().slice(0, 8)}@harbour.example`

async function openInvitation(page: Page): Promise<void> {
  const { path } = await makeInvitation(foreign.slug, newcomer())
  await page.goto(portalOrigin + path)
}

async function refusePasswordOfInvitation(page: Page): Promise<void> {
  await openInvitation(page)
  await page.locator('#name').fill('Di')
  await page.locator('#new_password').fill('passwordpassword')
  await leaving(page, () => page.locator('main form button[type=submit]').click())
}

/** Shows an invitation of this person, in whichever session the page has. */
async function openInvitationOf({ email }: Person, page: Page): Promise<void> {
  await runSql(`DELETE FROM invitations WHERE email = '${email}'`)
  const { path } = await makeInvitation(foreign.slug, email)
  await page.goto(portalOrigin + path)
}

async function openStrictInvitation(page: Page): Promise<void> {
  await runSql(`DELETE FROM invitations WHERE email = '${bo.email}'`)
  const { path } = await makeInvitation(keyed.slug, bo.email)
  await page.goto(portalOrigin + path)
}

/** One open and one expired invitation, as a platform has them that sends mail. */
async function openListWithInvitations(page: Page): Promise<void> {
  await makeInvitation(home.slug, newcomer(), 'admin')
  const { id } = await makeInvitation(home.slug, newcomer())
  await runSql(`UPDATE invitations SET sent_at = sent_at - 8 * 86400 WHERE id = '${id}'`)
  await page.goto(settingsOf(home, 'members'))
}

/** Uses no words, so it works in any language. */
const clickFirstLink = (page: Page) => leaving(page, () => page.locator('main a.button').first().click())

async function chooseRole(page: Page): Promise<void> {
  const chosen = new URLSearchParams({ email: bo.email, role: 'admin' })
  await page.goto(`${settingsOf(home, 'members')}?${chosen}`)
}

async function openExtension(page: Page, email = bo.email): Promise<void> {
  await page.goto(`${settingsOf(home, 'members')}/extension?${new URLSearchParams({ email })}`)
}

const soonDay = async () => new Date(((await edgeNow()) + 5 * 86_400) * 1000).toISOString().slice(0, 10)

/** Opens the page as a proof on the way leads back to it. */
async function openTypedExtension(page: Page): Promise<void> {
  const typed = { email: bo.email, until: await soonDay(), reason: 'On leave until the 14th' }
  await page.goto(`${settingsOf(home, 'members')}/extension?${new URLSearchParams(typed)}`)
}

async function listWithoutPasskey(page: Page): Promise<void> {
  await page.goto(`${settingsOf(home, 'members')}?lacks=passkey`)
}

async function takeBackExtension(page: Page): Promise<void> {
  await openExtension(page)
  await leaving(page, () => page.locator('form[action$="/extension/end"] button').click())
}

async function refuseExtension(page: Page): Promise<void> {
  await openExtension(page)
  await page.locator('#reason').fill('On leave until the 14th')
  await page.locator('form[action$="/extension"]').evaluate((form: HTMLFormElement) => {
    form.noValidate = true
  })
  await leaving(page, () => page.locator('form[action$="/extension"] button').click())
}

async function grantExtension(page: Page): Promise<void> {
  await openExtension(page)
  await page.locator('#until').fill(await soonDay())
  await page.locator('#reason').fill('On leave until the 14th')
  await leaving(page, () => page.locator('form[action$="/extension"] button').click())
  await openExtension(page)
}

async function askToRemove(page: Page): Promise<void> {
  await page.goto(`${settingsOf(home, 'members')}/remove?${new URLSearchParams({ email: bo.email })}`)
}

async function leaveOwnWayOut(page: Page): Promise<void> {
  await page.getByLabel(en.layout.password).uncheck()
  await clickButton(page, 'Save')
}

function alreadyOn(page: Page): Promise<unknown> {
  const way = new URLSearchParams({ host: home.host, return_to: '/' })
  const query = new URLSearchParams({ for: 'enrolment', return_to: `/enter?${way}` })
  return page.goto(`${portalOrigin}/account/security/authenticator?${query}`)
}

async function setUpFor(page: Page): Promise<void> {
  await putBoInside(null)
  await setUpForHost(page, strict)
}

async function setUpForHost(page: Page, { host }: TestWorkspace): Promise<void> {
  const way = new URLSearchParams({ host, return_to: '/' })
  const query = new URLSearchParams({ return_to: `/enter?${way}` })
  await page.goto(`${portalOrigin}/account/security/authenticator?${query}`)
}

/** Opens the page as a member of a workspace that refuses passwords and that Bo has entered. */
async function setUpByOtherWay(page: Page): Promise<void> {
  await putBoInside(1)
  await at('/account/security/authenticator')(page)
}

/** Ada has been in both workspaces. */
async function openWhilePasskeysAreRequired(page: Page): Promise<void> {
  await runSql(
    `UPDATE members SET entered_at = 1 WHERE account_id = ${idOf(ada)}
       AND workspace_id IN (SELECT id FROM workspaces WHERE slug IN ('${keyed.slug}', '${soonKeyed.slug}'))`,
  )
  await at('/account/security')(page)
}

const putBoInside = (enteredAt: 1 | null) =>
  runSql(
    `UPDATE members SET entered_at = ${enteredAt} WHERE account_id = ${idOf(bo)}
       AND workspace_id = (SELECT id FROM workspaces WHERE slug = '${elsewhere.slug}')`,
  )

/** Makes a member whose app was imported and not used yet. */
async function listImported(page: Page): Promise<void> {
  const dora = await makeNamedPerson('Dora')
  await api('PUT', `/workspaces/${home.slug}/members/${dora.email}`, { role: 'member' })
  const settings = { algorithm: 'SHA256', digits: 8, period: 60 }
  await api('PUT', `/accounts/${dora.email}/authenticator`, {
    secret: 'JBSWY3DPEHPK3PXP'.repeat(2),
    ...settings,
  })
  await page.goto(settingsOf(home, 'members'))
}

async function showImported(page: Page): Promise<void> {
  await page.goto(settingsOf(home, 'security'))
  await api('DELETE', `/accounts/dora@harbour.example`)
}

async function openCheck(page: Page): Promise<void> {
  await runSql(`UPDATE authenticators SET confirmed_at = last_step * period WHERE account_id = ${idOf(ada)}`)
  await at(`${CHECK_APP}?return_to=%2Fworkspaces`)(page)
}

async function refuseCheck(page: Page): Promise<void> {
  await page.locator('[name=code]').fill('12')
  await clickButton(page, appCheck.check)
}

async function addPasskey(page: Page): Promise<void> {
  await addAuthenticator(page, { isSynced: true })
  await leaving(page, () => page.locator('form[data-passkey] button').click())
}

async function refusePasskeyName(page: Page): Promise<void> {
  await page
    .locator('details')
    .first()
    .evaluate((details: HTMLDetailsElement) => {
      details.open = true
    })
  await page.locator('[name=name]').fill('x'.repeat(61))
  await leaving(page, () => page.locator('form[action$="/name"] button').click())
}

/** Sends the form without a ceremony. Uses no words, so it works in any language. */
async function sendEmptyPasskey(page: Page): Promise<void> {
  const submit = () => document.querySelector<HTMLFormElement>('form[data-passkey]')?.submit()
  await leaving(page, () => page.evaluate(submit))
}

/** Starts linking through the demo's login service, which knows Ada under another name. */
async function askToLink(page: Page): Promise<void> {
  const there = { name: 'Ada Lovelace', email: 'ada.of.harbour.foods@home.example', password: 'at home' }
  const person = { ...there, subject: 'ada-at-home', emailVerified: true, amr: ['pwd'] }
  const of = {
    name: 'Platform login',
    portal: portalOrigin,
    provider: 'platform',
    port: fixturePorts.platform,
  }
  await advance(30) // the portal reads the keys of a new service
  const restoreTime = await keepEdgeTime()
  const service = await startLoginService({ ...of, people: [person] })
  await at('/account/security')(page)
  const link = page.locator('form[action$="/identities/link"]', { has: page.locator('[value="platform"]') })
  await leaving(page, () => link.locator('button').click())
  await signInAtProvider(page, person)
  await service.close()
  restoreTime()
}

async function refuseAppearance(page: Page): Promise<void> {
  await page.getByLabel(en.appearance.name, { exact: true }).fill('x'.repeat(101))
  await page.getByLabel(en.appearance.accent).fill('reddish')
  await clickButton(page, 'Save')
}

/** Uploads an SVG logo, which is refused. Uses no words, so it works in any language. */
async function refuseLogo(page: Page): Promise<void> {
  const form = page.locator('form:has([type="file"])')
  const file = { name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') }
  await form.locator('[type="file"]').setInputFiles(file)
  await leaving(page, () => form.locator('button:not([form])').click())
}

async function addStranger(page: Page): Promise<void> {
  await page.getByLabel(en.members.email).fill('nobody-knows-this-rather-long-address@acme.example')
  await clickButton(page, 'Add')
}

async function makeToken(page: Page): Promise<void> {
  await page.getByLabel(en.tokens.name).fill('Nightly report')
  await clickButton(page, en.tokens.submit)
}

const idOf = ({ email }: Person) => `(SELECT id FROM accounts WHERE email = '${email}')`

async function leaveCodes(count: number, page: Page): Promise<void> {
  const ofAda = `account_id = ${idOf(ada)}`
  await runSql(
    `DELETE FROM recovery_codes WHERE ${ofAda} AND digest NOT IN
       (SELECT digest FROM recovery_codes WHERE ${ofAda} LIMIT ${count})`,
  )
  await at('/account/security/recovery-codes?used=totp&return_to=%2Fworkspaces')(page)
}

async function makeNewCodes(page: Page): Promise<void> {
  await at('/account/security/recovery-codes')(page)
  await clickButton(page, en.recoveryCodes.makeNew)
}

/** The page after the confirmation says it already, so it is opened again. */
async function confirmNewCodes(page: Page): Promise<void> {
  await clickButton(page, en.recoveryCodes.confirm)
  await at('/account/security')(page)
}

async function useUpApp(page: Page): Promise<void> {
  await runSql(`UPDATE attempts SET failures = 100, blocked_until = 0 WHERE subject = ${idOf(ada)}`)
  await askAgain(page)
}

async function openSetUp(page: Page): Promise<void> {
  await at('/account/security/authenticator')(page)
}

async function askAgain(page: Page): Promise<void> {
  await advance(601)
  await openSetUp(page)
}

export const EVERY_PAGE = [
  ['signed out', SIGNED_OUT],
  ['signed in, and not enrolled', NOT_ENROLLED],
  ['signed in, enrolled, and an admin', ENROLLED],
  ['signed in, in no workspace', IN_NO_WORKSPACE],
  ['signed out, without a second factor', recoveryRows(() => ada)],
] as const satisfies (readonly [string, readonly Row[]])[]
