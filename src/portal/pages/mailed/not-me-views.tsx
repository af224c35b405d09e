// The pages of the link “This wasn’t me”: the change with a button, what the report did, and a link that no longer works.

import { tellsOrigin } from '../../../core/notice.ts'
import type { Reported } from '../../../flows/own-account/disown.ts'
import { browserIn, labelIn, titleIn } from '../../../words/names.ts'
import type { MailedPageWords } from '../../../words/words.ts'
import { Form } from '../../frame/form.tsx'
import { Contact, Strong, Time } from '../../frame/layout.tsx'
import { useEdge, useWords } from '../../frame/words.ts'

interface Facts {
  readonly say: MailedPageWords['notMe']
  readonly reported: Reported
}

export function ChangeView({ say, reported, action }: Facts & { readonly action: string }) {
  const { notice, outcome } = reported
  return (
    <>
      <h1>{say.title}</h1>
      <p>{say.lead({ email: <bdi>{notice.account.email}</bdi> })}</p>
      <WhatHappened {...{ say, reported }} />
      <p>{say.will[outcome]}</p>
      <p>{say.willEnd}</p>
      <Form action={action} csrf="sign-in" class="stack">
        <button type="submit" class="wide-on-phone">
          {say.button}
        </button>
      </Form>
      <p class="quiet">{say.ifYou}</p>
    </>
  )
}

function WhatHappened({ reported: { notice } }: Facts) {
  const words = useWords()
  const { provider, passkey, at, ip, userAgent } = notice
  const name = provider ? labelIn(words, useEdge().config.providers, provider) : passkey
  return (
    <div class="warning">
      <p>
        <strong>{titleIn(words, notice)}</strong>
      </p>
      {name ? (
        <p>
          <Strong text={name} />
        </p>
      ) : null}
      <p class="quiet">
        {tellsOrigin(notice) ? (
          words.notices.from({
            at: <Time at={at} />,
            ip: <bdi>{ip}</bdi>,
            browser: browserIn(words, userAgent),
          })
        ) : (
          <Time at={at} />
        )}
      </p>
    </div>
  )
}

/** `isByMail`: a link to choose a new password can be mailed. */
export function ReportedView({ say, reported, isByMail }: Facts & { readonly isByMail: boolean }) {
  const { outcome } = reported
  const contact = <Contact />
  return (
    <>
      <h1>{say.doneTitle}</h1>
      <p class="lead">{say.done[outcome]}</p>
      <p>{say.didEnd}</p>
      {outcome === 'password_locked' && isByMail ? (
        <p>
          <a class="button wide-on-phone" href="/forgotten-password">
            {say.newPassword}
          </a>
        </p>
      ) : null}
      {outcome === 'account_locked' || outcome === 'password_locked' ? null : <ToSecurity />}
      <p>{outcome === 'account_locked' ? say.unlock({ contact }) : say.help({ contact })}</p>
    </>
  )
}

/** The person was signed out everywhere, so this leads there by the sign-in. */
function ToSecurity() {
  const { signIn } = useWords()
  return (
    <p>
      <a class="button wide-on-phone" href="/account/security">
        {signIn.title}
      </a>
    </p>
  )
}

export function DeadReportView({ say }: Pick<Facts, 'say'>) {
  return (
    <>
      <h1>{say.deadTitle}</h1>
      <p class="lead">{say.dead({ contact: <Contact /> })}</p>
    </>
  )
}
