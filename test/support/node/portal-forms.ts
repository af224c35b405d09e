// Every form of the portal, with the fields that a browser would send. The tests of forged, stale and foreign
// forms use this list, so a new form is covered.

import { randomBytes } from 'node:crypto'
import { isoDay } from '../../../src/core/day.ts'
import { imageOf } from '../../vectors/images.ts'
import { makeSoftwarePasskey } from '../software-passkey.ts'
import { type Authenticator, authenticatorFrom } from './authenticator.ts'
import {
  api,
  edgeNow,
  listRoutes,
  mailedLink,
  makeInvitation,
  makePerson,
  makeWorkspace,
  type Person,
  portalOrigin,
  runSql,
  type TestWorkspace,
} from './test-bed.ts'
import { type Answer, type Enrolled, otpauthLink, Visitor } from './visitor.ts'

export interface PortalForm {
  /** The route as the application lists it, with `:parameters`. */
  readonly path: string
  readonly fields: Readonly<Record<string, string>>
  /** The field of its one file. Such a form is sent as multipart. */
  readonly file?: string
  /** `fresh` if it needs a proof from the last ten minutes. Otherwise the reason why not. */
  readonly freshness: 'fresh' | `not: ${string}`
  /** A script sends it, and reads problems instead of redirects and pages. */
  readonly by?: 'script'
  /** A link in a mail leads to it. These tests have no link, so the form changes nothing. */
  readonly isMailed?: true
}

/** Posted from another site, so it has no token. The cookie of its flow binds it: see hostile-ticket-use. */
export const TAKEN_FROM_ELSEWHERE = ['/sign-in/ticket/:provider']

/** It makes an account and a session, so it is sent by a new browser. */
export const NEW_ACCOUNT = '/invitations/:link/account'

const BEFORE_SESSION = 'not: it is how one proves something'

