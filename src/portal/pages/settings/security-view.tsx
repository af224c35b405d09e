// The view of the enforcement panel, a function of its facts.

import { isDecidedHere } from '../../../core/notice.ts'
import type { PolicyChoice, PolicyKind } from '../../../core/policy.ts'
import { allowsProvider, classify, type Provider } from '../../../core/provider.ts'
import { type PoliciesAndGroups, previewPolicy } from '../../../flows/administration/change-policy.ts'
import type { EnforcementPanel } from '../../../flows/administration/enforcement-panel.ts'
import type { Workspace } from '../../../flows/administration/workspaces.ts'
import type { PasskeyPolicyWords, RecoveryWords } from '../../../words/words.ts'
import { Alert, Info, Unsaved } from '../../frame/layout.tsx'
import { settingsPath } from '../../frame/settings-page.tsx'
import { useEdge, useWords } from '../../frame/words.ts'
import { Enrolment } from '../../parts/enforcement/enrolment.tsx'
import { EnrolmentChart } from '../../parts/enforcement/enrolment-chart.tsx'
import { PolicyChanges } from '../../parts/enforcement/policy-changes.tsx'
import { PolicyForm } from '../../parts/enforcement/policy-form.tsx'
import { Report } from '../../parts/enforcement/report.tsx'
import { TeamMessage } from '../../parts/enforcement/team-message.tsx'
import { WorkspaceNotices } from '../../parts/notices.tsx'
import { RecoveringList } from '../../parts/settings/recovering-list.tsx'

export type SaveRefusal = 'invalid' | 'stale'

/** A choice about one of the two policies. */
export type AskedChoice = PolicyChoice & { readonly kind: PolicyKind }

interface SecurityFacts {
  readonly workspace: Workspace
  readonly facts: PoliciesAndGroups
  readonly panel: EnforcementPanel
  readonly say: PasskeyPolicyWords
  readonly recoverySay: RecoveryWords['admin']
  /** The choice in a form or in the page's URL. Null if it is absent or invalid. */
  readonly asked: AskedChoice | null
  readonly refusal: SaveRefusal | null
  readonly isSaved: boolean
  /** Whether the admin who reads this page has enrolled. */
  readonly isEnrolled: boolean
  /** Whether this session, or a passkey of the admin, meets the policy that requires one. */
  readonly meetsPasskeyPolicy: boolean
  readonly config: { readonly providers: readonly Provider[]; readonly portalOrigin: string }
  readonly now: number
}

export function SecurityView(page: SecurityFacts) {
  const { workspace, facts, panel, say, asked, refusal, config, now } = page
  const { enforcement, settings } = useWords()
  const path = settingsPath(workspace.slug, 'security')
  const here = useEdge().client.browser
  const isUnsaved = asked !== null && previewPolicy(facts, asked.kind, asked, now).isChange
  return (
    <>
      {refusal ? <Alert>{enforcement[refusal]}</Alert> : null}
      {page.isSaved && !isUnsaved ? <Info>{settings.saved}</Info> : null}
      {isUnsaved && refusal === null ? <Unsaved /> : null}
      {page.isEnrolled ? null : <EnrolFirst returnTo={path} />}
      <WorkspaceNotices
        notices={page.isSaved ? panel.notices.filter((each) => !isDecidedHere(each, here)) : panel.notices}
        base={`${path}/notices`}
      />
      <RecoveringList slug={workspace.slug} recovering={panel.recovering} say={page.recoverySay} />
      <Enrolment
        facts={facts}
        say={say}
        slug={workspace.slug}
        now={now}
        vouchedForBy={vouchersOf(workspace, config.providers)}
        openWays={panel.openWays}
      />
      <PolicyForm
        kind="second-factor"
        {...{ facts, say, now, path }}
        asked={choiceOf(asked, 'second-factor')}
      />
      <Report panel={panel} facts={facts} now={now} />
      <PolicyForm
        kind="phishing-resistant"
        {...{ facts, say, now }}
        path={`${path}/phishing-resistant`}
        asked={choiceOf(asked, 'phishing-resistant')}
      >
        {page.isEnrolled && !page.meetsPasskeyPolicy ? (
          <AddOwnPasskey workspace={workspace} say={say} returnTo={path} />
        ) : null}
      </PolicyForm>
      <EnrolmentChart panel={panel} facts={facts} now={now} />
      <TeamMessage
        workspace={workspace}
        policies={facts.policies}
        say={say}
        now={now}
        link={`${config.portalOrigin}/account/security`}
      />
      <PolicyChanges changes={panel.policyChanges} say={say} slug={workspace.slug} />
    </>
  )
}

const choiceOf = (asked: AskedChoice | null, kind: PolicyKind): PolicyChoice | null =>
  asked?.kind === kind ? asked : null

/**
 * Returns the labels of the trusted providers that this workspace accepts. Members they vouch for may enter
 * without enrolling.
 */
const vouchersOf = ({ allowedProviders }: Workspace, providers: readonly Provider[]): readonly string[] =>
  providers
    .filter((provider) => classify(provider) === 'trusted' && allowsProvider(allowedProviders, provider.id))
    .map(({ label }) => label)

/** Asks the admin to enrol first. An admin without a second factor cannot require one from others. */
function EnrolFirst({ returnTo }: { returnTo: string }) {
  const { enforcement: say } = useWords()
  const href = `/account/security/authenticator?${new URLSearchParams({ return_to: returnTo })}`
  return (
    <div class="warning">
      <p>{say.enableFirst({ enable: (words) => <a href={href}>{words}</a> })}</p>
    </div>
  )
}

interface AddOwnPasskeyProps {
  readonly workspace: Workspace
  readonly say: PasskeyPolicyWords
  readonly returnTo: string
}

/** Says that the policy may be set without a passkey, and that the workspace then asks for one. */
function AddOwnPasskey({ workspace, say, returnTo }: AddOwnPasskeyProps) {
  const href = `/account/security/passkeys?${new URLSearchParams({ return_to: returnTo })}`
  return (
    <p>
      {say.panel.addOwn({
        workspace: <bdi>{workspace.name}</bdi>,
        add: (words) => <a href={href}>{words}</a>,
      })}
    </p>
  )
}
