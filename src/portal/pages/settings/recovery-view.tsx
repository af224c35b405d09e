// The page on which an admin asks for the recovery of a member, agrees with it, or stops it.

import { stillNeeded, WARNS_OF_ADDRESS_SECONDS, WARNS_OF_PASSWORD_SECONDS } from '../../../core/recovery.ts'
import type { Workspace } from '../../../flows/administration/workspaces.ts'
import type { ApproveRefusal, MemberRecovery, SeenRecovery } from '../../../flows/recovery/approve.ts'
import type { AdminAskRefusal } from '../../../flows/recovery/ask.ts'
import { authorIn } from '../../../words/audit-sentences.ts'
import type { RecoveryWords } from '../../../words/words.ts'
import { Form } from '../../frame/form.tsx'
import { Alert, Contact, Info, Time } from '../../frame/layout.tsx'
import { settingsPath } from '../../frame/settings-page.tsx'
import { useEdge, useWords } from '../../frame/words.ts'
import { FormField } from '../../parts/form-field.tsx'

export type RecoveryRefusal =
  | Extract<AdminAskRefusal, string>
  | 'too-many-recoveries'
  | ApproveRefusal
  | 'not-an-address'
  | 'unusable-reason'

export interface RecoveryFacts {
  readonly workspace: Workspace
  readonly member: MemberRecovery
  /** True for the admin's own membership, which others must decide about. */
  readonly isOwn: boolean
  /** False if no mail is sent, so that no link can be. */
  readonly hasMail: boolean
  readonly refusal: RecoveryRefusal | null
  /** The reason that was typed before the refusal. */
  readonly reason: string
  readonly done: 'asked' | 'agreed' | 'stopped' | null
  readonly say: RecoveryWords
}

export function RecoveryView(facts: RecoveryFacts) {
  const { workspace, member, refusal, done, say: words } = facts
  const say = words.admin
  const alert = refusal === 'unusable-reason' ? null : (refusal ?? hindranceOf(facts))
  return (
    <section class="card" aria-labelledby="recovery">
      <h2 id="recovery">{say.titleOf({ email: <bdi>{member.email}</bdi> })}</h2>
      {done ? <Info>{say.done[done]}</Info> : null}
      <p>{say.lead}</p>
      {alert ? <Alert>{say.refusals[alert]}</Alert> : null}
      <Warnings member={member} say={say} />
      {member.recovery ? <Open {...facts} recovery={member.recovery} /> : null}
      {!member.recovery && hindranceOf(facts) === null ? (
        <DecisionForm {...facts} path="" submit={say.ask} />
      ) : null}
      <p>
        <a href={settingsPath(workspace.slug, 'members')} class="button second">
          {say.back}
        </a>
      </p>
    </section>
  )
}

/**
 * Warns of changes that a thief of the mailbox can make. Otherwise an admin could take an answer from the new address, or
 * the password, for a proof that it is really the member.
 */
function Warnings({
  member,
  say,
}: {
  readonly member: MemberRecovery
  readonly say: RecoveryWords['admin']
}) {
  const { now } = useEdge()
  const { addressSince, passwordMailedAt } = member
  const isLately = (at: number | null, seconds: number): at is number => at !== null && at > now - seconds
  const warnings = [
    ...(isLately(addressSince, WARNS_OF_ADDRESS_SECONDS)
      ? [say.newAddress({ at: <Time at={addressSince} isLocalToo /> })]
      : []),
    ...(isLately(passwordMailedAt, WARNS_OF_PASSWORD_SECONDS)
      ? [say.mailedPassword({ at: <Time at={passwordMailedAt} isLocalToo /> })]
      : []),
  ]
  if (warnings.length === 0) return null
  return (
    <div class="warning">
      {warnings.map((warning) => (
        <p>{warning}</p>
      ))}
    </div>
  )
}

