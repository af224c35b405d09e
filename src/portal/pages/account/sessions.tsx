// /account/security/sessions: lists where the person is signed in, and ends sessions.

import { Hono } from 'hono'
import { type ListedSession, listOwnSessions, type Slice } from '../../../flows/own-account/own-lists.ts'
import { endOtherSessions, endOwnSession } from '../../../flows/session/end-session.ts'
import { browserIn, labelIn } from '../../../words/names.ts'
import type { PortalEnv } from '../../frame/context.ts'
import { seeDone, takeDone } from '../../frame/done.ts'
import { Form } from '../../frame/form.tsx'
import { sessionOf } from '../../frame/guards.ts'
import { Info, page, Time } from '../../frame/layout.tsx'
import { AccountFrame } from '../../frame/settings-frame.tsx'
import { useEdge, useWords } from '../../frame/words.ts'
import { Pages, shownOf, sliceIn } from '../../parts/paging.tsx'

export const sessions = new Hono<PortalEnv>()

const PATH = '/account/security/sessions'

sessions.get(PATH, async (c) => {
  const session = sessionOf(c)
  const slice = sliceIn(c)
  const listed = await listOwnSessions(c.var.edge, session, slice)
  return page(
    c,
    { title: c.var.words.sessions.title, current: 'security', isWide: true },
    <AccountFrame of={session} current="sessions">
      <SessionsView listed={listed} slice={slice} ownId={session.id} hasEnded={takeDone(c) === 'ended'} />
    </AccountFrame>,
  )
})

sessions.post(`${PATH}/end-others`, async (c) => {
  await endOtherSessions(c.var.edge, sessionOf(c))
  return seeDone(c, PATH, 'ended')
})

sessions.post(`${PATH}/:id/end`, async (c) => {
  const session = sessionOf(c)
  await endOwnSession(c.var.edge, session, c.req.param('id'))
  return seeDone(c, PATH, 'ended')
})

interface SessionsViewProps {
  readonly listed: readonly ListedSession[]
  readonly slice: Slice
  /** The id of the session that reads the page. */
  readonly ownId: string
  readonly hasEnded: boolean
}

export function SessionsView({ listed, slice, ownId, hasEnded }: SessionsViewProps) {
  const { sessions: say, write } = useWords()
  const hasOthers = slice.offset > 0 || listed.some(({ id }) => id !== ownId)
  return (
    <>
      {hasEnded ? <Info>{say.ended(write.span(useEdge().config.passSeconds))}</Info> : null}
      <section class="card">
        <h2>{say.where}</h2>
        <ul class="items">
          {shownOf(listed).map((item) => (
            <Item item={item} isThis={item.id === ownId} />
          ))}
        </ul>
      </section>
      <Pages path={PATH} slice={slice} listed={listed} />
      {hasOthers ? (
        <Form action={`${PATH}/end-others`}>
          <button type="submit" class="danger">
            {say.endOthers}
          </button>
        </Form>
      ) : (
        <p class="quiet">{say.noOthers}</p>
      )}
    </>
  )
}

function Item({ item, isThis }: { item: ListedSession; isThis: boolean }) {
  const words = useWords()
  const { sessions: say } = words
  const name = browserIn(words, item.userAgent)
  const provider = labelIn(words, useEdge().config.providers, item.provider)
  return (
    <li class="row between">
      <div>
        <strong>{name}</strong> {isThis ? <span class="badge good">{say.thisBrowser}</span> : null}
        <p class="quiet">
          <bdi>{item.ip}</bdi> · {say.how[item.method ?? 'none']({ provider: <bdi>{provider}</bdi> })}
        </p>
        <p class="quiet">
          <span class="unbroken">{say.signedInAt({ at: <Time at={item.createdAt} /> })} ·</span>{' '}
          <span class="unbroken">{say.lastSeenAt({ at: <Time at={item.lastSeenAt} /> })}</span>
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
