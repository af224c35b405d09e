// /account/security/passkeys: lists the person's passkeys, and adds, renames and removes one. Its answers are
// loaded when they are first asked for.

import { Hono } from 'hono'
import { missingForOwnChange } from '../../../flows/session/missing-proof.ts'
import type { PortalEnv } from '../../frame/context.ts'
import { takes } from '../../frame/form-needs.ts'
import { sessionOf } from '../../frame/guards.ts'
import { seeProof } from '../../frame/missing-proof.ts'
import { withReturnTo } from '../../frame/return.ts'
import { PASSKEYS } from './passkeys-path.ts'

export const passkeys = new Hono<PortalEnv>()

const load = async () => (await import('../passkey-pages.ts')).ofAccount

passkeys.get(PASSKEYS, async (c) => (await load()).listPage(c))
passkeys.post(`${PASSKEYS}/options`, takes({ by: 'script' }), async (c) => (await load()).giveOptions(c))
passkeys.post(`${PASSKEYS}/new`, async (c) => (await load()).addNew(c))
passkeys.post(`${PASSKEYS}/:id/name`, async (c) => (await load()).rename(c, c.req.param('id')))

/** Requires a fresh proof before the question, so that the person is not asked for it after the answer. */
passkeys.use(`${PASSKEYS}/:id/remove`, async (c, next) => {
  const missing = missingForOwnChange(sessionOf(c), c.var.edge.now)
  return missing === null ? next() : seeProof(c, missing, withReturnTo(c, c.req.path))
})
passkeys.get(`${PASSKEYS}/:id/remove`, async (c) => (await load()).askToRemove(c, c.req.param('id')))
passkeys.post(`${PASSKEYS}/:id/remove`, async (c) => (await load()).remove(c, c.req.param('id')))
