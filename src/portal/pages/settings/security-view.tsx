// The view of the enforcement panel, a function of its facts.

import { isDecidedHere } from '../../../core/notice.ts'
import type { PolicyChoice } from '../../../core/policy.ts'
import { allowsProvider, classify, type Provider } from '../../../core/provider.ts'
import { type PoliciesAndGroups, previewPolicy } from '../../../flows/administration/change-policy.ts'
import type { EnforcementPanel } from '../../../flows/administration/enforcement-panel.ts'
import type { Workspace } from '../../../flows/administration/workspaces.ts'
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

export type SaveRefusal = 'invalid' | 'stale'

interface SecurityFacts {
  readonly workspace: Workspace
  readonly facts: PoliciesAndGroups
  readonly panel: EnforcementPanel
  /** The choice in the form or in the page's URL. Null if it is absent or invalid. */
  readonly asked: PolicyChoice | null
  readonly refusal: SaveRefusal | null
  readonly isSaved: boolean
  /** Whether the admin who reads this page has enrolled. */
  readonly isEnrolled: boolean
  readonly config: { readonly providers: readonly Provider[]; readonly portalOrigin: string }
  readonly now: number
}

export function SecurityView(page: SecurityFacts) {
  const { workspace, facts, panel, asked, refusal, config, now } = page
  const { enforcement: say, settings } = useWords()
  const path = settingsPath(workspace.slug, 'security')
  const here = useEdge().client.browser
  const isUnsaved = asked !== null && previewPolicy(facts, 'second-factor', asked, now).isChange
  return (
    <>
      {refusal ? <Alert>{say[refusal]}</Alert> : null}
      {page.isSaved && !isUnsaved ? <Info>{settings.saved}</Info> : null}
      {isUnsaved && refusal === null ? <Unsaved /> : null}
      {page.isEnrolled ? null : <EnrolFirst returnTo={path} />}
      <WorkspaceNotices
        notices={page.isSaved ? panel.notices.filter((each) => !isDecidedHere(each, here)) : panel.notices}
        base={`${path}/notices`}
      />
      <Enrolment
        facts={facts}
        slug={workspace.slug}
        now={now}
        vouchedForBy={vouchersOf(workspace, config.providers)}
        openWays={panel.openWays}
      />
      <PolicyForm facts={facts} asked={asked} path={path} now={now} />
      <Report panel={panel} facts={facts} now={now} />
      <EnrolmentChart panel={panel} facts={facts} now={now} />
      <TeamMessage
        workspace={workspace}
        policy={facts.policies.secondFactor}
        now={now}
        link={`${config.portalOrigin}/account/security`}
      />
      <PolicyChanges changes={panel.policyChanges} slug={workspace.slug} />
    </>
  )
}

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
