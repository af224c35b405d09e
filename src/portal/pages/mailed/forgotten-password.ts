// /forgotten-password: mails a link that sets a new password, and takes the password. Its answers are loaded when they
// are first asked for.

import { Hono } from 'hono'
import type { PortalEnv } from '../../frame/context.ts'
import { takes } from '../../frame/form-needs.ts'

export const forgottenPassword = new Hono<PortalEnv>()

export const FORGOTTEN_PASSWORD = '/forgotten-password'
const LINK = `${FORGOTTEN_PASSWORD}/:token`
const load = async () => (await import('./mailed-pages.ts')).ofForgottenPassword

forgottenPassword.get(FORGOTTEN_PASSWORD, async (c) => (await load()).askPage(c))
forgottenPassword.post(FORGOTTEN_PASSWORD, takes({ csrf: 'sign-in' }), async (c) => (await load()).ask(c))
forgottenPassword.get(LINK, async (c) => (await load()).choosePage(c, c.req.param('token')))
forgottenPassword.post(LINK, takes({ csrf: 'sign-in' }), async (c) =>
  (await load()).choose(c, c.req.param('token')),
)
