// Why a code was not taken, in words that help. The same on every page that asks for one.

import type { ConfirmRefusal } from '../../flows/enrol.ts'
import type { SecondFactorRefusal } from '../../flows/second-factor.ts'
import { Alert, Time } from '../layout.tsx'
import { useWords } from '../words.ts'

export function CodeRefusal({
  refusal,
  now,
}: {
  refusal: SecondFactorRefusal | ConfirmRefusal
  now: number
}) {
  return (
    <Alert>
      <span id="code-problem">
        <Reason refusal={refusal} now={now} />
      </span>
    </Alert>
  )
}

function Reason({ refusal, now }: { refusal: SecondFactorRefusal | ConfirmRefusal; now: number }) {
  const { codeRefusals: say, write } = useWords()
  switch (refusal.reason) {
    case 'malformed':
      return <>{say.malformed}</>
    case 'wrong':
      return <>{refusal.method === 'totp' ? say.wrongCode : say.wrongRecoveryCode}</>
    case 'already-used':
      return <>{refusal.method === 'totp' ? say.usedCode : say.usedRecoveryCode}</>
    case 'clock-off':
      return (
        <>{refusal.seconds > 0 ? say.clockFast(refusal.seconds) : say.clockSlow(Math.abs(refusal.seconds))}</>
      )
    case 'locked':
      return <>{say.locked({ at: <Time at={refusal.until} />, span: write.span(refusal.until - now) })}</>
    case 'authenticator-disabled':
      return <>{say.authenticatorDisabled}</>
    case 'gone':
      return <>{say.gone}</>
  }
}