/** The test fills in `{…}`. */
export const PORTAL_FORMS: readonly PortalForm[] = [
  { path: '/sign-in', fields: { email: '{email}', password: '{password}' }, freshness: BEFORE_SESSION },
  { path: '/sign-in/verify', fields: { code: '{recoveryCode}' }, freshness: BEFORE_SESSION },
  {
    path: '/sign-in/verify/passkey/options',
    fields: {},
    freshness: BEFORE_SESSION,
    by: 'script',
  },
  { path: '/sign-in/verify/passkey', fields: { assertion: '{assertion}' }, freshness: BEFORE_SESSION },
  // This edge sends no mail, so this form changes nothing.
  { path: '/forgotten-password', fields: { email: '{email}' }, freshness: BEFORE_SESSION },
  {
    path: '/forgotten-password/:token',
    fields: { new_password: 'nine blue herons at dawn' },
    freshness: BEFORE_SESSION,
    isMailed: true,
  },
  { path: '/not-me/:token', fields: {}, freshness: 'not: it takes away', isMailed: true },
  // These ask for a mail too.
  { path: '/sign-in/lost', fields: { path: 'admins' }, freshness: BEFORE_SESSION },
  { path: '/sign-in/lost/link', fields: {}, freshness: BEFORE_SESSION },
  { path: '/recover/:token', fields: { code: '{offeredCode}' }, freshness: BEFORE_SESSION, isMailed: true },
  {
    path: '/recover/:token/passkey/options',
    fields: {},
    freshness: BEFORE_SESSION,
    by: 'script',
    isMailed: true,
  },
  {
    path: '/recover/:token/passkey',
    fields: { credential: '{credential}' },
    freshness: BEFORE_SESSION,
    isMailed: true,
  },
  { path: '/stop-recovery/:token', fields: {}, freshness: 'not: it takes away', isMailed: true },
  { path: '/language', fields: { language: 'en' }, freshness: 'not: it changes what one reads' },
  { path: '/sign-out', fields: {}, freshness: 'not: it takes away' },
  { path: '/enter', fields: { host: '{host}', return_to: '/' }, freshness: 'not: it puts off a page' },
  {
    path: '/account/security/authenticator',
    fields: { code: '{offeredCode}', for: 'replacement' },
    freshness: 'fresh',
  },
  {
    path: '/account/security/authenticator/check',
    fields: { code: '{nextCode}' },
    freshness: BEFORE_SESSION,
  },
  { path: '/account/security/authenticator/disable', fields: {}, freshness: 'fresh' },
  { path: '/account/security/authenticator/remove', fields: {}, freshness: 'fresh' },
  { path: '/account/security/address', fields: { email: '{newEmail}' }, freshness: 'fresh' },
  { path: '/account/security/cancel-address', fields: {}, freshness: 'not: it only ends a link' },
  { path: '/account/security/address/:confirmation', fields: {}, freshness: 'fresh' },
  { path: '/account/security/passkeys/options', fields: {}, freshness: 'fresh', by: 'script' },
  { path: '/account/security/passkeys/new', fields: { credential: '{credential}' }, freshness: 'fresh' },
  {
    path: '/account/security/passkeys/:id/name',
    fields: { name: 'Work laptop' },
    freshness: 'not: it changes what one reads',
  },
  { path: '/account/security/passkeys/:id/remove', fields: {}, freshness: 'fresh' },
  { path: '/account/security/recovery-codes', fields: {}, freshness: 'fresh' },
  { path: '/account/security/recovery-codes/confirm', fields: { set: '{set}' }, freshness: 'fresh' },
  {
    path: '/account/security/password',
    fields: { current_password: '{password}', new_password: 'nine blue herons at dawn' },
    freshness: 'fresh',
  },
  { path: '/account/security/identities/link', fields: { provider: 'tickets' }, freshness: 'fresh' },
  // An identity returned by a provider. Nobody in these tests has one: see confirm-link.
  {
    path: '/account/security/identities/confirm',
    fields: { provider: 'tickets', pending: 'A'.repeat(22) },
    freshness: 'fresh',
  },
  {
    path: '/account/security/identities/unlink',
    fields: { provider: 'linking', subject: '{subject}' },
    freshness: 'fresh',
  },
  {
    path: '/account/security/notices/:id/dismiss',
    fields: {},
    freshness: 'not: it was read, and stays in the audit',
  },
  {
    path: '/account/security/notices/dismiss-all',
    fields: { ids: '{otherNoticeId}' },
    freshness: 'not: they were read, and stay in the audit',
  },
  { path: '/account/security/sessions/:id/end', fields: {}, freshness: 'not: it takes away' },
  { path: '/account/security/sessions/end-others', fields: {}, freshness: 'not: it takes away' },
  { path: '/invitations/:link', fields: {}, freshness: 'not: it can be undone by leaving' },
  {
    path: NEW_ACCOUNT,
    fields: { name: 'Cy', new_password: 'nine blue herons at dawn' },
    freshness: BEFORE_SESSION,
  },
  { path: '/workspaces/:slug/leave', fields: {}, freshness: 'not: it takes away' },
  {
    path: '/workspaces/:slug/settings/security/preview',
    fields: { enforced: 'on', grace_days: '0' },
    freshness: 'not: it changes nothing',
  },
  {
    path: '/workspaces/:slug/settings/security/notices/:id/dismiss',
    fields: {},
    freshness: 'not: it was read, and stays in the audit',
  },
  {
    path: '/workspaces/:slug/settings/security',
    fields: { enforced: 'on', grace_days: '30', version: '{version}' },
    freshness: 'fresh',
  },
  {
    path: '/workspaces/:slug/settings/security/phishing-resistant/preview',
    fields: { enforced: 'on', grace_days: '0' },
    freshness: 'not: it changes nothing',
  },
  {
    path: '/workspaces/:slug/settings/security/phishing-resistant',
    fields: { enforced: 'on', grace_days: '30', version: '{version}' },
    freshness: 'fresh',
  },
  { path: '/workspaces/:slug/settings/sign-in', fields: { provider: 'password' }, freshness: 'fresh' },
  {
    path: '/workspaces/:slug/settings/appearance',
    fields: { display_name: 'Harbour Foods', accent: '#1a5fb4' },
    freshness: 'fresh',
  },
  { path: '/workspaces/:slug/settings/appearance/logo', fields: {}, file: 'logo', freshness: 'fresh' },
  { path: '/workspaces/:slug/settings/appearance/logo/remove', fields: {}, freshness: 'fresh' },
  {
    path: '/workspaces/:slug/settings/members',
    fields: { email: '{stranger}', role: 'admin' },
    freshness: 'fresh',
  },
  {
    path: '/workspaces/:slug/settings/members/extension',
    fields: { email: '{colleague}', until: '{soon}', reason: 'On leave' },
    freshness: 'fresh',
  },
  {
    path: '/workspaces/:slug/settings/members/extension/end',
    fields: { email: '{colleague}' },
    freshness: 'fresh',
  },
  {
    path: '/workspaces/:slug/settings/members/recovery',
    fields: { email: '{colleague}', reason: 'Lost phone' },
    freshness: 'fresh',
  },
  {
    path: '/workspaces/:slug/settings/members/recovery/agree',
    fields: { email: '{colleague}', reason: 'Talked to Bob' },
    freshness: 'fresh',
  },
  {
    path: '/workspaces/:slug/settings/members/recovery/stop',
    fields: { email: '{colleague}', reason: 'Bob found it' },
    freshness: 'fresh',
  },
  {
    path: '/workspaces/:slug/settings/members/role',
    fields: { email: '{colleague}', role: 'admin' },
    freshness: 'fresh',
  },
  {
    path: '/workspaces/:slug/settings/members/remove',
    fields: { email: '{colleague}' },
    freshness: 'fresh',
  },
  {
    path: '/workspaces/:slug/settings/members/invitations',
    fields: { form: 'invite', email: 'newcomer@acme.example', role: 'member' },
    freshness: 'fresh',
  },
  { path: '/workspaces/:slug/settings/members/invitations/:id/resend', fields: {}, freshness: 'fresh' },
  { path: '/workspaces/:slug/settings/members/invitations/:id/revoke', fields: {}, freshness: 'fresh' },
  {
    path: '/workspaces/:slug/settings/tokens',
    fields: { id: '{newTokenId}', name: 'robot', expires_in_days: '30' },
    freshness: 'fresh',
  },
  { path: '/workspaces/:slug/settings/tokens/:id/revoke', fields: {}, freshness: 'fresh' },
  {
    path: '/workspaces/:slug/settings/access/rules/new',
    fields: { version: '{rulesVersion}', path: '/packages', match: 'prefix', access: 'service' },
    freshness: 'fresh',
  },
  {
    path: '/workspaces/:slug/settings/access/rules/:rule/edit',
    fields: { version: '{rulesVersion}', path: '/api/v2', match: 'exact', access: 'service' },
    freshness: 'fresh',
  },
  {
    path: '/workspaces/:slug/settings/access/order',
    fields: { version: '{rulesVersion}', rule: '{rule}', to: 'down' },
    freshness: 'fresh',
  },
  {
    path: '/workspaces/:slug/settings/access/rules/:rule/remove',
    fields: { version: '{rulesVersion}' },
    freshness: 'fresh',
  },
  {
    path: '/workspaces/:slug/settings/access/sockets',
    fields: { supervise_sockets: 'on' },
    freshness: 'fresh',
  },
  {
    path: '/workspaces/:slug/settings/access/tokens/new',
    fields: { id: '{newServiceId}', name: 'bot', expires_in_days: '30', paths: '/api', method: 'GET' },
    freshness: 'fresh',
  },
  {
    path: '/workspaces/:slug/settings/access/tokens/:token',
    fields: { name: 'courier', paths: '/api/v2', method: 'POST' },
    freshness: 'fresh',
  },
  {
    path: '/workspaces/:slug/settings/access/tokens/:token/rotate',
    fields: { version: '{tokenVersion}', overlap_hours: '24' },
    freshness: 'fresh',
  },
  { path: '/workspaces/:slug/settings/access/tokens/:token/disable', fields: {}, freshness: 'fresh' },
  { path: '/workspaces/:slug/settings/access/tokens/:token/enable', fields: {}, freshness: 'fresh' },
  { path: '/workspaces/:slug/settings/access/tokens/:token/delete', fields: {}, freshness: 'fresh' },
]

