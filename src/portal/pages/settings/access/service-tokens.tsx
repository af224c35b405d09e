// /workspaces/{slug}/settings/access/tokens: creates a service token, and changes, rotates, disables and
// deletes one. A value is shown once, in the response to its form.

import { Hono } from 'hono'
import { randomId } from '../../../../crypto/random.ts'
import { changeServiceToken } from '../../../../flows/administration/change-service-token.ts'
import {
  createServiceToken,
  deleteServiceToken,
  findServiceToken,
  type ListedService,
  ROTATION_MAX_HOURS,
  rotateServiceToken,
  type ShownService,
} from '../../../../flows/administration/service-tokens.ts'
import type { TokenMaker } from '../../../../flows/administration/tokens.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../../../frame/context.ts'
import { seeDone, takeDone } from '../../../frame/done.ts'
import { sessionOf } from '../../../frame/guards.ts'
import { settingsPage, settingsPath } from '../../../frame/settings-page.tsx'
import type { FieldProblem } from '../../../parts/access/field-problems.tsx'
import {
  daysIn,
  EMPTY_TOKEN,
  readToken,
  type WrittenToken,
  writeToken,
  writtenIn,
} from '../../../parts/access/token-form.ts'
import { problemPage } from '../../problem.tsx'
import { accessPage, seeAccess } from './access.tsx'
import type { TokenFormFacts } from './service-token-view.tsx'

export const serviceTokens = new Hono<PortalEnv>()

const LIST = `${settingsPath(':slug', 'access')}/tokens`

serviceTokens.get(`${LIST}/new`, (c) => {
  const query = new URL(c.req.url).searchParams
  const isUnsaved = query.has('name')
  return formPage(c, { token: null, written: isUnsaved ? writtenIn(query) : EMPTY_TOKEN, isUnsaved })
})

serviceTokens.post(`${LIST}/new`, async (c) => {
  const { edge, form, workspace } = c.var
  const written = writtenIn(form)
  const { name, scope, problems: found } = readToken(written)
  const expiresInDays = daysIn(written)
  const problems = expiresInDays === null ? new Map([...found, ['expires_in_days', UNKNOWN]]) : found
  if (problems.size > 0 || expiresInDays === null) return formPage(c, { token: null, written, problems })
  const id = /^[\w-]{22}$/.exec(form.get('id') ?? '')?.[0] ?? randomId()
  const created = await createServiceToken(edge, workspace.id, { id, name, expiresInDays, scope }, makerIn(c))
  if (created.ok) return shownPage(c, created.value, false)
  // The session or the role has ended meanwhile. The guards of the page say which.
  if (created.error === 'not-allowed')
    return seeOther(c, portalUrl(c, settingsPath(workspace.slug, 'access')))
  return formPage(c, { token: null, written, refusal: created.error })
})

const UNKNOWN: readonly FieldProblem[] = [{ problem: 'unknown_choice', entry: null }]

serviceTokens.get(`${LIST}/:token`, async (c) => {
  const token = await findToken(c)
  if (!token) return accessPage(c, 'token-gone')
  const query = new URL(c.req.url).searchParams
  const isUnsaved = query.has('name')
  const written = isUnsaved ? writtenIn(query) : writeToken(token)
  return formPage(c, { token, written, isUnsaved, isToPressAgain: query.has('again') })
})

serviceTokens.post(`${LIST}/:token`, async (c) => {
  const { form, workspace } = c.var
  const token = await findToken(c)
  if (!token) return accessPage(c, 'token-gone')
  const written = writtenIn(form)
  const { name, scope, problems } = readToken(written)
  if (problems.size > 0) return formPage(c, { token, written, problems })
  const change = { id: token.id, changes: { name, ...scope } }
  const saved = await changeServiceToken(c.var.edge, workspace.id, change, c.var.actor)
  return saved ? seeAccess(c, 'token-saved', '#tokens') : accessPage(c, 'token-gone')
})

serviceTokens.post(`${LIST}/:token/rotate`, async (c) => {
  const { edge, form, workspace } = c.var
  const hours = /^\d{1,3}$/.exec(form.get('overlap_hours') ?? '')?.[0]
  const version = /^\d{1,9}$/.exec(form.get('version') ?? '')?.[0]
  if (!hours || !version || Number(hours) > ROTATION_MAX_HOURS) return problemPage(c, 'not-a-form')
  const asked = { id: c.req.param('token'), overlapHours: Number(hours), version: Number(version) }
  const rotated = await rotateServiceToken(edge, workspace.id, asked, makerIn(c))
  if (rotated.ok) return shownPage(c, rotated.value, true)
  const token = await findToken(c)
  if (!token || rotated.error === 'not-found') return accessPage(c, 'token-gone')
  return formPage(c, { token, written: writeToken(token), refusal: rotated.error })
})

for (const [action, isDisabled] of [
  ['disable', true],
  ['enable', false],
] as const) {
  serviceTokens.post(`${LIST}/:token/${action}`, async (c) => {
    const { edge, workspace, actor } = c.var
    const id = c.req.param('token')
    const changed = await changeServiceToken(edge, workspace.id, { id, changes: { isDisabled } }, actor)
    if (!changed) return accessPage(c, 'token-gone')
    return seeDone(c, `${settingsPath(workspace.slug, 'access')}/tokens/${id}`, `${action}d`)
  })
}

serviceTokens.post(`${LIST}/:token/delete`, async (c) => {
  const { edge, workspace, actor } = c.var
  const isDeleted = await deleteServiceToken(edge, workspace.id, c.req.param('token'), actor)
  return isDeleted ? seeAccess(c, 'token-deleted', '#tokens') : accessPage(c, 'token-gone')
})

const findToken = (c: PortalContext): Promise<ListedService | null> =>
  findServiceToken(c.var.edge, c.var.workspace.id, c.req.param('token') ?? '')

const makerIn = (c: PortalContext): TokenMaker => ({
  ...c.var.actor,
  accountId: sessionOf(c).accountId,
  parent: null,
})

type Shown = Pick<TokenFormFacts, 'token'> & { readonly written: WrittenToken } & Partial<TokenFormFacts>

async function formPage(c: PortalContext, shown: Shown): Promise<Response> {
  const { ServiceTokenView } = await import('./service-token-view.tsx')
  const { edge, workspace, words } = c.var
  const { problems = new Map(), refusal = null, token } = shown
  const done = takeDone(c)
  return settingsPage(
    c,
    {
      tab: 'access',
      title: token ? token.name : words.serviceTokens.add,
      status: refusal ? 409 : problems.size > 0 ? 422 : 200,
    },
    <ServiceTokenView
      {...{ workspace, isUnsaved: false, isToPressAgain: false, now: edge.now }}
      {...shown}
      {...{ problems, refusal }}
      done={done === 'disabled' || done === 'enabled' ? done : null}
    />,
  )
}

/** Must not redirect. Only this response has the value, and nothing stores it for another page. */
async function shownPage(c: PortalContext, shown: ShownService, isRotated: boolean): Promise<Response> {
  const { ShownTokenView } = await import('./shown-token-view.tsx')
  return settingsPage(
    c,
    { tab: 'access', title: c.var.words.serviceTokens.title },
    <ShownTokenView
      {...{ shown, isRotated, workspace: c.var.workspace, scheme: c.var.edge.config.scheme }}
    />,
  )
}
