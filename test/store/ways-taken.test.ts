import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { findFirst, listAll } from '../../src/store/batch.ts'
import { selectMayLink, selectWaysTakenMost } from '../../src/store/ways-taken.ts'
import { saveAllowedProviders } from '../../src/store/workspaces.ts'
import { addAccount, addMember, addSession, addStranger, addWorkspace, digestOf } from '../support/rows.ts'

const db = env.DB
const CONFIGURED = ['password', 'okta', 'entra']
const restrict = (workspace: string, allowed: string[]) => saveAllowedProviders(db, workspace, allowed).run()
const mayLinkBy = async (provider: string) =>
  (await findFirst(db, selectMayLink(db, digestOf(provider)))) !== null
const taken = () => listAll(db, selectWaysTakenMost(db, 'ada', CONFIGURED))

beforeEach(async () => {
  await addAccount('ada')
  for (const provider of ['password', 'okta']) await addSession(provider, 'ada', { provider })
  for (const id of ['acme', 'globex', 'hooli']) await addWorkspace(id)
})

it('a workspace that its member never entered decides nothing about their sign-in methods', async () => {
  await addStranger('acme', 'ada', 'owner')
  await restrict('acme', ['okta'])
  expect(await mayLinkBy('password')).toBe(true)
  expect(await taken()).toEqual(CONFIGURED)
})

describe('a workspace that its member has entered', () => {
  beforeEach(() => addMember('acme', 'ada', 'member'))

  it('allows a link and a first enrolment only with a method that it accepts', async () => {
    await restrict('acme', ['okta'])
    expect([await mayLinkBy('password'), await mayLinkBy('okta')]).toEqual([false, true])
    expect(await taken()).toEqual(['okta'])
  })

  it('accepts for enrolment the method that it shares with the others', async () => {
    await addMember('globex', 'ada', 'member')
    await addMember('hooli', 'ada', 'member')
    await restrict('acme', ['okta', 'entra'])
    await restrict('globex', ['okta', 'password'])
    expect(await taken()).toEqual(['okta'])
  })

  it('accepts for enrolment every method that most workspaces accept, if they share none', async () => {
    await addMember('globex', 'ada', 'member')
    await restrict('acme', ['okta'])
    await restrict('globex', ['password'])
    expect(await taken()).toEqual(['password', 'okta'])
    expect([await mayLinkBy('password'), await mayLinkBy('okta')]).toEqual([false, false])
  })

  it('blocks no enrolment by methods that are no longer configured', async () => {
    await restrict('acme', ['gone'])
    expect(await taken()).toEqual(CONFIGURED)
  })
})