/** Returns the portal's paths with this method, from the application's own list. */
export async function listPages(method: 'GET' | 'POST'): Promise<string[]> {
  const routes = await listRoutes()
  return routes
    .filter((route) => route.method === method && !/^\/(api|docs|openapi)/.test(route.path))
    .map(({ path }) => path)
}

/** An owner with everything that the forms are about, and both factors just proved. */
export interface Settled extends Enrolled {
  readonly workspace: TestWorkspace
  /** Another browser of the owner, with a session older than the enrolment. It needs a second factor. */
  readonly unproved: Visitor
  /** Another browser of the owner, after the first factor only. */
  readonly halfDone: Visitor
  /** One more such browser, for the passkey, because each login is finished once. */
  readonly alsoHalfDone: Visitor
  /** The app offered as a replacement. */
  readonly offered: Authenticator
  /** Makes the answer of a new passkey, for this moment's session of the owner. */
  readonly makeCredential: () => Promise<string>
  /** Makes the answer of a passkey of the owner, for the login that is half done. */
  readonly makeAssertion: () => Promise<string>
  readonly known: Readonly<Record<string, string>>
}

export async function settle(origin: string, name: string): Promise<Settled> {
  const person = await makePerson(name)
  const [visitor, unproved] = [new Visitor(), new Visitor()]
  await visitor.signIn(person)
  await unproved.signIn(person)
  const enrolled = { person, visitor, ...(await visitor.enrol()) }
  const [halfDone, alsoHalfDone] = [new Visitor(), new Visitor()]
  for (const each of [halfDone, alsoHalfDone]) await each.signIn(person)
  const workspace = await makeWorkspace(origin, [[person, 'owner']])
  const { slug, host } = workspace
  const colleague = `bob-${crypto.randomUUID()}@acme.example`
  await api('PUT', `/accounts/${colleague}`, { name: 'Bob' })
  await api('PUT', `/workspaces/${slug}/members/${colleague}`, { role: 'member' })
  const stranger = `eve-${crypto.randomUUID()}@acme.example`
  await api('PUT', `/accounts/${stranger}`, { name: 'Eve' })
  const subject = crypto.randomUUID()
  await api('POST', `/accounts/${person.email}/identities`, { provider: 'linking', subject })
  const token = await api('POST', `/workspaces/${slug}/tokens`, { name: 'robot', expires_in_days: 30 })
  const access = await makeAccess(slug)
  // Each passkey changes the session's cookie, so they come before what is bound to it.
  const keys = await addPasskeys(visitor, alsoHalfDone)
  const codes = '/account/security/recovery-codes'
  const shown = await visitor.submit(await visitor.ask(portalOrigin + codes), codes, {})
  const offer = await visitor.ask(`${portalOrigin}/account/security/authenticator`)
  const security = await visitor.ask(`${portalOrigin}/account/security`)
  const sessions = await visitor.ask(`${portalOrigin}/account/security/sessions`)
  const offered = authenticatorFrom(otpauthLink(offer.text))
  const list = await visitor.ask(`${portalOrigin}/account/security/passkeys`)
  const known = {
    ...{
      email: person.email,
      password: person.password,
      slug,
      host,
      colleague,
      stranger,
      // The clock of the edge, which earlier files may have moved on.
      soon: isoDay((await edgeNow()) + 5 * 86_400),
      subject,
      version: '0',
      newEmail: newAddressOf(person),
      confirmation: await askForAddress(person),
    },
    recoveryCode: enrolled.recoveryCodes[0] ?? '',
    offeredCode: await offered.code(),
    nextCode: await offered.code(1),
    passkeyId: valueIn(list.text, /passkeys\/([\w-]{22})\/remove/),
    credential: 'no credential',
    assertion: 'no assertion',
    set: valueIn(shown.text, /name="set" value="([^"]+)"/),
    noticeId: valueIn(security.text, /notices\/([\w-]+)\/dismiss/),
    otherNoticeId: valueIn(security.text, /name="ids" value="[^"]*?([\w-]+)"/),
    sessionId: valueIn(sessions.text, /sessions\/([\w-]{22})\/end/),
    workspaceNoticeId: await tellAdmins(slug),
    tokenId: token.body.id as string,
    newTokenId: 'A'.repeat(22),
    newServiceId: 'B'.repeat(22),
    ...access,
    ...(await makeInvitations(slug, person.email)),
  }
  return { ...enrolled, ...keys, workspace, unproved, halfDone, alsoHalfDone, offered, known }
}

