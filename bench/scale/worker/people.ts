// Lets filler accounts sign in, with a known password and authenticator secret. D1 is asked the same as for
// any other person.

import { type Env, parseConfig } from '../../../src/config.ts'
import { PORTAL_PARSERS } from '../../../src/core/portal-parsers.ts'
import { hashPassword } from '../../../src/crypto/password.ts'
import { seal } from '../../../src/crypto/seal.ts'
import { loadRing } from '../../../src/flows/edge/ring.ts'
import { PASSWORD, SECRET } from './known.ts'

export async function makePeople(env: Env, now: number, accountIds: readonly string[]): Promise<void> {
  const config = parseConfig(env, PORTAL_PARSERS)
  if (!config.ok) throw new Error('the Worker’s configuration is invalid')
  const bindings = { config: config.value, db: env.DB, kv: env.KV, email: null, now, clock: () => now }
  const client = { ip: '127.0.0.1', userAgent: 'bench' }
  const ring = await loadRing({ ...bindings, client, defer: (work) => void work })
  const secret = new TextEncoder().encode(SECRET)
  const people = await Promise.all(
    accountIds.map(async (id) => ({
      id,
      sealed: await seal(ring, { kind: 'totp-secret', id, accountId: id }, secret, now),
      hash: await hashPassword(ring, PASSWORD),
    })),
  )
  const given = JSON.stringify(people)
  const from = "FROM json_each(?1) p WHERE p.value ->> 'id' ="
  await env.DB.batch([
    env.DB.prepare(`UPDATE accounts SET password_hash = p.value ->> 'hash' ${from} accounts.id`).bind(given),
    env.DB.prepare(
      `UPDATE authenticators SET sealed_secret = p.value ->> 'sealed', last_step = 1 ${from} authenticators.account_id`,
    ).bind(given),
  ])
}
