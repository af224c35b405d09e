import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseConfig } from '../../../src/config.ts'
import { PORTAL_PARSERS } from '../../../src/core/portal-parsers.ts'
import { mintPass, type PassClaims, publicKeySet, verifyPass } from '../../../src/crypto/pass.ts'
import { open, seal } from '../../../src/crypto/seal.ts'
import type { KeylessEdge } from '../../../src/flows/edge/edge.ts'
import { forgetRing, importMasterKeys, loadRing } from '../../../src/flows/edge/ring.ts'
import { resealSecrets } from '../../../src/flows/upkeep/reseal-secrets.ts'
import { rotateKeys, rotateOutOfTurn } from '../../../src/flows/upkeep/rotate-keys.ts'
import { listRingKeys } from '../../../src/store/ring-keys.ts'
import { metered } from '../../support/metered.ts'

const DAY = 86_400
// Far from the time of other tests. A late copy of their ring in KV is too old here.
const START = 1_900_000_000
let deferred: Promise<unknown>[] = []
const AT_ONCE = { mostQueries: 500, pause: async () => {} }

function at(now: number): KeylessEdge {
  const config = parseConfig(env, PORTAL_PARSERS)
  if (!config.ok) throw new Error(JSON.stringify(config.error))
  const client = { ip: '', userAgent: '' }
  return {
    config: config.value,
    db: env.DB,
    kv: env.KV,
    email: null,
    now,
    clock: () => now,
    client,
    defer: (work) => void deferred.push(work),
  }
}

/** Runs the cron trigger at this time. Returns the ring that an isolate then loads. */
async function rotateAt(now: number) {
  const keyless = at(now)
  await rotateKeys(keyless, await importMasterKeys(keyless))
  forgetRing()
  return loadRing(keyless)
}

const claimsAt = (iat: number): PassClaims => ({
  iss: 'http://auth.localhost:8787',
  aud: 'http://acme.localhost:8787',
  sub: 'ada',
  sid: 'session',
  iat,
  exp: iat + 120,
  auth_time: iat,
  amr: ['pwd'],
  acr: 'aal1',
  provider: 'password',
  email: 'ada@acme.example',
  name: 'Ada',
  workspace: { id: 'acme', slug: 'acme', role: 'owner' },
  enforcement: { state: 'off' },
  cnf: { 'secret#S256': 'x' },
})
const EXPECTED = { issuer: 'http://auth.localhost:8787', audience: 'http://acme.localhost:8787' }

beforeEach(forgetRing)
afterEach(async () => {
  await Promise.all(deferred)
  deferred = []
})

describe('a signing key', () => {
  it('is published a day before it signs, and stays until none of its passes can be renewed', async () => {
    const first = await rotateAt(START)
    expect(publicKeySet(first).keys).toHaveLength(1)
    const old = await mintPass(first, claimsAt(START))

    expect(publicKeySet(await rotateAt(START + 28 * DAY)).keys).toHaveLength(1)
    const ahead = await rotateAt(START + 29 * DAY)
    expect(publicKeySet(ahead).keys).toHaveLength(2)
    expect(
      await verifyPass(first, await mintPass(ahead, claimsAt(START + 29 * DAY)), EXPECTED),
    ).not.toBeNull()

    const after = await rotateAt(START + 30 * DAY + 1)
    expect(
      await verifyPass(first, await mintPass(after, claimsAt(START + 30 * DAY + 1)), EXPECTED),
    ).toBeNull()
    expect(await verifyPass(after, old, EXPECTED)).not.toBeNull()

    const later = await rotateAt(START + 31 * DAY + 121)
    expect(publicKeySet(later).keys).toHaveLength(1)
    expect(await verifyPass(later, old, EXPECTED)).toBeNull()
  })

  it('is created once, however many triggers and isolates find it missing', async () => {
    await Promise.all([rotateAt(START), rotateAt(START), rotateAt(START)])
    expect(await listRingKeys(env.DB)).toHaveLength(3)
    await Promise.all([rotateAt(START + 29 * DAY), rotateAt(START + 29 * DAY)])
    expect(await listRingKeys(env.DB)).toHaveLength(4)
  })

  it('that is compromised signs nothing valid, at once', async () => {
    const before = await rotateAt(START)
    const old = await mintPass(before, claimsAt(START))
    const keyless = at(START + 10)
    const [masterKey] = await importMasterKeys(keyless)
    await rotateOutOfTurn(keyless, masterKey, 'pass-signing', { isCompromised: true, by: 'operator' })
    forgetRing()
    const after = await loadRing(keyless)
    expect(await verifyPass(after, old, EXPECTED)).toBeNull()
    expect(publicKeySet(after).keys).toHaveLength(1)
    expect(await mintPass(after, claimsAt(START + 10))).toBeTruthy()
  })
})

