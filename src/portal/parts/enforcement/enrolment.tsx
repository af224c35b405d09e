// Shows which factors the members have today, and links to the names of those who lack one.

import { countCovered, countLacking } from '../../../core/member-groups.ts'
import { countStandings, type EnrolmentCounts } from '../../../core/standing.ts'
import type { PoliciesAndGroups } from '../../../flows/administration/change-policy.ts'
import type { OpenWays } from '../../../flows/administration/enforcement-panel.ts'
import type { PasskeyPolicyWords } from '../../../words/words.ts'
import { useWords } from '../../frame/words.ts'
import { MemberBar } from './member-bar.tsx'

interface Props {
  readonly facts: PoliciesAndGroups
  readonly say: PasskeyPolicyWords
  readonly slug: string
  readonly now: number
  readonly vouchedForBy: readonly string[]
  readonly openWays: OpenWays
}

export function Enrolment(props: Props) {
  const { facts, say, slug, now, vouchedForBy, openWays } = props
  const { enforcement, enforcementPanel, write } = useWords()
  const counts = countStandings(facts.groups, facts.policies.secondFactor, now)
  const rest = restOf(counts)
  const requiresPasskey = facts.policies.phishingResistant.effectiveAt !== null
  return (
    <section class="card" aria-labelledby="enrolment">
      <h2 id="enrolment">{enforcement.enrolment}</h2>
      <MemberBar {...{ counts, say }} namesPasskeys={requiresPasskey || counts.withPasskey > 0} />
      {counts[rest] > 0 ? (
        <Names slug={slug} filter={`standing=${rest}`}>
          {enforcementPanel.who}
        </Names>
      ) : null}
      {facts.unusedImports > 0 ? (
        <p class="quiet">{enforcementPanel.unusedImports(facts.unusedImports)}</p>
      ) : null}
      {requiresPasskey ? <WithoutPasskey {...props} /> : null}
      {counts.extended > 0 ? <p class="quiet">{say.panel.extended(counts.extended)}</p> : null}
      {vouchedForBy.length > 0 ? (
        <p class="quiet">
          {enforcement.vouchedFor({ providers: write.or(vouchedForBy.map((label) => <bdi>{label}</bdi>)) })}
        </p>
      ) : null}
      <WaysWithoutPerson {...openWays} slug={slug} />
    </section>
  )
}

/** Says how many members lack a passkey, of those who need one, and leads to their names. */
function WithoutPasskey({ facts, say, slug }: Props) {
  const policy = facts.policies.phishingResistant
  const covered = countCovered(facts.groups, policy)
  const lacking = countLacking(facts.groups, policy, 'phishing-resistant')
  if (lacking === 0) return null
  return (
    <Names
      slug={slug}
      filter="lacks=passkey"
      before={`${say.panel.lacking(lacking, covered, policy.appliesTo)} `}
    >
      {say.panel.who}
    </Names>
  )
}

interface NamesProps {
  readonly slug: string
  readonly filter: string
  readonly before?: string
  readonly children?: string
}

/** A link to the names of some members. Each look at them is recorded. */
const Names = ({ slug, filter, before = '', children }: NamesProps) => (
  <p>
    {before}
    <a href={`/workspaces/${slug}/settings/members?${filter}`}>{children}</a>{' '}
    <span class="quiet">{useWords().enforcementPanel.whoIsAudited}</span>
  </p>
)

/** Says how requests can enter without a person. The policy does not cover them. Leads to where they are listed. */
function WaysWithoutPerson({ publicPaths, serviceTokens, slug }: OpenWays & { slug: string }) {
  const { enforcementPanel: say } = useWords()
  const href = `/workspaces/${slug}/settings/access`
  return (
    <>
      {publicPaths > 0 ? <Way sentence={say.publicPaths(publicPaths)} href={href} /> : null}
      {serviceTokens > 0 ? <Way sentence={say.serviceTokens(serviceTokens)} href={`${href}#tokens`} /> : null}
    </>
  )
}

const Way = ({ sentence, href }: { sentence: string; href: string }) => (
  <p class="quiet">
    <a href={href}>{sentence}</a>
  </p>
)

/** Returns the standing whose names the page leads to: the most urgent of members without a factor. */
const restOf = (counts: EnrolmentCounts): 'overdue' | 'pending' | 'free' =>
  (['overdue', 'pending', 'free'] as const).find((standing) => counts[standing] > 0) ?? 'free'
