// /workspaces/{slug}/settings/tokens: API tokens of the workspace. A new one is shown once, in the answer to its making.

import { Hono } from 'hono'
import { parseName } from '../../core/name.ts'
import { randomId } from '../../crypto/random.ts'
import {
  type CreatedToken,
  createToken,
  endToken,
  TOKEN_MAX_DAYS,
} from '../../flows/administration/tokens.ts'
import { type ListedToken, listTokens } from '../../store/tokens.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../frame/context.ts'
import { Form } from '../frame/form.tsx'
import { sessionOf } from '../frame/guards.ts'
import { Alert, Info, page, Strong, Time, Unsaved } from '../frame/layout.tsx'
import { WorkspaceFrame } from '../frame/settings-frame.tsx'
import { useWords } from '../frame/words.ts'

export const workspaceTokens = new Hono<PortalEnv>()

const PATH = '/workspaces/:slug/settings/tokens'
const LIFETIMES = [7, 30, 90, 365] as const
type TokenRefusal = 'not-a-name' | 'not-a-lifetime' | 'too-many' | 'made-already'

workspaceTokens.get(PATH, (c) => tokensPage(c, null, null))

workspaceTokens.post(PATH, async (c) => {
  const { edge, form, workspace, actor } = c.var
  const session = sessionOf(c)
  const name = parseName(form.get('name') ?? '')
  const days = form.get('expires_in_days') ?? ''
  const id = /^[\w-]{22}$/.exec(form.get('id') ?? '')?.[0] ?? randomId()
  if (!name) return tokensPage(c, null, 'not-a-name')
  if (!/^[1-9]\d{0,2}$/.test(days) || Number(days) > TOKEN_MAX_DAYS) {
    return tokensPage(c, null, 'not-a-lifetime')
  }
  const maker = { ...actor, accountId: session.accountId, parent: null }
  const created = await createToken(edge, workspace.id, { id, name, expiresInDays: Number(days) }, maker)
  const refusal = created.ok ? null : created.error
  // The session or the role ended in the meantime. The page's own guards say which.
  if (refusal === 'not-allowed') return seeOther(c, portalUrl(c, pathOf(workspace.slug)))
  // No redirect here: the value is in this one answer, and nothing keeps it for a second page.
  return tokensPage(c, created.ok ? created.value : null, refusal)
})

workspaceTokens.post(`${PATH}/:id/revoke`, async (c) => {
  const { edge, workspace, actor } = c.var
  await endToken(edge, workspace.id, c.req.param('id'), actor)
  return seeOther(c, portalUrl(c, pathOf(workspace.slug), { done: 'revoked' }))
})

const pathOf = (slug: string) => `/workspaces/${slug}/settings/tokens`

async function tokensPage(
  c: PortalContext,
  created: CreatedToken | null,
  refusal: TokenRefusal | null,
): Promise<Response> {
  const { edge, workspace, words } = c.var
  const { tokens: say, write } = words
  const listed = await listTokens(edge.db, workspace.id, edge.now)
  const form = c.req.method === 'POST' ? c.var.form : new URL(c.req.url).searchParams
  return page(
    c,
    {
      title: say.titleOf(workspace.name),
      accent: workspace.accent,
      status: refusal ? 422 : 200,
      current: 'workspaces',
      isWide: true,
    },
    <WorkspaceFrame workspace={workspace} current="tokens">
      {refusal ? (
        <Alert>
          {refusal === 'not-a-lifetime' ? say.notALifetime(TOKEN_MAX_DAYS) : say.refusals[refusal]}
        </Alert>
      ) : null}
      {c.req.query('done') === 'revoked' ? <Info>{say.revoked}</Info> : null}
      {c.req.method !== 'POST' && form.has('name') ? <Unsaved /> : null}
      {created ? <Created token={created} /> : null}
      <section class="card">
        <h2>{say.make}</h2>
        <p class="quiet">{say.explanation({ api: (words) => <a href="/docs">{words}</a> })}</p>
        <Form action={pathOf(workspace.slug)} class="inline">
          <input type="hidden" name="id" value={randomId()} />
          <label>
            {say.name}
            <input name="name" required value={created ? '' : (form.get('name') ?? '')} autocomplete="off" />
          </label>
          <label>
            {say.lasts}
            <select name="expires_in_days">
              {LIFETIMES.map((days) => (
                <option value={days} selected={String(days) === (form.get('expires_in_days') ?? '90')}>
                  {write.span(days * 86_400)}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" class="wide-on-phone">
            {say.submit}
          </button>
        </Form>
      </section>
      <section class="card">
        <h2>{say.title}</h2>
        {listed.length === 0 ? <p>{say.none}</p> : null}
        <ul class="items">
          {listed.map((token) => (
            <Item token={token} slug={workspace.slug} />
          ))}
        </ul>
      </section>
    </WorkspaceFrame>,
  )
}

function Created({ token }: { token: CreatedToken }) {
  const { tokens: say, layout } = useWords()
  return (
    <Info>
      <p>{say.made({ token: <Strong text={token.name} /> })}</p>
      <p>
        <code id="token" dir="ltr">
          {token.token}
        </code>
      </p>
      <p>
        <button type="button" class="second small" data-copy="token" hidden>
          {layout.copy}
        </button>
      </p>
    </Info>
  )
}

function Item({ token, slug }: { token: ListedToken; slug: string }) {
  const { tokens: say } = useWords()
  return (
    <li class="row between">
      <div>
        <Strong text={token.name} />
        <p class="quiet">
          {say.madeBy({
            maker: <bdi>{token.madeBy ?? say.operator}</bdi>,
            at: <Time at={token.createdAt} />,
            endsAt: <Time at={token.expiresAt} />,
          })}
        </p>
      </div>
      <Form action={`${pathOf(slug)}/${token.id}/revoke`}>
        <button type="submit" class="danger small" aria-label={say.revokeThis(token.name)}>
          {say.revoke}
        </button>
      </Form>
    </li>
  )
}
