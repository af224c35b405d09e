// The Security tab: shows whether the account has a second factor, and what can be changed.

import type { Child } from 'hono/jsx'
import { labelOf } from '../../../core/provider.ts'
import type { AcceptedPasskeys } from '../../../flows/own-account/accepted-passkeys.ts'
import { requiringAnyFactor, type Security } from '../../../flows/own-account/security.ts'
import type { Session } from '../../../flows/session/session.ts'
import type { PasskeyWords } from '../../../words/words.ts'
import { Info } from '../../frame/layout.tsx'
import { useEdge, useWords } from '../../frame/words.ts'
import { AccountNotices, isJustSaid } from '../../parts/notices.tsx'
import type { PasskeyDemands } from '../../parts/passkey-demand.tsx'
import { SettingRow } from '../../parts/setting-row.tsx'
import { ADDRESS } from './address-path.ts'
import { AppRow, NotEnrolled, PasskeysRow, RecoveryCodesRow, TurnOffRow } from './second-factor.tsx'
import { WaysInRow } from './ways-in.tsx'

interface SecurityViewProps {
  readonly security: Security
  readonly session: Session
  /** The person's last action, done on the page that led here. */
  readonly done: string
  readonly passkeyWords: PasskeyWords
  /** Null unless the person lacks a passkey that a workspace requires. */
  readonly passkeyDemands?: PasskeyDemands | null
  /** What the browser should tell password managers after two-factor authentication was disabled. */
  readonly accepted?: AcceptedPasskeys | null
  readonly children?: Child
}

export function SecurityView(props: SecurityViewProps) {
  const { security, session, done, passkeyWords, passkeyDemands = null, accepted, children } = props
  const edge = useEdge()
  const { account } = useWords()
  const { notices, factor, passkeys, requiring, ways } = security
  const { providers } = edge.config
  const { secondFactor, provider } = session.proof
  return (
    <>
      {isDone(account.done, done) ? <Info>{account.done[done]}</Info> : null}
      {children}
      <AccountNotices
        notices={done === '' ? notices : notices.filter((notice) => !isJustSaid(notice, edge))}
        hasPassword={ways.hasPassword}
        edge={edge}
      />
      {factor ? null : (
        <NotEnrolled
          requiring={requiring}
          passkeyDemands={passkeyDemands}
          now={edge.now}
          vouchedForBy={secondFactor ? labelOf(providers, provider) : null}
        />
      )}
      <ul class="card settings" data-accepted={accepted ? JSON.stringify(accepted) : undefined}>
        <AddressRow email={session.email} waiting={security.waitingAddress} />
        {ways.hasPassword ? <PasswordRow /> : null}
        {factor ? <PasskeysRow say={passkeyWords} count={passkeys.length} demands={passkeyDemands} /> : null}
        {factor ? <AppRow since={factor.since} mayRemove={passkeys.some(({ isHere }) => isHere)} /> : null}
        {factor ? <RecoveryCodesRow {...factor} /> : null}
        <WaysInRow ways={ways} providers={providers} />
        {factor ? <TurnOffRow requiring={requiringAnyFactor(security)} /> : null}
      </ul>
    </>
  )
}

function isDone<Done extends object>(words: Done, done: string): done is keyof Done & string {
  return Object.hasOwn(words, done)
}

function AddressRow({ email, waiting }: { email: string; waiting: string | null }) {
  const { account } = useWords()
  return (
    <SettingRow
      title={account.address}
      action={
        <a class="button second small" href={ADDRESS} aria-label={account.changeAddress}>
          {account.change}
        </a>
      }
    >
      <p class="quiet">
        <bdi>{email}</bdi>
      </p>
      {waiting === null ? null : <p>{account.addressWaits({ address: <bdi>{waiting}</bdi> })}</p>}
    </SettingRow>
  )
}

function PasswordRow() {
  const { account } = useWords()
  return (
    <SettingRow
      title={account.password}
      action={
        <a class="button second small" href="/account/security/password" aria-label={account.changePassword}>
          {account.change}
        </a>
      }
    />
  )
}
