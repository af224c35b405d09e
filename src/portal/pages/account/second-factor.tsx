// The second factor on the Security tab: a card that leads to the first app, or the rows of the app and its
// recovery codes.

import { FEW_RECOVERY_CODES } from '../../../core/recovery-codes.ts'
import type { EnrolledFactor, Requiring } from '../../../flows/own-account/security.ts'
import { Time, Unbroken } from '../../frame/layout.tsx'
import { useWords } from '../../frame/words.ts'
import { WorkspaceAt } from '../../parts/door.tsx'
import { SettingRow } from '../../parts/setting-row.tsx'

interface NotEnrolledProps {
  readonly requiring: readonly Requiring[]
  readonly now: number
  /** The provider whose second factor is valid for this session. */
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

export function AppRow({ since }: { readonly since: number }) {
  const { account, authenticator } = useWords()
  return (
    <SettingRow
      title={account.authenticatorApp}
      badge={<span class="badge good">{account.on}</span>}
      action={
        <a class="button second small" href="/account/security/authenticator" aria-label={account.replace}>
          {authenticator.replace}
        </a>
      }
    >
      <p class="quiet">{account.confirmedAt({ at: <Time at={since} /> })}</p>
    </SettingRow>
  )
}

export function RecoveryCodesRow({ codesLeft, hasUnsavedCodes }: EnrolledFactor) {
  const { account } = useWords()
  const areEnough = codesLeft > FEW_RECOVERY_CODES
  const isUrgent = hasUnsavedCodes || !areEnough
  const few = codesLeft === 0 ? account.noCodes : account.fewCodes
  const next = codesLeft === 0 ? account.makeCodes : account.newCodes
  return (
    <SettingRow
      title={account.recoveryCodes}
      badge={<span class={areEnough ? 'badge good' : 'badge warn'}>{account.codesLeft(codesLeft)}</span>}
      action={
        <a class={`button small${isUrgent ? '' : ' second'}`} href="/account/security/recovery-codes">
          {hasUnsavedCodes ? account.showCodes : next}
        </a>
      }
    >
      {isUrgent ? (
        <p class="warning">{hasUnsavedCodes ? account.unsavedCodes : few}</p>
      ) : (
        <p class="quiet">{account.whatCodesAreFor}</p>
      )}
    </SettingRow>
  )
}

/** The last row. Names the workspaces that require a second factor, so that it cannot be turned off. */
export function TurnOffRow({ requiring }: { requiring: readonly Requiring[] }) {
  const { account, authenticator, write } = useWords()
  const names = requiring.map((workspace) => <WorkspaceAt of={workspace} />)
  if (names.length === 0) {
    return (
      <SettingRow
        title={account.disable}
        action={
          <a
            class="button danger small"
            href="/account/security/authenticator/disable"
            aria-label={account.disable}
          >
            {authenticator.disable}
          </a>
        }
      />
    )
  }
  return (
    <SettingRow title={account.disable}>
      <p class="quiet">
        {names.length === 1
          ? account.requiredByOne({ workspace: names })
          : account.requiredBySeveral({ workspaces: write.and(names) })}
      </p>
    </SettingRow>
  )
}