/** Makes an invitation of the owner, one of somebody without an account, and one to revoke. */
async function makeInvitations(slug: string, owner: string) {
  const nobody = () => `nobody-${crypto.randomUUID()}@acme.example`
  const [own, newcomers, another] = [
    await makeInvitation(slug, owner),
    await makeInvitation(slug, nobody()),
    await makeInvitation(slug, nobody()),
  ]
  const tokenIn = ({ path }: { path: string }) => path.slice('/invitations/'.length)
  return { link: tokenIn(own), newcomersLink: tokenIn(newcomers), invitationId: another.id }
}

/** Adds two passkeys, so that one may be removed. */
async function addPasskeys(visitor: Visitor, halfDone: Visitor) {
  const passkey = await makeSoftwarePasskey({ origin: portalOrigin })
  const another = await makeSoftwarePasskey({ origin: portalOrigin })
  const optionsAt = async (by: Visitor, path: string) => {
    const answer = await send(by, { path, fields: {} })
    return JSON.parse(answer.text) as { challenge: string }
  }
  const list = '/account/security/passkeys'
  for (const key of [passkey, another]) {
    const credential = await key.register(await optionsAt(visitor, `${list}/options`))
    await send(visitor, { path: `${list}/new`, fields: { credential } })
  }
  return {
    makeCredential: async () => {
      const third = await makeSoftwarePasskey({ origin: portalOrigin })
      return third.register(await optionsAt(visitor, `${list}/options`))
    },
    makeAssertion: async () => another.assert(await optionsAt(halfDone, '/sign-in/verify/passkey/options')),
  }
}

