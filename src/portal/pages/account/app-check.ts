// /account/security/authenticator/check and …/short-key: pages after a sign-in about the authenticator app. Their answers
// are loaded when they are first asked for.

import { Hono } from 'hono'
import type { PortalEnv } from '../../frame/context.ts'
import { CHECK_APP, SHORT_SECRET } from './authenticator-path.ts'

export const appCheck = new Hono<PortalEnv>()

const load = () => import('./app-check-answers.tsx')

appCheck.get(CHECK_APP, async (c) => (await load()).checkPage(c))
appCheck.post(CHECK_APP, async (c) => (await load()).check(c))
appCheck.get(SHORT_SECRET, async (c) => (await load()).shortSecretPage(c))
