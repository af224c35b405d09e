// POST /accounts/{email}/address: the operator gives an account another address.

import { beforeEach, describe, expect, it } from 'vitest'
import { mintLink } from '../../src/crypto/mailed-link.ts'
import type { Edge } from '../../src/flows/edge/edge.ts'
import { readAddressLink } from '../../src/flows/own-account/change-address.ts'
import { callApi } from '../support/api-caller.ts'
import { settleDeferred } from '../support/deferred.ts'
import { mailingAt } from '../support/enforcement.ts'
import { signedIn } from '../support/passkey-rows.ts'
import { addAccount, addMember, addSession, addWorkspace, count, enrol, NOW, rows } from '../support/rows.ts'

const OLD = 'ada@acme.example'
const NEW = 'ada.okafor@acme.example'

let sent: EmailMessageBuilder[]
let edge: Edge
beforeEach(async () => {
  sent = []
  edge = await mailingAt(NOW, (message) => void sent.push(message))
  await addAccount('ada')
  await addAccount('bo')
})

async function move(body: object = { email: NEW }, email = OLD) {
  const answer = await callApi(edge, 'POST', `/accounts/${email}/address`, body)
  await settleDeferred()
  return answer
}

describe('another address by the operator', () => {
  it('is the account’s; id, factors and memberships stay, and sessions and logins end', async () => {
    await addWorkspace('acme')
    await addMember('acme', 'ada', 'owner')
    await enrol('ada')
    await addSession('laptop', 'ada')
    await addSession('phone', 'bo')
    expect(await move({ email: NEW, reason: 'New name, ticket 4713' })).toMatchObject({
      status: 200,
      body: { id: 'ada', email: NEW, enrolled: true },
    })
    expect((await callApi(edge, 'GET', `/accounts/${OLD}`)).status).toBe(404)
    expect(await rows('SELECT account_id, role, email_key FROM members')).toEqual([
      { account_id: 'ada', role: 'owner', email_key: NEW },
    ])
    expect(await rows('SELECT account_id FROM sessions')).toEqual([{ account_id: 'bo' }])
    expect(await rows("SELECT login_epoch FROM accounts WHERE id = 'ada'")).toEqual([{ login_epoch: 1 }])
    expect(await count('authenticators')).toBe(1)
    expect(await count('address_changes')).toBe(0)
  })

  it('is told to both addresses, without the operator’s network', async () => {
    await move()
    expect(sent.map(({ to }) => to).sort()).toEqual([NEW, OLD])
    for (const { text } of sent) {
      expect(text).toContain(OLD)
      expect(text).toContain(NEW)
      expect(text).not.toContain(edge.client.ip)
    }
  })

  it('is in the operator’s audit with the reason, and in the workspaces’ without it', async () => {
    await addWorkspace('acme')
    await addMember('acme', 'ada', 'member')
    await move({ email: NEW, reason: 'New name, ticket 4713' })
    const found = await rows<{ scope: string; detail: string }>(
      'SELECT scope, actor, action, detail FROM audit ORDER BY scope',
    )
    expect(found.map(({ detail, ...entry }) => ({ ...entry, ...JSON.parse(detail) }))).toEqual([
      { scope: 'acme', actor: 'operator', action: 'member.address_changed', email: NEW, was_email: OLD },
      {
        ...{ scope: 'operator', actor: 'operator', action: 'address.changed', email: NEW, was_email: OLD },
        reason: 'New name, ticket 4713',
      },
    ])
  })

  it('ends what the owner has asked for', async () => {
    const session = await signedIn(edge, 'laptop', 'ada')
    const id = 'aBcDeFgHiJkLmNoPqRsTuv'
    await rows(
      `INSERT INTO address_changes VALUES ('ada', '${id}', 'x@y.example', 'x@y.example', ${NOW + 60})`,
    )
    const token = await mintLink(edge.ring, 'link-address', { id, sentAt: NOW })
    expect(await readAddressLink(edge, session, token)).toMatchObject({ ok: true })
    await move()
    expect(await readAddressLink(edge, session, token)).toEqual({ ok: false, error: 'gone' })
  })

  it('may be the same address in another spelling, and the same spelling again changes nothing', async () => {
    expect(await move({ email: 'Ada@ACME.example' })).toMatchObject({
      status: 200,
      body: { email: 'Ada@ACME.example' },
    })
    expect(await move({ email: 'Ada@ACME.example' })).toMatchObject({ status: 200 })
    expect(await count('audit')).toBe(1)
  })

  it.each([
    ['another account’s', { email: 'BO@acme.example' }, OLD, 409, 'address_taken'],
    ['no address', { email: 'ada' }, OLD, 422, 'invalid'],
    ['of nobody', { email: NEW }, 'nobody@acme.example', 404, 'not_found'],
    ['with an empty reason', { email: NEW, reason: '' }, OLD, 422, 'invalid'],
    ['with an unknown field', { email: NEW, name: 'Ada' }, OLD, 422, 'invalid'],
  ])('that is %s is refused, and nothing is written', async (_, body, of, status, code) => {
    await rows(`INSERT INTO address_changes VALUES ('ada', 'x', 'x@y.example', 'x@y.example', ${NOW + 60})`)
    const before = [await rows('SELECT * FROM accounts'), await rows('SELECT * FROM address_changes')]
    expect(await move(body, of)).toMatchObject({ status, body: { code } })
    expect([await rows('SELECT * FROM accounts'), await rows('SELECT * FROM address_changes')]).toEqual(
      before,
    )
    expect([await count('audit'), await count('notices'), sent.length]).toEqual([0, 0, 0])
  })
})

describe('the audit page', () => {
  it('names the actor of an entry only if the account had the address at the time', async () => {
    const { selectFound } = await import('../../src/store/audit-search.ts')
    const { listAll } = await import('../../src/store/batch.ts')
    await rows(
      `INSERT INTO audit VALUES ('acme', 1, ${NOW - 10}, '${OLD}', 'member.put', NULL, '', '', '{}')`,
    )
    await move()
    await rows(
      `UPDATE accounts SET email = '${OLD}', email_key = '${OLD}', name = 'Bo', address_since = ${NOW} WHERE id = 'bo'`,
    )
    const search = { person: null, action: null, from: null, until: null, before: null, most: 10, limit: 10 }
    expect(await listAll(edge.db, selectFound(edge.db, 'acme', search))).toMatchObject([
      { actor: OLD, actorName: null },
    ])
  })
})
