// The second factor on the Security tab: a card that leads to the first one, or the rows of the passkeys, the
// app and the recovery codes.

import { FEW_RECOVERY_CODES } from '../../../core/recovery-codes.ts'
import type { EnrolledFactor, Requiring } from '../../../flows/own-account/security.ts'
import type { PasskeyWords } from '../../../words/words.ts'
import { Time, Unbroken } from '../../frame/layout.tsx'
import { useWords } from '../../frame/words.ts'
import { WorkspaceAt } from '../../parts/door.tsx'
import { type PasskeyDemands, PasskeyWarnings } from '../../parts/passkey-demand.tsx'
import { SettingRow } from '../../parts/setting-row.tsx'
import { AUTHENTICATOR, REMOVE_APP } from './authenticator-path.ts'
import { PASSKEYS } from './passkeys-path.ts'

interface NotEnrolledProps {
  readonly requiring: readonly Requiring[]
  readonly passkeyDemands: PasskeyDemands | null
  readonly now: number
  /** The provider whose second factor is valid for this session. */
  readonly vouchedForBy: string | null
}

export function NotEnrolled({ requiring, passkeyDemands, now, vouchedForBy }: NotEnrolledProps) {
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
      {passkeyDemands ? <PasskeyWarnings {...passkeyDemands} /> : null}
      <p>
        <a class="button wide-on-phone" href={`${AUTHENTICATOR}?for=enrolment`}>
          {account.enable}
        </a>
      </p>
    </section>
  )
}

interface PasskeysRowProps {
  readonly say: PasskeyWords
  readonly count: number
  readonly demands: PasskeyDemands | null
}

/** Warns if a workspace requires a passkey and the account lacks one. */
export function PasskeysRow({ say, count, demands }: PasskeysRowProps) {
  return (
    <SettingRow
      title={say.title}
      badge={count === 0 ? null : <span class="badge good">{say.count(count)}</span>}
      action={
        <a
          class={`button small${demands ? '' : ' second'}`}
          href={PASSKEYS}
          aria-label={count === 0 ? say.add : say.manageAll}
        >
          {count === 0 ? say.addFirst : say.manage}
        </a>
      }
    >
      {demands ? <PasskeyWarnings {...demands} /> : <p class="quiet">{say.why}</p>}
    </SettingRow>
  )
}

interface AppRowProps extends Pick<EnrolledFactor, 'since'> {
  /** True if the account has a passkey that works here. */
  readonly mayRemove: boolean
}

export function AppRow({ since, mayRemove }: AppRowProps) {
  const { account, authenticator } = useWords()
  if (since === null) return <NoAppRow />
  return (
    <SettingRow
      title={account.authenticatorApp}
      badge={<span class="badge good">{account.on}</span>}
      action={
        <div class="row">
          {mayRemove ? (
            <a class="button danger small" href={REMOVE_APP} aria-label={authenticator.removeTitle}>
              {authenticator.remove}
            </a>
          ) : null}
          <a class="button second small" href={AUTHENTICATOR} aria-label={account.replace}>
            {authenticator.replace}
          </a>
        </div>
      }
    >
      <p class="quiet">{account.confirmedAt({ at: <Time at={since} /> })}</p>
    </SettingRow>
  )
}

function NoAppRow() {
  const { account, authenticator } = useWords()
  return (
    <SettingRow
      title={account.authenticatorApp}
      action={
        <a class="button second small" href={AUTHENTICATOR} aria-label={authenticator.addTitle}>
          {authenticator.addToAccount}
        </a>
      }
    />
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
