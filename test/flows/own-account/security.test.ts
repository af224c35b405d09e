// Checks what the Security tab reads, and its round trips.

import { env } from 'cloudflare:workers'
import { beforeEach, expect, it } from 'vitest'
import { PASSWORD } from '../../../src/core/provider.ts'
import type { Edge } from '../../../src/flows/edge/edge.ts'
import { dismissNotice, dismissNotices } from '../../../src/flows/own-account/dismiss-notices.ts'
import { confirmRecoveryCodes, generateRecoveryCodes } from '../../../src/flows/own-account/recover.ts'
import { viewSecurity } from '../../../src/flows/own-account/security.ts'
import { findSessionByToken, type Session } from '../../../src/flows/session/session.ts'
import { linkIdentity } from '../../../src/store/identities.ts'
import { saveAllowedProviders } from '../../../src/store/workspaces.ts'
import { edgeAt } from '../../support/edge-at.ts'
import { metered } from '../../support/metered.ts'
import {
  addAccount,
  addMember,
  addSession,
  addStranger,
  addWorkspace,
  digestOf,
  enrol,
  NOW,
  OFF,
  OKTA,
  PASSWORD_HASH,
  SCHEDULED,
  setPolicy,
} from '../../support/rows.ts'

let edge: Edge
let session: Session
beforeEach(async () => {
  const plain = await edgeAt(NOW)
  edge = { ...plain, config: { ...plain.config, providers: [PASSWORD, OKTA] } }
  await addAccount('ada', PASSWORD_HASH)
  await addAccount('bo')
  await addSession('laptop', 'ada', { mfaTime: NOW })
  const found = await findSessionByToken(edge, digestOf('laptop'))
  if (!found) throw new Error('no session')
  session = found
})

const tell = (id: string, account: string) =>
  env.DB.prepare(
    `INSERT INTO notices (id, at, kind, account_id, detail, ip, user_agent, expires_at)
     VALUES (?1, ?2, 'second_factor.added', ?3, '{}', '', '', ?2 + 999999999)`,
  )
    .bind(id, NOW, account)
    .run()
const see = (shownCodes: string | null = null) => viewSecurity(edge, session, shownCodes)

it('the tab takes one round trip, whatever there is to show', async () => {
  await enrol('ada')
  const made = await generateRecoveryCodes(edge, session)
  const { db, meter } = metered(env.DB)
  await viewSecurity({ ...edge, db }, session, made.ok ? made.value : null)
  expect(meter.roundTrips).toBe(1)
})

it('it shows no factor if there is none, and otherwise its date and the codes left', async () => {
  expect((await see()).factor).toBeNull()
  await enrol('ada')
  const made = await generateRecoveryCodes(edge, session)
  const cookie = made.ok ? made.value : ''
  expect((await see(cookie)).factor).toEqual({ since: NOW, codesLeft: 0, hasUnsavedCodes: true })
  await confirmRecoveryCodes(edge, session, cookie.split('.')[0] ?? '')
  expect((await see(cookie)).factor).toEqual({ since: NOW, codesLeft: 10, hasUnsavedCodes: false })
})

it('it names the workspaces with a second-factor requirement that the account has entered', async () => {
  for (const [id, policy] of Object.entries({ acme: SCHEDULED, globex: OFF, hooli: SCHEDULED })) {
    await addWorkspace(id)
    await setPolicy(id, policy)
  }
  for (const id of ['acme', 'globex']) await addMember(id, 'ada', 'member')
  await addStranger('hooli', 'ada', 'member')
  expect((await see()).requiring.map(({ slug }) => slug)).toEqual(['acme'])
})

it('it lists the sign-in methods, without a password if passwords are off', async () => {
  await linkIdentity(env.DB, { provider: 'okta', subject: 'x1', email: 'ada@home.example' }, 'ada', NOW).run()
  const linked = [{ provider: 'okta', subject: 'x1', email: 'ada@home.example', linkedAt: NOW }]
  expect((await see()).ways).toEqual({ linked, hasPassword: true, mayLink: true })
  edge = { ...edge, config: { ...edge.config, providers: [OKTA] } }
  expect((await see()).ways.hasPassword).toBe(false)
})

it('it closes linking to a session whose method one of the workspaces refuses', async () => {
  await addWorkspace('acme')
  await addMember('acme', 'ada', 'member')
  await saveAllowedProviders(env.DB, 'acme', ['okta']).run()
  expect((await see()).ways.mayLink).toBe(false)
})

it('it shows its owner’s notices until they dismiss them, and keeps later ones', async () => {
  for (const id of ['one', 'two', 'three']) await tell(id, 'ada')
  const ids = async () => (await see()).notices.map(({ id }) => id).sort()
  await dismissNotice(edge, { ...session, accountId: 'bo' }, 'one')
  await dismissNotices(edge, { ...session, accountId: 'bo' }, ['one', 'two'])
  expect(await ids()).toEqual(['one', 'three', 'two'])
  await dismissNotices(edge, session, ['one', 'two'])
  expect(await ids()).toEqual(['three'])
  await dismissNotice(edge, session, 'three')
  expect(await ids()).toEqual([])
})