/** Returns why nothing can be asked for, so that the page says it before anybody fills in the form. */
function hindranceOf({ member, isOwn, hasMail }: RecoveryFacts): RecoveryRefusal | null {
  if (isOwn) return 'own-recovery'
  if (member.recovery) return null
  if (!hasMail) return 'no-mail'
  if (!member.isRecoverable) return 'nothing-to-recover'
  if (!member.isConcerned) return 'not-concerned'
  if (!member.isEntered) return 'never-entered'
  return member.mayAsk ? null : 'too-new'
}

function Open(facts: RecoveryFacts & { readonly recovery: SeenRecovery }) {
  const { recovery, say: words, isOwn, done } = facts
  const say = words.admin
  const page = useWords()
  const { askedAt, askedBy, linkedAt, readyAt, mayApprove, hasApproved } = recovery
  const at = <Time at={askedAt} isLocalToo />
  const needed = stillNeeded(recovery, recovery.operatorAgreed)
  const mayAgree = mayApprove && !hasApproved && linkedAt === null && !isOwn
  return (
    <>
      <p>
        {askedBy === null
          ? say.askedElsewhere({ at })
          : say.asked({ at, who: <bdi>{authorIn(page, askedBy)}</bdi> })}
      </p>
      {recovery.reason === null ? null : <p dir="auto">{recovery.reason}</p>}
      <Approvals {...facts} />
      {linkedAt === null ? (
        <>
          {readyAt === null ? null : (
            <p class="lead">{say.readyOn({ at: <Time at={readyAt} isLocalToo /> })}</p>
          )}
          {needed.admins > 0 ? <p class="lead">{say.stillHere(needed.admins)}</p> : null}
          {needed.operator ? <p>{say.operatorToo({ contact: <Contact /> })}</p> : null}
          <p class="quiet">{say.elsewhere}</p>
        </>
      ) : (
        <p class="lead">{say.linked({ at: <Time at={linkedAt} isLocalToo /> })}</p>
      )}
      {mayAgree ? <DecisionForm {...facts} path="/agree" submit={say.agree} /> : null}
      {mayApprove && !isOwn && done === null ? (
        <details class="removal">
          <summary>{say.stop}</summary>
          <p>{say.stopLead}</p>
          <DecisionForm {...facts} path="/stop" submit={say.stop} isDanger />
        </details>
      ) : null}
    </>
  )
}

function Approvals({ recovery, say: { admin: say } }: RecoveryFacts & { readonly recovery: SeenRecovery }) {
  if (recovery.approvals.length === 0) return null
  return (
    <>
      <h3>{say.approvals}</h3>
      <ul class="approvals">
        {recovery.approvals.map(({ by, reason, at }) => (
          <li>{say.approval({ who: <bdi>{by}</bdi>, at: <Time at={at} />, reason: <bdi>{reason}</bdi> })}</li>
        ))}
      </ul>
    </>
  )
}

interface DecisionProps extends RecoveryFacts {
  /** Follows the path of the page. */
  readonly path: '' | '/agree' | '/stop'
  readonly submit: string
  readonly isDanger?: boolean
}

function DecisionForm({
  workspace,
  member,
  refusal,
  reason,
  say: words,
  path,
  submit,
  isDanger,
}: DecisionProps) {
  const say = words.admin
  return (
    <Form action={`${settingsPath(workspace.slug, 'members')}/recovery${path}`} class="stack">
      <input type="hidden" name="email" value={member.email} />
      {isDanger ? null : <p>{say.check}</p>}
      <FormField
        id={isDanger ? 'stop-reason' : 'reason'}
        name="reason"
        label={say.reason}
        hint={isDanger ? undefined : say.reasonHint}
        problems={refusal === 'unusable-reason' && !isDanger ? [say.refusals['unusable-reason']] : []}
        value={isDanger ? '' : reason}
        isName
        isRequired
      />
      <button type="submit" class={isDanger ? 'danger wide-on-phone' : 'wide-on-phone'}>
        {submit}
      </button>
    </Form>
  )
}
