// /account/security/sessions: where one is signed in, and ending it.

import { Hono } from 'hono'
import { lifetimeOf } from '../../flows/edge/edge.ts'
import { endOtherSessions, endOwnSession } from '../../flows/session/end-session.ts'
import { type ListedSession, listSessionsOf } from '../../store/listed-sessions.ts'
import { browserIn, labelIn } from '../../words/names.ts'
import { type PortalEnv, portalUrl, seeOther } from '../frame/context.ts'
import { Form } from '../frame/form.tsx'
import { sessionOf } from '../frame/guards.ts'
import { Info, page, Time } from '../frame/layout.tsx'
import { AccountFrame } from '../frame/settings-frame.tsx'
import { useWords } from '../frame/words.ts'
import { Pages, shownOf, sliceIn } from '../parts/paging.tsx'

export const sessions = new Hono<PortalEnv>()

const PATH = '/account/security/sessions'

sessions.get(PATH, async (c) => {
  const { edge, words } = c.var
  const { sessions: say, write } = words
  const session = sessionOf(c)
  const slice = sliceIn(c)
  const listed = await listSessionsOf(edge.db, session.accountId, lifetimeOf(edge), slice)
  const others = listed.filter(({ id }) => id !== session.id)
  return page(
    c,
    { title: say.title, current: 'security', isWide: true },
    <AccountFrame current="sessions">
      {c.req.query('done') === 'ended' ? <Info>{say.ended(write.span(edge.config.passSeconds))}</Info> : null}
      <section class="card">
        <h2>{say.where}</h2>
        <ul class="items">
          {shownOf(listed).map((item) => (
            <Item
              item={item}
              isThis={item.id === session.id}
              provider={labelIn(words, edge.config.providers, item.provider)}
            />
          ))}
        </ul>
      </section>
      <Pages path={PATH} slice={slice} listed={listed} />
      {others.length > 0 || slice.offset > 0 ? (
        <Form action={`${PATH}/end-others`}>
          <button type="submit" class="danger">
            {say.endOthers}
          </button>
        </Form>
      ) : (
        <p class="quiet">{say.noOthers}</p>
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

interface ItemProps {
  readonly item: ListedSession
  readonly isThis: boolean
  /** Its label. */
  readonly provider: string
}

function Item({ item, isThis, provider }: ItemProps) {
  const words = useWords()
  const { sessions: say } = words
  const name = browserIn(words, item.userAgent)
  return (
    <li class="row between">
      <div>
        <strong>{name}</strong> {isThis ? <span class="badge good">{say.thisBrowser}</span> : null}
        <p class="quiet">
          <bdi>{item.ip}</bdi> · {say.signedInAt({ at: <Time at={item.createdAt} /> })} ·{' '}
          {say.lastSeenAt({ at: <Time at={item.lastSeenAt} /> })} ·{' '}
          {say.how[item.method ?? 'none']({ provider: <bdi>{provider}</bdi> })}
        </p>
      </div>
      {isThis ? null : (
        <Form action={`${PATH}/${item.id}/end`}>
          <button type="submit" class="danger small" aria-label={say.endThis(name)}>
            {say.end}
          </button>
        </Form>
      )}
    </li>
  )
}
