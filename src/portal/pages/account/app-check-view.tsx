// The contents of the pages after a sign-in about the authenticator app: one asks to check an app that was never used, one
// offers to replace an imported app whose secret is short. Each leads on without a change.

import type { Child } from 'hono/jsx'
import { RECOVERY_CODES } from '../../../core/recovery-codes.ts'
import type { CheckRefusal, UnusedApp } from '../../../flows/own-account/check-app.ts'
import type { AppCheckWords } from '../../../words/words.ts'
import { Form } from '../../frame/form.tsx'
import { Time, Unbroken } from '../../frame/layout.tsx'
import { useEdge, useWords } from '../../frame/words.ts'
import { CodeField } from '../../parts/code-field.tsx'
import { AUTHENTICATOR, CHECK_APP } from './authenticator-path.ts'
import { RECOVERY_CODES_PATH } from './recovery-codes-view.tsx'

interface PageProps {
  readonly say: AppCheckWords
  readonly returnTo: string | null
  /** The workspace that this page leads to. */
  readonly children?: Child
}

interface CheckAppViewProps extends PageProps {
  readonly app: UnusedApp
  readonly refusal: CheckRefusal | null
}

export function CheckAppView({ say, app, refusal, returnTo, children }: CheckAppViewProps) {
  const { verify } = useWords()
  const { digits, addedAt } = app
  return (
    <>
      <h1>
        <Unbroken text={say.title} />
      </h1>
      {children}
      <p class="lead">{say.lead({ at: <Time at={addedAt} /> })}</p>
      <p>{say.enterCode(digits)}</p>
      <Form action={CHECK_APP} class="stack" data-code-form={digits} returnTo={returnTo}>
        <CodeField
          label={verify.code}
          digits={digits}
          refusal={refusal}
          typed=""
          now={useEdge().now}
          hasFocus={refusal !== null}
        />
        <div class="row">
          <button type="submit" class="wide-on-phone">
            {say.check}
          </button>
          <a class="button second wide-on-phone" href={returnTo ?? '/account/security'}>
            {say.later}
          </a>
        </div>
      </Form>
      <Broken say={say} app={app} returnTo={returnTo} />
    </>
  )
}

/** Helps a person whose app doesn't work: a new app, and recovery codes. */
function Broken({ say, app, returnTo }: PageProps & { readonly app: UnusedApp }) {
  const { recoveryCodes } = useWords()
  const left = app.recoveryCodesLeft
  return (
    <section class="others">
      <h2>{say.broken}</h2>
      <p>{say.brokenWay}</p>
      <p>
        <a href={toReplace(returnTo)}>{say.setUpAgain}</a>
      </p>
      <h2>{say.codes}</h2>
      <p>{left === 0 ? say.noCodes : recoveryCodes.left(left, RECOVERY_CODES)}</p>
      <p>
        <a href={leadingOn(RECOVERY_CODES_PATH, returnTo)}>
          {left === 0 ? say.makeCodes : recoveryCodes.makeNew}
        </a>
      </p>
    </section>
  )
}

export function ShortSecretView({ say, returnTo, children }: PageProps) {
  const { layout } = useWords()
  return (
    <>
      <h1>
        <Unbroken text={say.shortTitle} />
      </h1>
      {children}
      <p class="lead">{say.shortLead}</p>
      <p class="row">
        <a class="button wide-on-phone" href={toReplace(returnTo)}>
          {say.replace}
        </a>
        <a class="button second wide-on-phone" href={returnTo ?? '/account/security'}>
          {layout.notNow}
        </a>
      </p>
      <p class="quiet">{say.shortWorks}</p>
    </>
  )
}

const toReplace = (returnTo: string | null): string =>
  leadingOn(AUTHENTICATOR, returnTo, { for: 'replacement' })

const leadingOn = (path: string, returnTo: string | null, query: Record<string, string> = {}): string => {
  const text = String(new URLSearchParams({ ...query, ...(returnTo ? { return_to: returnTo } : {}) }))
  return text ? `${path}?${text}` : path
}
