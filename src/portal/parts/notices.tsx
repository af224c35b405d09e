// Shows notices above the settings that they are about, until they are dismissed. What this browser did is one
// quiet list. Any other notice about an account is a warning that says what to do.

import type { Child } from 'hono/jsx'
import {
  type AccountNotice,
  type EnforcementNotice,
  isDecidedHere,
  isDoneHere,
  tellsOrigin,
} from '../../core/notice.ts'
import { labelOf } from '../../core/provider.ts'
import type { Edge } from '../../flows/edge/edge.ts'
import { adviceIn, browserIn, contactIn, titleIn } from '../../words/names.ts'
import { figuresIn, sentenceOn } from '../../words/notice-sentences.ts'
import { Form } from '../frame/form.tsx'
import { Time } from '../frame/layout.tsx'
import { useEdge, useWords } from '../frame/words.ts'

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

/** The warnings come first. Otherwise a list of own actions could push one out of sight. */
export function AccountNotices({ notices, hasPassword, edge }: AccountNoticesProps) {
  const isHere = (notice: AccountNotice) => isDoneHere(notice, edge.client.browser)
  const warnings = notices.filter((notice) => !isHere(notice))
  const own = notices.filter(isHere)
  if (notices.length === 0) return null
  return (
    <List>
      {warnings.map((notice) => (
        <Warning {...{ notice, hasPassword, edge }} />
      ))}
      {own.length > 0 ? <OwnActions notices={own} edge={edge} /> : null}
      {warnings.length > 1 || (warnings.length > 0 && own.length > 0) ? (
        <li class="row between">
          <DismissAll notices={notices} label={useWords().notices.dismissAll} />
        </li>
      ) : null}
    </List>
  )
}

interface WarningProps {
  readonly notice: AccountNotice
  readonly hasPassword: boolean
  readonly edge: Edge
}

function Warning({ notice, hasPassword, edge }: WarningProps) {
  const words = useWords()
  const title = titleIn(words, notice)
  const at = <Time at={notice.at} />
  const browser = browserIn(words, notice.userAgent)
  return (
    <li class="warning row between">
      <div>
        <strong>{title}</strong>
        <p class="quiet">
          <NameIn notice={notice} edge={edge} />
          {tellsOrigin(notice) ? words.notices.from({ at, ip: <bdi>{notice.ip}</bdi>, browser }) : at}
        </p>
        <p>{adviceIn(words, notice.kind, { hasPassword, contact: contactIn(words, edge.config.brand) })}</p>
      </div>
      <Dismiss action={`${ACCOUNT_NOTICES}/${notice.id}/dismiss`} title={title} />
    </li>
  )
}

/**
 * Lists what this browser did. It gives no advice, because every other browser still shows each of them as a
 * warning.
 */
function OwnActions({ notices, edge }: { notices: readonly AccountNotice[]; edge: Edge }) {
  const words = useWords()
  const { notices: say } = words
  return (
    <li class="info row between">
      <div>
        <p>{say.doneHere}</p>
        <ul>
          {notices.map((notice) => (
            <li>
              {titleIn(words, notice)}{' '}
              <span class="quiet">
                <NameIn notice={notice} edge={edge} />
                <Time at={notice.at} />
              </span>
            </li>
          ))}
        </ul>
      </div>
      <DismissAll notices={notices} label={say.dismiss} name={say.dismissThis(say.doneHere)} />
    </li>
  )
}

/** The provider of a notice, if it is about one. */
function NameIn({ notice, edge }: { notice: AccountNotice; edge: Edge }) {
  const name = notice.passkey ?? (notice.provider && labelOf(edge.config.providers, notice.provider))
  if (!name) return null
  return (
    <>
      <bdi>{name}</bdi> ·{' '}
    </>
  )
}

interface DismissAllProps {
  readonly notices: readonly AccountNotice[]
  readonly label: string
  readonly name?: string
}

/**
 * Dismisses only the notices on this page. Otherwise a notice that arrives meanwhile would be dismissed
 * unread.
 */
function DismissAll({ notices, label, name }: DismissAllProps) {
  return (
    <Form action={`${ACCOUNT_NOTICES}/dismiss-all`}>
      <input type="hidden" name="ids" value={notices.map(({ id }) => id).join(' ')} />
      <button type="submit" class="second small" aria-label={name}>
        {label}
      </button>
    </Form>
  )
}

interface WorkspaceNoticesProps {
  /** In order, newest first. */
  readonly notices: readonly EnforcementNotice[]
  /** A notice is dismissed at `base/id/dismiss`. */
  readonly base: string
}

/** A change that this browser made is no warning to it. Another admin's browser shows it with its figures. */
export function WorkspaceNotices({ notices, base }: WorkspaceNoticesProps) {
  const words = useWords()
  const here = useEdge().client.browser
  if (notices.length === 0) return null
  return (
    <List>
      {notices.map((notice) => {
        const title = sentenceOn(words, notice)
        const isOwn = isDecidedHere(notice, here)
        return (
          <li class={`${isOwn ? 'info' : 'warning'} row between`}>
            <div>
              {isOwn ? title : <strong>{title}</strong>}
              <p class="quiet">
                <Time at={notice.at} />
              </p>
              {isOwn ? null : <p>{words.notices.atThatTime(figuresIn(words, notice.kind, notice))}</p>}
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
