// Shows notices above the settings that they are about, until they are dismissed. An action of this browser
// is confirmed in green. Any other notice about an account is a warning that says what to do.

import type { Child } from 'hono/jsx'
import { type AccountNotice, type EnforcementNotice, isDoneHere, tellsOrigin } from '../../core/notice.ts'
import { labelOf } from '../../core/provider.ts'
import type { Edge } from '../../flows/edge/edge.ts'
import { adviceIn, browserIn, contactIn } from '../../words/names.ts'
import { figuresIn, sentenceOn } from '../../words/notice-sentences.ts'
import { Form } from '../frame/form.tsx'
import { Time } from '../frame/layout.tsx'
import { useWords } from '../frame/words.ts'

const ACCOUNT_NOTICES = '/account/security/notices'
const JUST_SAID_SECONDS = 1800

/** Tells whether the page after the person's own action has already confirmed it. */
export const isJustSaid = (notice: AccountNotice, { client, now }: Edge): boolean =>
  isDoneHere(notice, client.browser) && now - notice.at < JUST_SAID_SECONDS

interface AccountNoticesProps {
  /** In order, newest first. */
  readonly notices: readonly AccountNotice[]
  readonly hasPassword: boolean
  readonly edge: Edge
}

export function AccountNotices({ notices, hasPassword, edge }: AccountNoticesProps) {
  const words = useWords()
  if (notices.length === 0) return null
  return (
    <List>
      {notices.map((notice) => {
        const title = words.notices.titles[notice.kind]
        const isHere = isDoneHere(notice, edge.client.browser)
        return (
          <li class={`${isHere ? 'info' : 'warning'} row between`}>
            <div>
              <strong>{title}</strong>
              <Facts notice={notice} edge={edge} isHere={isHere} />
              {isHere ? null : (
                <p>
                  {adviceIn(words, notice.kind, {
                    hasPassword,
                    contact: contactIn(words, edge.config.brand),
                  })}
                </p>
              )}
            </div>
            <Dismiss action={`${ACCOUNT_NOTICES}/${notice.id}/dismiss`} title={title} />
          </li>
        )
      })}
      {notices.length > 1 ? <DismissAll notices={notices} /> : null}
    </List>
  )
}

function Facts({ notice, edge, isHere }: { notice: AccountNotice; edge: Edge; isHere: boolean }) {
  const words = useWords()
  const at = <Time at={notice.at} />
  const browser = browserIn(words, notice.userAgent)
  return (
    <p class="quiet">
      {notice.provider ? (
        <>
          <bdi>{labelOf(edge.config.providers, notice.provider)}</bdi> ·{' '}
        </>
      ) : null}
      {isHere
        ? words.notices.here({ at })
        : tellsOrigin(notice)
          ? words.notices.from({ at, ip: <bdi>{notice.ip}</bdi>, browser })
          : at}
    </p>
  )
}

/**
 * Dismisses only the notices on this page. Otherwise a notice that arrives meanwhile would be dismissed
 * unread.
 */
function DismissAll({ notices }: { notices: readonly AccountNotice[] }) {
  return (
    <li class="row between">
      <Form action={`${ACCOUNT_NOTICES}/dismiss-all`}>
        <input type="hidden" name="ids" value={notices.map(({ id }) => id).join(' ')} />
        <button type="submit" class="second small">
          {useWords().notices.dismissAll}
        </button>
      </Form>
    </li>
  )
}

interface WorkspaceNoticesProps {
  /** In order, newest first. */
  readonly notices: readonly EnforcementNotice[]
  /** A notice is dismissed at `base/id/dismiss`. */
  readonly base: string
}

export function WorkspaceNotices({ notices, base }: WorkspaceNoticesProps) {
  const words = useWords()
  if (notices.length === 0) return null
  return (
    <List>
      {notices.map((notice) => {
        const title = sentenceOn(words, notice)
        return (
          <li class="warning row between">
            <div>
              <strong>{title}</strong>
              <p class="quiet">
                <Time at={notice.at} />
              </p>
              <p>{words.notices.atThatTime(figuresIn(words, notice.kind, notice))}</p>
            </div>
            <Dismiss action={`${base}/${notice.id}/dismiss`} title={title} />
          </li>
        )
      })}
    </List>
  )
}

function List({ children }: { children?: Child }) {
  return (
    <section aria-label={useWords().notices.label}>
      <ul class="notices">{children}</ul>
    </section>
  )
}

function Dismiss({ action, title }: { action: string; title: string }) {
  const { notices: say } = useWords()
  return (
    <Form action={action}>
      <button type="submit" class="second small" aria-label={say.dismissThis(title)}>
        {say.dismiss}
      </button>
    </Form>
  )
}
