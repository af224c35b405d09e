// Shows notices above the settings that they are about, until they are dismissed. What this browser did is one
// quiet list. Any other notice about an account is a warning that says what to do.

import {
  type AccountNotice,
  type EnforcementNotice,
  type ExtensionNotice,
  isAboutAccount,
  isAboutExtension,
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
import { ExtensionItem } from './extension-notice.tsx'
import { Dismiss, NoticeList } from './notice-list.tsx'

const ACCOUNT_NOTICES = '/account/security/notices'
const JUST_SAID_SECONDS = 1800

/** Tells whether the page after the person's own action has already confirmed it. */
export const isJustSaid = (notice: NoticeForAccount, { client, now }: Edge): boolean =>
  isAboutAccount(notice) && isDoneHere(notice, client.browser) && now - notice.at < JUST_SAID_SECONDS

type NoticeForAccount = AccountNotice | ExtensionNotice

interface AccountNoticesProps {
  /** In order, newest first. */
  readonly notices: readonly NoticeForAccount[]
  readonly hasPassword: boolean
  readonly edge: Edge
}

/** The warnings come first. Otherwise a list of own actions could push one out of sight. */
export function AccountNotices({ notices, hasPassword, edge }: AccountNoticesProps) {
  const isHere = (notice: AccountNotice) => isDoneHere(notice, edge.client.browser)
  const extensions = notices.filter(isAboutExtension)
  const ofAccount = notices.filter(isAboutAccount)
  const warnings = ofAccount.filter((notice) => !isHere(notice))
  const own = ofAccount.filter(isHere)
  const items = warnings.length + extensions.length + Math.min(own.length, 1)
  if (notices.length === 0) return null
  return (
    <NoticeList>
      {warnings.map((notice) => (
        <Warning {...{ notice, hasPassword, edge }} />
      ))}
      {extensions.map((notice) => (
        <ExtensionItem notice={notice} base={ACCOUNT_NOTICES} />
      ))}
      {own.length > 0 ? <OwnActions notices={own} edge={edge} /> : null}
      {items > 1 ? (
        <li class="row between">
          <DismissAll notices={notices} label={useWords().notices.dismissAll} />
        </li>
      ) : null}
    </NoticeList>
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

/** The passkey, the provider or the new address that a notice is about, if it is about one. */
function NameIn({ notice, edge }: { notice: AccountNotice; edge: Edge }) {
  const { passkey, provider, addresses } = notice
  const name = passkey ?? addresses?.new ?? (provider && labelOf(edge.config.providers, provider))
  if (!name) return null
  return (
    <>
      <bdi>{name}</bdi> ·{' '}
    </>
  )
}

interface DismissAllProps {
  readonly notices: readonly NoticeForAccount[]
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
  readonly notices: readonly (EnforcementNotice | ExtensionNotice)[]
  /** A notice is dismissed at `base/id/dismiss`. */
  readonly base: string
}

export function WorkspaceNotices({ notices, base }: WorkspaceNoticesProps) {
  if (notices.length === 0) return null
  return (
    <NoticeList>
      {notices.map((notice) =>
        isAboutExtension(notice) ? (
          <ExtensionItem notice={notice} base={base} />
        ) : (
          <PolicyItem notice={notice} base={base} />
        ),
      )}
    </NoticeList>
  )
}

/** A change that this browser made is no warning to it. Another admin's browser shows it with its figures. */
function PolicyItem({ notice, base }: { notice: EnforcementNotice; base: string }) {
  const words = useWords()
  const title = sentenceOn(words, notice)
  const isOwn = isDecidedHere(notice, useEdge().client.browser)
  return (
    <li class={`${isOwn ? 'info' : 'warning'} row between`}>
      <div>
        {isOwn ? title : <strong>{title}</strong>}
        <p class="quiet">
          <Time at={notice.at} />
        </p>
        {isOwn ? null : <p>{words.policyNotices.atThatTime(figuresIn(words, notice, notice))}</p>}
      </div>
      <Dismiss action={`${base}/${notice.id}/dismiss`} title={title} />
    </li>
  )
}
