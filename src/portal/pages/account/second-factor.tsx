// The second factor on the Security tab: none yet, or an app with its recovery codes, which may be turned off where no
// workspace asks for it.

import { FEW_RECOVERY_CODES } from '../../../core/recovery-codes.ts'
import type { EnrolledFactor, Requiring } from '../../../flows/own-account/security.ts'
import { Time, Unbroken } from '../../frame/layout.tsx'
import { useWords } from '../../frame/words.ts'
import { WorkspaceAt } from '../../parts/door.tsx'

interface NotEnrolledProps {
  readonly requiring: readonly Requiring[]
  readonly now: number
  /** The provider whose second factor counts in this session. */
  readonly vouchedForBy: string | null
}

export function NotEnrolled({ requiring, now, vouchedForBy }: NotEnrolledProps) {
  const { account } = useWords()
  return (
    <section class="card">
      <div class="row between">
        <h2>
          <Unbroken text={account.twoFactor} />
        </h2>
        <span class="badge">{account.off}</span>
      </div>
      <p>{account.why}</p>
      {vouchedForBy ? <p>{account.vouchedFor({ provider: <bdi>{vouchedForBy}</bdi> })}</p> : null}
      {requiring.map((workspace) => {
        const { effectiveAt } = workspace
        const say = effectiveAt <= now ? account.requiredSince : account.requiredFrom
        return (
          <p class="warning">
            {say({ workspace: <WorkspaceAt of={workspace} />, at: <Time at={effectiveAt} /> })}
          </p>
        )
      })}
      <p>
        <a class="button wide-on-phone" href="/account/security/authenticator?for=enrolment">
          {account.enable}
        </a>
      </p>
    </section>
  )
}

interface EnrolledProps {
  readonly factor: EnrolledFactor
  readonly requiring: readonly Requiring[]
}

export function Enrolled({ factor, requiring }: EnrolledProps) {
  const { account } = useWords()
  return (
    <>
      <section class="card">
        <div class="row between">
          <h2>
            <Unbroken text={account.twoFactor} />
          </h2>
          <span class="badge good">{account.on}</span>
        </div>
        <p>{account.confirmedAt({ at: <Time at={factor.since} /> })}</p>
        <p class="row">
          <a class="button second wide-on-phone" href="/account/security/authenticator">
            {account.replace}
          </a>
        </p>
      </section>
      <RecoveryCodesCard {...factor} />
      <TurnOffCard requiring={requiring} />
    </>
  )
}

function RecoveryCodesCard({ codesLeft, hasUnsavedCodes }: EnrolledFactor) {
  const { account } = useWords()
  const areEnough = codesLeft > FEW_RECOVERY_CODES
  const few = codesLeft === 0 ? account.noCodes : account.fewCodes
  const next = codesLeft === 0 ? account.makeCodes : account.recoveryCodes
  const isUrgent = hasUnsavedCodes || !areEnough
  return (
    <section class="card">
      <div class="row between">
        <h2>{account.recoveryCodes}</h2>
        <span class={areEnough ? 'badge good' : 'badge warn'}>{account.codesLeft(codesLeft)}</span>
      </div>
      {isUrgent ? (
        <p class="warning">{hasUnsavedCodes ? account.unsavedCodes : few}</p>
      ) : (
        <p>{account.whatCodesAreFor}</p>
      )}
      <p>
        <a class={`button wide-on-phone${isUrgent ? '' : ' second'}`} href="/account/security/recovery-codes">
          {hasUnsavedCodes ? account.showCodes : next}
        </a>
      </p>
    </section>
  )
}

function TurnOffCard({ requiring }: { requiring: readonly Requiring[] }) {
  const { account, write } = useWords()
  const names = requiring.map((workspace) => <WorkspaceAt of={workspace} />)
  return (
    <section class="card">
      <h2>{account.turnOff}</h2>
      {names.length === 0 ? (
        <p>
          <a class="button danger" href="/account/security/authenticator/disable">
            {account.disable}
          </a>
        </p>
      ) : (
        <p>
          {names.length === 1
            ? account.requiredByOne({ workspace: names })
            : account.requiredBySeveral({ workspaces: write.and(names) })}
        </p>
      )}
    </section>
  )
}
