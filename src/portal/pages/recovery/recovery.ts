// /sign-in/lost asks for a recovery, after the first factor. /recover/{token} sets up a new second factor with its link.
// /stop-recovery/{token} stops it.
// The answers are loaded when they are first asked for.

import { Hono } from 'hono'
import type { PortalEnv } from '../../frame/context.ts'
import { takes } from '../../frame/form-needs.ts'
import { LOST, RECOVER, STOP_RECOVERY } from './recovery-paths.ts'

export const recovery = new Hono<PortalEnv>()

const load = () => import('./recovery-pages.ts')

recovery.get(LOST, async (c) => (await load()).lost.lostPage(c))
recovery.post(LOST, takes({ csrf: 'sign-in' }), async (c) => (await load()).lost.ask(c))
recovery.post(`${LOST}/link`, takes({ csrf: 'sign-in' }), async (c) => (await load()).lost.sendAgain(c))

recovery.get(`${RECOVER}/:token`, async (c) => (await load()).recover.recoverPage(c))
recovery.post(`${RECOVER}/:token`, takes({ csrf: 'sign-in' }), async (c) =>
  (await load()).recover.confirmApp(c),
)
recovery.post(`${RECOVER}/:token/passkey/options`, takes({ csrf: 'sign-in', by: 'script' }), async (c) =>
  (await load()).recover.giveOptions(c),
)
recovery.post(`${RECOVER}/:token/passkey`, takes({ csrf: 'sign-in' }), async (c) =>
  (await load()).recover.addNewPasskey(c),
)

recovery.get(`${STOP_RECOVERY}/:token`, async (c) => (await load()).stop.stopPage(c))
recovery.post(`${STOP_RECOVERY}/:token`, takes({ csrf: 'sign-in' }), async (c) => (await load()).stop.stop(c))
