// What there is to tell, at the top of the settings that it is about, until it is dismissed.

import { type AccountNotice, type EnforcementNotice, isAboutAccount, type Notice } from '../core/notice.ts'
import { adviceOn, originOf, sentenceOn, TITLES, writeCounts } from '../core/notice-words.ts'
import { FormFields, Time } from './layout.tsx'

interface Props {
  /** Newest first. */
  readonly notices: readonly Notice[]
  /** Where a notice is dismissed: `base/id/dismiss`. */
  readonly base: string
  readonly csrf: string
  /** Whom to ask, in words. */
  readonly contact: string
}

export function Notices({ notices, base, csrf, contact }: Props) {
  if (notices.length === 0) return null
  return (
    <section aria-label="Notices">
      <ul class="notices">
        {notices.map((notice) => (
          <li class="warning row between">
            {isAboutAccount(notice) ? (
              <AboutAccount notice={notice} contact={contact} />
            ) : (
              <AboutWorkspace notice={notice} />
            )}
            <form method="post" action={`${base}/${notice.id}/dismiss`}>
              <FormFields csrf={csrf} />
              <button type="submit" class="second small" aria-label={`Dismiss: ${titleOf(notice)}`}>
                Dismiss
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
}

const titleOf = (notice: Notice): string =>
  isAboutAccount(notice) ? TITLES[notice.kind] : sentenceOn(notice)

function AboutAccount({ notice, contact }: { notice: AccountNotice; contact: string }) {
  const from = originOf(notice)
  return (
    <div>
      <strong>{TITLES[notice.kind]}</strong>
      <p class="quiet">
        <Time at={notice.at} />
        {from ? `, from ${from}` : ''}
      </p>
      <p>{adviceOn(notice.kind, contact)}</p>
    </div>
  )
}

function AboutWorkspace({ notice }: { notice: EnforcementNotice }) {
  return (
    <div>
      <strong>{sentenceOn(notice)}</strong>
      <p class="quiet">
        <Time at={notice.at} />
      </p>
      <p>At that time: {writeCounts(notice.kind, notice)}</p>
    </div>
  )
}
