// What there is to tell, at the top of the settings that it is about, until it is dismissed.

import type { Config } from '../config.ts'
import {
  type AccountNotice,
  type EnforcementNotice,
  isAboutAccount,
  type Notice,
  tellsOrigin,
} from '../core/notice.ts'
import { labelOf } from '../core/provider.ts'
import { browserIn, contactIn } from '../words/names.ts'
import { figuresIn, sentenceOn } from '../words/notice-sentences.ts'
import type { Words } from '../words/words.ts'
import { FormFields, Time } from './layout.tsx'
import { useWords } from './words.ts'

interface Props {
  /** Newest first. */
  readonly notices: readonly Notice[]
  /** Where a notice is dismissed: `base/id/dismiss`. */
  readonly base: string
  readonly csrf: string
  readonly config: Config
}

export function Notices({ notices, base, csrf, config }: Props) {
  const words = useWords()
  if (notices.length === 0) return null
  return (
    <section aria-label={words.notices.label}>
      <ul class="notices">
        {notices.map((notice) => (
          <li class="warning row between">
            {isAboutAccount(notice) ? (
              <AboutAccount notice={notice} config={config} />
            ) : (
              <AboutWorkspace notice={notice} />
            )}
            <form method="post" action={`${base}/${notice.id}/dismiss`}>
              <FormFields csrf={csrf} />
              <button
                type="submit"
                class="second small"
                aria-label={words.notices.dismissThis(titleOf(words, notice))}
              >
                {words.notices.dismiss}
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
}

const titleOf = (words: Words, notice: Notice): string =>
  isAboutAccount(notice) ? words.notices.titles[notice.kind] : sentenceOn(words, notice)

function AboutAccount({ notice, config }: { notice: AccountNotice; config: Config }) {
  const words = useWords()
  const at = <Time at={notice.at} />
  const browser = browserIn(words, notice.userAgent)
  return (
    <div>
      <strong>{words.notices.titles[notice.kind]}</strong>
      <p class="quiet">
        {notice.provider ? (
          <>
            <bdi>{labelOf(config.providers, notice.provider)}</bdi> ·{' '}
          </>
        ) : null}
        {tellsOrigin(notice) ? words.notices.from({ at, ip: <bdi>{notice.ip}</bdi>, browser }) : at}
      </p>
      <p>{words.notices.advice[notice.kind](contactIn(words, config.notices.contact))}</p>
    </div>
  )
}

function AboutWorkspace({ notice }: { notice: EnforcementNotice }) {
  const words = useWords()
  return (
    <div>
      <strong>{sentenceOn(words, notice)}</strong>
      <p class="quiet">
        <Time at={notice.at} />
      </p>
      <p>{words.notices.atThatTime(figuresIn(words, notice.kind, notice))}</p>
    </div>
  )
}
