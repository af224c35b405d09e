// The page that asks for a second factor. One field takes both kinds of code.

import { FRESH_PROOF_SECONDS } from '../../core/assurance.ts'
import type { SecondFactorRefusal } from '../../flows/sign-in/second-factor.ts'
import { Form } from '../frame/form.tsx'
import { Contact, Unbroken } from '../frame/layout.tsx'
import { useEdge, useWords } from '../frame/words.ts'
import { CodeField } from '../parts/code-field.tsx'
import { type Door, WayTo } from '../parts/door.tsx'

export interface VerifyFacts {
  /** The address of the account. */
  readonly email: string
  /** The workspace that this page leads to. */
  readonly site: Door | null
  readonly returnTo: string
  /** The refusal of the last code, or of the next one during a wait. */
  readonly refusal: SecondFactorRefusal | null
  /** The refused code, to be corrected. */
  readonly typed: string
  /** The maximum age of a proof, in seconds. */
  readonly maxAge: number
  readonly isRecovery: boolean
  readonly isStepUp: boolean
}

export function VerifyView(facts: VerifyFacts) {
  const { email, site, returnTo, isRecovery, isStepUp } = facts
  const { verify: say, layout } = useWords()
  const signIn = `/sign-in?${new URLSearchParams({ return_to: returnTo })}`
  return (
    <>
      <h1>
        <Unbroken text={isStepUp ? say.titleOfStepUp : say.title} />
      </h1>
      {site ? <WayTo site={site} /> : null}
      <p class="lead">{isRecovery ? say.enterRecoveryCode : say.enterCode}</p>
      {isStepUp ? (
        <p>{site ? say.whyForWorkspace({ workspace: <bdi>{site.name}</bdi> }) : say.whyAgain}</p>
      ) : null}
      <CodeForm {...facts} />
      <p class="quiet">
        {say.signingInAs({
          email: <bdi>{email}</bdi>,
          notYou: (words) => <a href={signIn}>{words}</a>,
        })}
      </p>
      <OtherFactor {...facts} />
      {isStepUp ? null : (
        <details>
          <summary>{layout.whyAsked}</summary>
          <p>{say.whyText}</p>
        </details>
      )}
    </>
  )
}

function CodeForm({ returnTo, refusal, typed, maxAge, isRecovery }: VerifyFacts) {
  const { verify: say } = useWords()
  return (
    <Form
      action="/sign-in/verify"
      csrf="sign-in"
      class="stack"
      data-code-form={isRecovery ? undefined : ''}
      returnTo={returnTo}
    >
      <input type="hidden" name="max_age" value={maxAge} />
      {isRecovery ? <input type="hidden" name="method" value="recovery" /> : null}
      <CodeField
        label={isRecovery ? say.recoveryCode : say.code}
        refusal={refusal}
        typed={typed}
        now={useEdge().now}
        hasFocus
        isRecovery={isRecovery}
      />
      <button type="submit">{say.submit}</button>
    </Form>
  )
}

/** Links to this page for the other kind of code. */
function OtherFactor({ returnTo, maxAge, isRecovery }: VerifyFacts) {
  const { verify: say } = useWords()
  const query = new URLSearchParams({
    return_to: returnTo,
    ...(maxAge === FRESH_PROOF_SECONDS ? {} : { max_age: String(maxAge) }),
    ...(isRecovery ? {} : { method: 'recovery' }),
  })
  return (
    <section class="others">
      <h2>{say.otherWay}</h2>
      <p>
        <a href={`/sign-in/verify?${query}`}>{isRecovery ? say.useApp : say.useRecoveryCode}</a>
      </p>
      <p class="quiet">{say.neither({ contact: <Contact /> })}</p>
    </section>
  )
}
