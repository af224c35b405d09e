// /workspaces/{slug}/settings/tokens: the workspace's API tokens. A new one is shown once, in the response to
// its form.

import { Hono } from 'hono'
import { parseName } from '../../../core/name.ts'
import { randomId } from '../../../crypto/random.ts'
import {
  type CreatedToken,
  createToken,
  endToken,
  listTokens,
  TOKEN_MAX_DAYS,
} from '../../../flows/administration/tokens.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../../frame/context.ts'
import { seeDone, takeDone } from '../../frame/done.ts'
import { sessionOf } from '../../frame/guards.ts'
import { settingsPage, settingsPath } from '../../frame/settings-page.tsx'
import type { TokenRefusal } from './tokens-view.tsx'

export const tokens = new Hono<PortalEnv>()

const PATH = settingsPath(':slug', 'tokens')

tokens.get(PATH, (c) => tokensPage(c, {}))

tokens.post(PATH, async (c) => {
  const { edge, form, workspace, actor } = c.var
  const name = parseName(form.get('name') ?? '')
  const days = form.get('expires_in_days') ?? ''
  const id = /^[\w-]{22}$/.exec(form.get('id') ?? '')?.[0] ?? randomId()
  if (!name) return tokensPage(c, { refusal: 'not-a-name' })
  if (!/^[1-9]\d{0,2}$/.test(days) || Number(days) > TOKEN_MAX_DAYS) {
    return tokensPage(c, { refusal: 'not-a-lifetime' })
  }
  const maker = { ...actor, accountId: sessionOf(c).accountId, parent: null }
  const created = await createToken(edge, workspace.id, { id, name, expiresInDays: Number(days) }, maker)
  // Must not redirect. Only this response has the token, and nothing stores it for another page.
  if (created.ok) return tokensPage(c, { created: created.value })
  // The session or the role has ended meanwhile. The guards of the page say which.
  if (created.error === 'not-allowed')
    return seeOther(c, portalUrl(c, settingsPath(workspace.slug, 'tokens')))
  return tokensPage(c, { refusal: created.error })
})

tokens.post(`${PATH}/:id/revoke`, async (c) => {
  const { edge, workspace, actor } = c.var
  await endToken(edge, workspace.id, c.req.param('id'), actor)
  return seeDone(c, settingsPath(workspace.slug, 'tokens'), 'revoked')
})

interface Shown {
  readonly created?: CreatedToken
  readonly refusal?: TokenRefusal
}

async function tokensPage(c: PortalContext, { created, refusal }: Shown): Promise<Response> {
  const { edge, workspace, words } = c.var
  const isPosted = c.req.method === 'POST'
  const fields = isPosted ? c.var.form : new URL(c.req.url).searchParams
  const [listed, { TokensView }] = await Promise.all([
    listTokens(edge, workspace.id),
    import('./tokens-view.tsx'),
  ])
  return settingsPage(
    c,
    { tab: 'tokens', title: words.tokens.titleOf(workspace.name), status: refusal ? 422 : 200 },
    <TokensView
      {...{ workspace, listed }}
      created={created ?? null}
      refusal={refusal ?? null}
      written={{ name: fields.get('name'), days: fields.get('expires_in_days') }}
      isUnsaved={!isPosted && fields.has('name')}
      isRevoked={takeDone(c) === 'revoked'}
    />,
  )
}
