// /workspaces/{slug}/settings/tokens: API tokens of the workspace. A new one is shown once, in the answer to its making.

import { Hono } from 'hono'
import { parseName } from '../../core/name.ts'
import { randomId } from '../../crypto/random.ts'
import { type CreatedToken, createToken, endToken, TOKEN_MAX_DAYS } from '../../flows/tokens.ts'
import { type ListedToken, listTokens } from '../../store/tokens.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../context.ts'
import { csrfToken } from '../csrf.ts'
import { sessionOf } from '../guards.ts'
import { Alert, FormFields, Notice, page, Time } from '../layout.tsx'
import { WorkspaceFrame } from '../settings-frame.tsx'

export const workspaceTokens = new Hono<PortalEnv>()

const PATH = '/workspaces/:slug/settings/tokens'
const LIFETIMES = [7, 30, 90, 365] as const
type TokenRefusal = 'not-a-name' | 'not-a-lifetime' | 'too-many' | 'made-already'

const REFUSALS: Record<TokenRefusal, string> = {
  'not-a-name': 'Give it a name of up to 100 characters, in one line.',
  'not-a-lifetime': `Choose how long it lasts: 1 to ${TOKEN_MAX_DAYS} days.`,
  'made-already':
    'This token is made already: the page was sent twice. If you didn’t copy it, revoke it and make another.',
  'too-many': 'This workspace has a hundred tokens. Revoke one first.',
}

workspaceTokens.get(PATH, (c) => tokensPage(c, null, null))

workspaceTokens.post(PATH, async (c) => {
  const { edge, form, workspace } = c.var
  const session = sessionOf(c)
  const name = parseName(form.get('name') ?? '')
  const days = form.get('expires_in_days') ?? ''
  const id = /^[\w-]{22}$/.exec(form.get('id') ?? '')?.[0] ?? randomId()
  if (!name) return tokensPage(c, null, 'not-a-name')
  if (!/^[1-9]\d{0,2}$/.test(days) || Number(days) > TOKEN_MAX_DAYS) {
    return tokensPage(c, null, 'not-a-lifetime')
  }
  const maker = { name: session.email, accountId: session.accountId, parent: null }
  const created = await createToken(edge, workspace.id, { id, name, expiresInDays: Number(days) }, maker)
  // No redirect here: the value is in this one answer, and nothing keeps it for a second page.
  return created.ok ? tokensPage(c, created.value, null) : tokensPage(c, null, created.error)
})

workspaceTokens.post(`${PATH}/:id/revoke`, async (c) => {
  const { edge, workspace, actor } = c.var
  await endToken(edge, workspace.id, c.req.param('id'), actor.name)
  return seeOther(c, portalUrl(c, pathOf(workspace.slug), { done: 'revoked' }))
})

const pathOf = (slug: string) => `/workspaces/${slug}/settings/tokens`

async function tokensPage(
  c: PortalContext,
  created: CreatedToken | null,
  refusal: TokenRefusal | null,
): Promise<Response> {
  const { edge, browser, workspace } = c.var
  const listed = await listTokens(edge.db, workspace.id, edge.now)
  const csrf = await csrfToken(edge, browser, { sessionId: sessionOf(c).id })
  const form = c.req.method === 'POST' ? c.var.form : new URL(c.req.url).searchParams
  return page(
    c,
    {
      title: `API tokens of ${workspace.name}`,
      status: refusal ? 422 : 200,
      current: 'workspaces',
      isWide: true,
    },
    <WorkspaceFrame workspace={workspace} current="tokens">
      {refusal ? <Alert>{REFUSALS[refusal]}</Alert> : null}
      {c.req.query('done') === 'revoked' ? <Notice>Revoked. It opens nothing any more.</Notice> : null}
      {created ? <Created token={created} /> : null}
      <section class="card">
        <h2>Make a token</h2>
        <p class="quiet">
          For programs that use the <a href="/docs">API</a> on behalf of this workspace. It ends with your
          role here.
        </p>
        <form method="post" action={pathOf(workspace.slug)} class="inline">
          <FormFields csrf={csrf} />
          <input type="hidden" name="id" value={randomId()} />
          <label>
            Name
            <input
              name="name"
              required
              maxlength={100}
              value={created ? '' : (form.get('name') ?? '')}
              autocomplete="off"
            />
          </label>
          <label>
            Lasts
            <select name="expires_in_days">
              {LIFETIMES.map((days) => (
                <option value={days} selected={String(days) === (form.get('expires_in_days') ?? '90')}>
                  {days} days
                </option>
              ))}
            </select>
          </label>
          <button type="submit" class="wide-on-phone">
            Make
          </button>
        </form>
      </section>
      <section class="card">
        <h2>Tokens</h2>
        {listed.length === 0 ? <p>There are none.</p> : null}
        <ul class="items">
          {listed.map((token) => (
            <Item token={token} slug={workspace.slug} csrf={csrf} />
          ))}
        </ul>
      </section>
    </WorkspaceFrame>,
  )
}

function Created({ token }: { token: CreatedToken }) {
  return (
    <Notice>
      <p>
        <strong>{token.name}</strong> is made. Copy it now: this is the only time it is shown.
      </p>
      <p>
        <code id="token">{token.token}</code>
      </p>
      <p>
        <button type="button" class="second small" data-copy="token" hidden>
          Copy
        </button>
      </p>
    </Notice>
  )
}

function Item({ token, slug, csrf }: { token: ListedToken; slug: string; csrf: string }) {
  return (
    <li class="row between">
      <div>
        <strong>{token.name}</strong>
        <p class="quiet">
          Made by {token.madeBy ?? 'the operator'} <Time at={token.createdAt} />, ends{' '}
          <Time at={token.expiresAt} />
        </p>
      </div>
      <form method="post" action={`${pathOf(slug)}/${token.id}/revoke`}>
        <FormFields csrf={csrf} />
        <button type="submit" class="danger small" aria-label={`Revoke ${token.name}`}>
          Revoke
        </button>
      </form>
    </li>
  )
}