const newAddressOf = ({ email }: Person) => `new-${email}`

/** Asks for another address, as the form does where mail is sent. Returns the token of the link. */
export async function askForAddress(person: Person): Promise<string> {
  const [id, sentAt, email] = [randomBytes(16).toString('base64url'), await edgeNow(), newAddressOf(person)]
  await runSql(
    `INSERT OR REPLACE INTO address_changes (account_id, id, email, email_key, expires_at)
     SELECT id, '${id}', '${email}', '${email}', ${sentAt + 86_400} FROM accounts WHERE email = '${person.email}'`,
  )
  return mailedLink('link-address', id, sentAt)
}

/** Makes two rules and a service token, so that each form about them has something to change. */
async function makeAccess(slug: string) {
  const rules = ['api', 'files'].map((id) => ({ id, path: `/${id}`, match: 'prefix', access: 'service' }))
  await api('PUT', `/workspaces/${slug}/rules`, { rules })
  const token = await api('POST', `/workspaces/${slug}/service-tokens`, {
    ...{ name: 'robot', expires_in_days: 30, paths: ['/api'], methods: ['GET'] },
  })
  return { rule: 'api', rulesVersion: '1', token: token.body.id as string, tokenVersion: '1' }
}

/** Writes a notice of enforcement to the admins. No policy exists, so nobody gets mail. */
async function tellAdmins(slug: string): Promise<string> {
  const id = crypto.randomUUID()
  await runSql(
    `INSERT INTO notices (id, at, kind, workspace_id, policy, policy_version, detail, ip, user_agent, expires_at)
     SELECT '${id}', 1, 'enforcement.began', id, 'second-factor', 1, '{}', '', '', 4000000000 FROM workspaces WHERE slug = '${slug}'`,
  )
  return id
}

