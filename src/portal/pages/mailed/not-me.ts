// /not-me/{token}: shows a change that a mail told of, and takes the report that it was not the owner. Its answers are
// loaded when they are first asked for.

import { Hono } from 'hono'
import type { PortalEnv } from '../../frame/context.ts'
import { takes } from '../../frame/form-needs.ts'

export const notMe = new Hono<PortalEnv>()

const LINK = '/not-me/:token'
const load = async () => (await import('./mailed-pages.ts')).ofNotMe

notMe.get(LINK, async (c) => (await load()).showChange(c, c.req.param('token')))
notMe.post(LINK, takes({ csrf: 'sign-in' }), async (c) => (await load()).report(c, c.req.param('token')))
