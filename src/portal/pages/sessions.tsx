// /account/security/sessions: where one is signed in, and ending it.

import { Hono } from 'hono'
import { labelOf } from '../../core/provider.ts'
import { nameOfBrowser } from '../../core/user-agent.ts'
import { lifetimeOf } from '../../flows/edge.ts'
import { endOtherSessions, endOwnSession } from '../../flows/end-session.ts'
import { type ListedSession, listSessionsOf } from '../../store/listed-sessions.ts'
import { type PortalEnv, portalUrl, seeOther } from '../context.ts'
import { csrfToken } from '../csrf.ts'
import { sessionOf } from '../guards.ts'
import { FormFields, Notice, page, Time, writeSpan } from '../layout.tsx'
import { AccountFrame } from '../settings-frame.tsx'

export const sessions = new Hono<PortalEnv>()

const PATH = '/account/security/sessions'

sessions.get(PATH, async (c) => {
  const { edge, browser } = c.var
  const session = sessionOf(c)
  const listed = await listSessionsOf(edge.db, session.accountId, lifetimeOf(edge))
  const csrf = await csrfToken(edge, browser, { sessionId: session.id })
  const others = listed.filter(({ id }) => id !== session.id)
  const bound = writeSpan(edge.config.passSeconds)
  return page(
    c,
    { title: 'Sessions', current: 'security', isWide: true },
    <AccountFrame current="sessions">
      {c.req.query('done') === 'ended' ? (
        <Notice>Ended. Workspaces that were open there close within {bound}.</Notice>
      ) : null}
      <section class="card">
        <h2>Where you are signed in</h2>
        <ul class="items">
          {listed.map((item) => (
            <Item
              item={item}
              isThis={item.id === session.id}
              csrf={csrf}
              labelOf={(provider) => labelOf(edge.config.providers, provider)}
            />
          ))}
        </ul>
      </section>
      {others.length > 0 ? (
        <form method="post" action={`${PATH}/end-others`}>
          <FormFields csrf={csrf} />
          <button type="submit" class="danger">
            Sign out everywhere else
          </button>
        </form>
      ) : (
        <p class="quiet">You are signed in nowhere else.</p>
      )}
    </AccountFrame>,
  )
})

sessions.post(`${PATH}/end-others`, async (c) => {
  await endOtherSessions(c.var.edge, sessionOf(c))
  return seeOther(c, portalUrl(c, PATH, { done: 'ended' }))
})

sessions.post(`${PATH}/:id/end`, async (c) => {
  const session = sessionOf(c)
  await endOwnSession(c.var.edge, session, c.req.param('id'))
  return seeOther(c, portalUrl(c, PATH, { done: 'ended' }))
})

const HOW: Record<NonNullable<ListedSession['method']> | 'none', (provider: string) => string> = {
  none: (provider) => `by ${provider} only`,
  totp: (provider) => `by ${provider}, with an authenticator app`,
  recovery_code: (provider) => `by ${provider}, with a recovery code`,
  provider: (provider) => `by ${provider}, with its second factor`,
}

interface ItemProps {
  readonly item: ListedSession
  readonly isThis: boolean
  readonly csrf: string
  readonly labelOf: (provider: string) => string
}

function Item({ item, isThis, csrf, labelOf }: ItemProps) {
  return (
    <li class="row between">
      <div>
        <strong>{nameOfBrowser(item.userAgent)}</strong>{' '}
        {isThis ? <span class="badge good">This browser</span> : null}
        <p class="quiet">
          {item.ip} · signed in <Time at={item.createdAt} /> · last seen <Time at={item.lastSeenAt} /> ·{' '}
          {HOW[item.method ?? 'none'](labelOf(item.provider))}
        </p>
      </div>
      {isThis ? null : (
        <form method="post" action={`${PATH}/${item.id}/end`}>
          <FormFields csrf={csrf} />
          <button
            type="submit"
            class="danger small"
            aria-label={`End the session of ${nameOfBrowser(item.userAgent)}`}
          >
            End
          </button>
        </form>
      )}
    </li>
  )
}