function valueIn(text: string, pattern: RegExp): string {
  const [, value] = pattern.exec(text) ?? []
  if (!value) throw new Error(`no ${pattern} in:\n${text}`)
  return value
}

export interface Written {
  readonly path: string
  readonly fields: Record<string, string>
  readonly file?: string
}

export function write(form: PortalForm, known: Readonly<Record<string, string>>): Written {
  const [, kind = ''] =
    /(settings\/security\/notice|token|notice|session|passkey|invitation)s\/:id/.exec(form.path) ?? []
  const ofId = `${kind.startsWith('settings') ? 'workspaceNotice' : kind}Id`
  const keys: Record<string, string> = {
    id: ofId,
    ...(form.path === NEW_ACCOUNT && { link: 'newcomersLink' }),
  }
  const lookUp = (name: string) => known[keys[name] ?? name] ?? ''
  const filled = Object.entries(form.fields).map(([name, text]) => [
    name,
    text.replaceAll(/\{(\w+)\}/g, (_, key: string) => lookUp(key)),
  ])
  const path = form.path.replaceAll(/:(\w+)/g, (_, key: string) => lookUp(key))
  return { path, fields: Object.fromEntries(filled), ...(form.file && { file: form.file }) }
}

/** Tells whether the form has the token from before a session. */
export const isBeforeSession = (path: string): boolean =>
  path === '/sign-in' ||
  /^\/(sign-in\/(verify|lost)|forgotten-password|not-me|recover|stop-recovery|invitations\/[^/]+\/account)/.test(
    path,
  )

/** Returns the token of this browser's forms, for its session or from before a session. */
export async function csrfOf(visitor: Visitor, path: string): Promise<string> {
  const read = async (page: string, action: string) => {
    const { text } = await visitor.ask(portalOrigin + page, { follows: false })
    return new RegExp(`action="${action}"[^>]*><input type="hidden" name="csrf" value="([^"]+)"`).exec(
      text,
    )?.[1]
  }
  const token =
    (isBeforeSession(path) ? null : await read('/sign-out', '/sign-out')) ??
    (await read('/sign-in', '/sign-in'))
  if (!token) throw new Error(`this browser has no token for ${path}`)
  return token
}

export const FORM_HEADERS = {
  'content-type': 'application/x-www-form-urlencoded',
  origin: portalOrigin,
  'sec-fetch-site': 'same-origin',
}

export type Fields = readonly (readonly [name: string, value: string])[]

const PARTS_HEADERS = { ...FORM_HEADERS, 'content-type': 'multipart/form-data; boundary=x' }

/** Encodes a multipart form. Adds an image as the file, or the given bytes. */
export function inParts(fields: Fields, file?: string, bytes: Uint8Array = imageOf('png')): Buffer {
  const parts = fields.map(([name, value]) => ({ head: `name="${name}"`, bytes: Buffer.from(value) }))
  if (file) parts.push({ head: `name="${file}"; filename="x.png"`, bytes: Buffer.from(bytes) })
  return Buffer.concat([
    ...parts.flatMap(({ head, bytes }) => [
      Buffer.from(`--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
      bytes,
      Buffer.from('\r\n'),
    ]),
    Buffer.from('--x--\r\n'),
  ])
}

export const headersFor = ({ file }: { readonly file?: string }) => (file ? PARTS_HEADERS : FORM_HEADERS)

export const encodeFor = ({ file }: { readonly file?: string }, fields: Fields): string | Uint8Array =>
  file ? inParts(fields, file) : new URLSearchParams(fields.map(([name, value]) => [name, value])).toString()

/** Sends the form as a browser does from the form's page. */
export async function send(visitor: Visitor, written: Written, csrf?: string): Promise<Answer> {
  const { path, fields } = written
  const body = encodeFor(written, [
    ['csrf', csrf ?? (await csrfOf(visitor, path))],
    ...Object.entries(fields),
  ])
  const headers = headersFor(written)
  return visitor.ask(portalOrigin + path, { method: 'POST', headers, body, follows: false })
}
