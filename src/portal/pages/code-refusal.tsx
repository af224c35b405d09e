// Why a code was not taken, in words that help. The same on every page that asks for one.

import type { ConfirmRefusal } from '../../flows/enrol.ts'
import type { SecondFactorRefusal } from '../../flows/second-factor.ts'
import { Alert, Time, writeSpan } from '../layout.tsx'

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
        <Words refusal={refusal} now={now} />
      </span>
    </Alert>
  )
}

function Words({ refusal, now }: { refusal: SecondFactorRefusal | ConfirmRefusal; now: number }) {
  switch (refusal.reason) {
    case 'malformed':
      return (
        <>That isn’t a code. It is 6 digits from your app, or a recovery code of 24 letters and digits.</>
      )
    case 'wrong':
      return refusal.method === 'totp' ? (
        <>That code isn’t right. Type the one that your app shows now, for this account.</>
      ) : (
        <>That recovery code isn’t right. Compare it letter by letter with the ones you saved last.</>
      )
    case 'already-used':
      return refusal.method === 'totp' ? (
        <>That code has been used already. Wait for the next one: an app shows a new code every 30 seconds.</>
      ) : (
        <>That recovery code has been used already. Each works once: take another one.</>
      )
    case 'clock-off':
      return (
        <>
          The clock of your phone is about {Math.abs(refusal.seconds)} seconds{' '}
          {refusal.seconds > 0 ? 'fast' : 'slow'}. Set its date and time to automatic, then type a new code.
        </>
      )
    case 'locked':
      return (
        <>
          Too many wrong codes. Try again at <Time at={refusal.until} />, in {writeSpan(refusal.until - now)}.
        </>
      )
    case 'authenticator-disabled':
      return (
        <>
          After 100 wrong codes in a row your authenticator app no longer counts. Use a recovery code, or ask
          whoever runs this platform to reset your second factor.
        </>
      )
    case 'gone':
      return <>This took too long. Start again.</>
  }
}
