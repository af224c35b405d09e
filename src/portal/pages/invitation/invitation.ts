// /invitations/{link}: shows an invitation, accepts it by a button, and makes an account for an address without one.
// Its answers are loaded when the first link is opened.

import { Hono } from 'hono'
import type { PortalEnv } from '../../frame/context.ts'
import { takes } from '../../frame/form-needs.ts'

export const invitation = new Hono<PortalEnv>()

const PATH = '/invitations/:link'
const load = () => import('./answers.tsx')

invitation.get(PATH, async (c) => (await load()).showInvitation(c))
invitation.post(PATH, async (c) => (await load()).accept(c))
invitation.post(`${PATH}/account`, takes({ csrf: 'sign-in' }), async (c) => (await load()).makeAccount(c))
