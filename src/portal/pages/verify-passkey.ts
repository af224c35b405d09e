// /sign-in/verify/passkey: proves the second factor with a passkey. Its answers are loaded when they are first
// asked for.

import { Hono } from 'hono'
import type { PortalEnv } from '../frame/context.ts'
import { takes } from '../frame/form-needs.ts'
import { VERIFY } from './verify-steps.ts'

export const verifyPasskey = new Hono<PortalEnv>()

const PATH = `${VERIFY}/passkey`
const load = async () => (await import('./passkey-pages.ts')).ofVerify

verifyPasskey.post(`${PATH}/options`, takes({ csrf: 'sign-in', by: 'script' }), async (c) =>
  (await load()).giveOptions(c),
)
verifyPasskey.post(PATH, takes({ csrf: 'sign-in' }), async (c) => (await load()).usePasskey(c))
