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

it('a workspace that its member has never entered decides nothing about the member’s ways in', async () => {
  await addStranger('acme', 'ada', 'owner')
  await restrict('acme', ['okta'])
  expect(await mayLinkBy('password')).toBe(true)
  expect(await taken()).toEqual(CONFIGURED)
})

describe('a workspace that its member has entered', () => {
  beforeEach(() => addMember('acme', 'ada', 'member'))

  it('allows a link and a first enrolment only by a way that it takes', async () => {
    await restrict('acme', ['okta'])
    expect([await mayLinkBy('password'), await mayLinkBy('okta')]).toEqual([false, true])
    expect(await taken()).toEqual(['okta'])
  })

  it('asks for the way that it has in common with the others', async () => {
    await addMember('globex', 'ada', 'member')
    await addMember('hooli', 'ada', 'member')
    await restrict('acme', ['okta', 'entra'])
    await restrict('globex', ['okta', 'password'])
    expect(await taken()).toEqual(['okta'])
  })

  it('leaves each way that opens as much as any other where it has none in common with the others', async () => {
    await addMember('globex', 'ada', 'member')
    await restrict('acme', ['okta'])
    await restrict('globex', ['password'])
    expect(await taken()).toEqual(['password', 'okta'])
    expect([await mayLinkBy('password'), await mayLinkBy('okta')]).toEqual([false, false])
  })

  it('holds up no enrolment by ways that are configured no more', async () => {
    await restrict('acme', ['gone'])
    expect(await taken()).toEqual(CONFIGURED)
  })
})
