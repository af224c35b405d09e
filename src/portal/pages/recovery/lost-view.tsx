// The page of a person who has proved the first factor and has no second one. It names no workspace and no admin, because
// a thief may know the password. The mails name them.

import { RECOVERY_LINK_SECONDS } from '../../../core/recovery.ts'
import type { OwnRecovery } from '../../../flows/recovery/ask.ts'
import type { RecoveryWords } from '../../../words/words.ts'
import { Form } from '../../frame/form.tsx'
import { Alert, Contact, Info, Time, Unbroken } from '../../frame/layout.tsx'
import { VERIFY } from '../verify-steps.ts'
import { LOST } from './recovery-paths.ts'

/** Why a request is refused: too many recoveries, or too many links. */
export type LostAlert = 'tooMany' | 'noMore'

export interface LostFacts {
  readonly say: RecoveryWords
  readonly own: OwnRecovery
  readonly alert: LostAlert | null
  /** True if another link was just mailed. */
  readonly isSent: boolean
  /** False if no mail is set up, so that only the operator can help. */
  readonly hasMail: boolean
  readonly now: number
}

export function LostView(facts: LostFacts) {
  const { say, own, alert, isSent } = facts
  return (
    <>
      <h1>
        <Unbroken text={own.recovery ? say.own.waitingTitle : say.own.title} />
      </h1>
      {alert ? <Alert>{say.own[alert]}</Alert> : null}
      {isSent ? <Info>{say.own.sent}</Info> : null}
      {own.recovery ? <Waiting {...facts} /> : <Ways {...facts} />}
      <p>
        <a href={VERIFY}>{say.own.back}</a>
      </p>
    </>
  )
}

function Ways({ say, own, hasMail }: LostFacts) {
  if (!own.isUsualWay) return <p>{say.otherText}</p>
  const mayAsk = hasMail && own.isRecoverable
  if (!mayAsk || !(own.hasAdmins || own.mayWait))
    return <p>{say.own.onlyContact({ contact: <Contact /> })}</p>
  return (
    <>
      {own.hasAdmins ? (
        <>
          <p>{say.own.admins}</p>
          {own.needsOperator ? <p>{say.own.operatorToo({ contact: <Contact /> })}</p> : null}
          <AskForm path="admins" label={say.own.ask} />
        </>
      ) : null}
      {own.mayWait ? (
        <>
          <p>{own.hasAdmins ? say.own.orWait : say.own.onlyWait}</p>
          <AskForm path="delay" label={say.own.wait} isSecond={own.hasAdmins} />
        </>
      ) : null}
      <p>{say.own.steps}</p>
      <p class="quiet">{say.own.alsoContact({ contact: <Contact /> })}</p>
    </>
  )
}

const AskForm = ({ path, label, isSecond }: { path: string; label: string; isSecond?: boolean }) => (
  <Form action={LOST} csrf="sign-in" class="stack">
    <input type="hidden" name="path" value={path} />
    <button type="submit" class={isSecond ? 'second wide-on-phone' : 'wide-on-phone'}>
      {label}
    </button>
  </Form>
)

function Waiting({ say, own, hasMail, now }: LostFacts) {
  if (!own.recovery) return null
  const { askedAt, linkedAt, readyAt, expiresAt } = own.recovery
  const isLinkOld = linkedAt !== null && linkedAt + RECOVERY_LINK_SECONDS / 60 <= now
  return (
    <>
      {linkedAt === null ? (
        <p>
          {readyAt === null
            ? say.own.waiting({ at: <Time at={askedAt} isLocalToo /> })
            : say.own.readyOn({ at: <Time at={readyAt} isLocalToo /> })}
        </p>
      ) : (
        <p>{say.own.agreed({ at: <Time at={linkedAt} isLocalToo /> })}</p>
      )}
      {own.needsOperator && linkedAt === null && readyAt === null ? (
        <p>{say.own.operatorToo({ contact: <Contact /> })}</p>
      ) : null}
      {isLinkOld && hasMail && own.isUsualWay ? (
        <Form action={`${LOST}/link`} csrf="sign-in" class="stack">
          <button type="submit" class="second wide-on-phone">
            {say.own.again}
          </button>
        </Form>
      ) : null}
      <p class="quiet">{say.own.ends({ at: <Time at={expiresAt} isLocalToo /> })}</p>
    </>
  )
}
