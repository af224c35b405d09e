// /account/security/address: changes the person's own address. Its answers are loaded when they are first asked for.

import { Hono } from 'hono'
import { missingForOwnChange } from '../../../flows/session/missing-proof.ts'
import type { PortalContext, PortalEnv } from '../../frame/context.ts'
import { sessionOf } from '../../frame/guards.ts'
import { seeProof } from '../../frame/missing-proof.ts'
import { ADDRESS, CANCEL } from './address-path.ts'

export const address = new Hono<PortalEnv>()

const load = () => import('./address-answers.tsx')
const missing = (c: PortalContext) => missingForOwnChange(sessionOf(c), c.var.edge.now)

// Cancelling only ends a link, so it needs no fresh proof.
address.post(CANCEL, async (c) => (await load()).cancel(c))

/** Requires a fresh proof before the address is typed into the form, so that it is not asked for afterwards. */
address.use(ADDRESS, async (c, next) => {
  const lacking = missing(c)
  return lacking === null ? next() : seeProof(c, lacking, ADDRESS)
})
address.get(ADDRESS, async (c) => (await load()).formPage(c))
address.post(ADDRESS, async (c) => (await load()).ask(c))

// Tells first whether the link works. Otherwise a person would prove a factor for a link that is used up.
address.get(`${ADDRESS}/:confirmation`, async (c) =>
  (await load()).linkPage(c, c.req.param('confirmation'), missing(c)),
)
address.post(`${ADDRESS}/:confirmation`, async (c) =>
  (await load()).confirm(c, c.req.param('confirmation'), missing(c)),
)
