// The field for a code, the same on every page that asks for one, from an authenticator app or from the
// recovery codes. Beside it, it says why the last code was refused.

import type { TotpDigits } from '../../core/totp.ts'
import type { ConfirmRefusal } from '../../flows/own-account/enrol.ts'
import type { SecondFactorRefusal } from '../../flows/sign-in/second-factor.ts'
import type { PortalContext } from '../frame/context.ts'
import { Alert, Contact, Countdown } from '../frame/layout.tsx'
import { useWords } from '../frame/words.ts'

type Refusal = SecondFactorRefusal | ConfirmRefusal

interface Props {
  readonly label: string
  /** How many digits the app shows. */
  readonly digits: TotpDigits
  readonly refusal: Refusal | null
  /** The refused code. */
  readonly typed: string
  readonly now: number
  readonly hasFocus: boolean
  /** A recovery code has letters, so the phone must show all keys. */
  readonly isRecovery?: boolean
}

export function CodeField({ label, digits, refusal, typed, now, hasFocus, isRecovery = false }: Props) {
  const kept = refusal && isMendable(refusal) && typed.length <= MOST_KEPT ? typed : ''
  return (
    <div class="field">
      <label for="code">{label}</label>
      {refusal ? (
        <Alert>
          <span id="code-problem">
            <Reason {...{ refusal, digits, now, isRecovery }} />
          </span>
        </Alert>
      ) : null}
      <input
        id="code"
        name="code"
        type="text"
        class={isRecovery || kept.length > digits ? 'code long' : 'code'}
        value={kept}
        dir="ltr"
        autocomplete="one-time-code"
        inputmode={isRecovery ? 'text' : 'numeric'}
        autocapitalize="characters"
        spellcheck={false}
        required
        autofocus={hasFocus}
        aria-describedby={refusal ? 'code-problem' : undefined}
        aria-invalid={refusal ? 'true' : undefined}
      />
    </div>
  )
}

export const typedCode = (c: PortalContext): string =>
  c.req.method === 'POST' ? (c.var.form.get('code') ?? '') : ''

const MOST_KEPT = 100

/**
 * Tells whether a refused code goes back into its field, to be corrected. Must refuse a code that was
 * accepted before. Otherwise the next person at this browser could read it there. After the other refusals,
 * the person needs a different code anyway.
 */
function isMendable({ reason }: Refusal): boolean {
  switch (reason) {
    case 'malformed':
    case 'not-of-app':
    case 'wrong':
    case 'locked':
      return true
    case 'already-used':
    case 'clock-off':
    case 'authenticator-disabled':
    case 'gone':
      return false
  }
}

interface ReasonProps extends Pick<Props, 'digits' | 'now' | 'isRecovery'> {
  readonly refusal: Refusal
}

function Reason({ refusal, digits, now, isRecovery }: ReasonProps) {
  const { codeRefusals: say } = useWords()
  switch (refusal.reason) {
    case 'malformed':
      return <>{isRecovery ? say.malformedRecovery : say.malformed(digits)}</>
    case 'not-of-app':
      return <>{say.notOfApp(digits)}</>
    case 'wrong':
      return <>{refusal.method === 'totp' ? say.wrongCode : say.wrongRecoveryCode}</>
    case 'already-used':
      return <>{refusal.method === 'totp' ? say.usedCode : say.usedRecoveryCode}</>
    case 'clock-off':
      return (
        <>{refusal.seconds > 0 ? say.clockFast(refusal.seconds) : say.clockSlow(Math.abs(refusal.seconds))}</>
      )
    case 'locked':
      return (
        <>
          {say.locked({
            span: <Countdown until={refusal.until} now={now} />,
          })}
        </>
      )
    case 'authenticator-disabled':
      return <>{say.authenticatorDisabled({ contact: <Contact /> })}</>
    case 'gone':
      return <>{say.gone}</>
  }
}