describe('the sealing key', () => {
  const PLACE = { kind: 'totp-secret', id: 'app-1', accountId: 'ada' } as const
  const SECRET = new TextEncoder().encode('12345678901234567890')

  it('rotates after a year: its values are re-sealed, open as before, and then it is deleted', async () => {
    const first = await rotateAt(START)
    const sealed = await seal(first, PLACE, SECRET, START)
    await env.DB.batch([
      env.DB.prepare(
        `INSERT INTO accounts (id, email, email_key, name, created_at) VALUES ('ada', 'a@b.c', 'a@b.c', 'Ada', 0)`,
      ),
      env.DB.prepare(
        `INSERT INTO authenticators (account_id, id, sealed_secret, confirmed_at, last_step) VALUES ('ada', 'app-1', ?, 0, 0)`,
      ).bind(sealed),
    ])
    const ahead = await rotateAt(START + 364 * DAY)
    expect(ahead.sealing).toHaveLength(2)
    expect(await resealSecrets(at(START + 364 * DAY), ahead, AT_ONCE)).toEqual({ count: 0, left: 0 })

    const due = START + 365 * DAY
    expect(await resealSecrets(at(due), await rotateAt(due), AT_ONCE)).toEqual({ count: 1, left: 0 })
    const stored = await env.DB.prepare('SELECT sealed_secret FROM authenticators').first<string>(
      'sealed_secret',
    )
    expect(stored).not.toBe(sealed)
    expect(await open(await rotateAt(due), PLACE, stored ?? '')).toEqual(SECRET)

    await resealSecrets(at(due + DAY + 1), await rotateAt(due + DAY + 1), AT_ONCE)
    const last = await rotateAt(due + DAY + 2)
    expect(last.sealing).toHaveLength(1)
    expect(await open(last, PLACE, stored ?? '')).toEqual(SECRET)
  })

  it('that is compromised is replaced after ten minutes, when every isolate can open new values', async () => {
    await rotateAt(START)
    const keyless = at(START)
    const [masterKey] = await importMasterKeys(keyless)
    await rotateOutOfTurn(keyless, masterKey, 'totp-sealing', { isCompromised: true, by: 'operator' })
    forgetRing()
    const ring = await loadRing(keyless)
    const [old, next] = ring.sealing.map(({ id }) => id)
    expect((await seal(ring, PLACE, SECRET, START + 599)).startsWith(`${old}.`)).toBe(true)
    expect((await seal(ring, PLACE, SECRET, START + 600)).startsWith(`${next}.`)).toBe(true)
  })

  describe('a year-old sealing key with 450 secrets', () => {
    const DUE = START + 365 * DAY

    const placeOf = (accountId: string) =>
      ({ kind: 'totp-secret', id: `app-${accountId}`, accountId }) as const
    const ringAtDue = async () => {
      await rotateAt(START + 364 * DAY)
      return rotateAt(DUE)
    }
    const sealedNow = () =>
      env.DB.prepare('SELECT account_id, sealed_secret FROM authenticators ORDER BY account_id').all<{
        account_id: string
        sealed_secret: string
      }>()

    beforeEach(async () => {
      const first = await rotateAt(START)
      const ids = Array.from({ length: 450 }, (_, i) => `p${1000 + i}`)
      const sealed = await Promise.all(
        ids.map(async (id) => ({ id, sealed: await seal(first, placeOf(id), SECRET, START) })),
      )
      const given = JSON.stringify(sealed)
      const from = 'FROM json_each(?1)'
      await env.DB.batch([
        env.DB.prepare(
          `INSERT INTO accounts (id, email, email_key, name, created_at)
           SELECT value ->> 'id', value ->> 'id', value ->> 'id', '', 0 ${from}`,
        ).bind(given),
        env.DB.prepare(
          `INSERT INTO authenticators (account_id, id, sealed_secret, confirmed_at, last_step)
           SELECT value ->> 'id', 'app-' || (value ->> 'id'), value ->> 'sealed', 0, 0 ${from}`,
        ).bind(given),
      ])
    })

    it('has 200 of them re-sealed at a time, with two queries each, and the rest in the next run', async () => {
      const ring = await ringAtDue()
      const { db, meter } = metered(env.DB, ({ changes, rows_read }) => {
        expect(changes).toBeLessThanOrEqual(200)
        expect(rows_read).toBeLessThanOrEqual(1000)
      })
      const run = () => resealSecrets({ ...at(DUE), db }, ring, { ...AT_ONCE, mostQueries: 4 })
      expect(await run()).toEqual({ count: 400, left: 50 })
      expect(meter.statements).toBe(6)
      expect(await run()).toEqual({ count: 50, left: 0 })
      for (const { account_id, sealed_secret } of (await sealedNow()).results) {
        expect(sealed_secret.startsWith(`${ring.sealing.at(-1)?.id}.`)).toBe(true)
        expect(await open(ring, placeOf(account_id), sealed_secret)).toEqual(SECRET)
      }
    })

    it('does not overwrite what its owner has replaced meanwhile', async () => {
      const ring = await ringAtDue()
      const other = await seal(ring, placeOf('p1007'), new TextEncoder().encode('another, 20 bytes...'), DUE)
      const replace = env.DB.prepare("UPDATE authenticators SET sealed_secret = ? WHERE account_id = 'p1007'")
      let isReplaced = false
      const db = {
        batch: (statements: D1PreparedStatement[]) => env.DB.batch(statements),
        prepare(sql: string) {
          const statement = env.DB.prepare(sql)
          if (!sql.startsWith('UPDATE authenticators') || isReplaced) return statement
          isReplaced = true
          const bind = (...values: unknown[]) => ({
            run: async () => {
              await replace.bind(other).run()
              return statement.bind(...values).run()
            },
          })
          return { bind }
        },
      } as unknown as D1Database
      expect(await resealSecrets({ ...at(DUE), db }, ring, AT_ONCE)).toEqual({ count: 449, left: 0 })
      const kept = (await sealedNow()).results.find(({ account_id }) => account_id === 'p1007')
      expect(kept?.sealed_secret).toBe(other)
    })

    it('is kept for values that do not open; they delay no other, and are reported', async () => {
      const ring = await ringAtDue()
      await env.DB.prepare(
        "UPDATE authenticators SET sealed_secret = sealed_secret || 'A' WHERE account_id < 'p1210'",
      ).run()
      const later = { ...at(DUE + 2 * DAY) }
      for (let run = 0; run < 2; run++)
        await expect(resealSecrets(later, ring, AT_ONCE)).rejects.toThrow('app-p1000 does not open')
      const [old] = ring.sealing
      const waiting = (await sealedNow()).results.filter(({ sealed_secret }) =>
        sealed_secret.startsWith(`${old?.id}.`),
      )
      expect(waiting.map(({ account_id }) => account_id).filter((id) => id >= 'p1210')).toEqual([])
      expect(waiting).toHaveLength(210)
      expect((await listRingKeys(env.DB)).map(({ id }) => id)).toContain(old?.id)
    })
  })

  it('finds its values by an index, however many authenticators there are', async () => {
    const { results } = await env.DB.prepare(
      `EXPLAIN QUERY PLAN SELECT id FROM authenticators WHERE substr(sealed_secret, 1, 22) = 'x' LIMIT 1`,
    ).all<{ detail: string }>()
    expect(results[0]?.detail).toContain('authenticators_by_key')
  })
})
