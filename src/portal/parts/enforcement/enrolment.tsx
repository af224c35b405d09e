// Shows how many members have enrolled today, and links to their names.

import { countStandings, type EnrolmentCounts, type Standing } from '../../../core/standing.ts'
import type { PoliciesAndGroups } from '../../../flows/administration/change-policy.ts'
import type { OpenWays } from '../../../flows/administration/enforcement-panel.ts'
import { useWords } from '../../frame/words.ts'

interface Props {
  readonly facts: PoliciesAndGroups
  readonly slug: string
  readonly now: number
  readonly vouchedForBy: readonly string[]
  readonly openWays: OpenWays
}

export function Enrolment({ facts, slug, now, vouchedForBy, openWays }: Props) {
  const { enforcement: say, enforcementPanel, write } = useWords()
  const counts = countStandings(facts.groups, facts.policies.secondFactor, now)
  const rest = restOf(counts)
  return (
    <section class="card" aria-labelledby="enrolment">
      <h2 id="enrolment">{say.enrolment}</h2>
      <Figures counts={counts} rest={rest} />
      {counts[rest] > 0 ? (
        <p>
          <a href={`/workspaces/${slug}/settings/members?standing=${rest}`}>{enforcementPanel.who}</a>{' '}
          <span class="quiet">{enforcementPanel.whoIsAudited}</span>
        </p>
      ) : null}
      {vouchedForBy.length > 0 ? (
        <p class="quiet">
          {say.vouchedFor({ providers: write.or(vouchedForBy.map((label) => <bdi>{label}</bdi>)) })}
        </p>
      ) : null}
      <WaysWithoutPerson {...openWays} slug={slug} />
    </section>
  )
}

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

interface FiguresOf {
  readonly counts: EnrolmentCounts
  readonly rest: Rest
}

type Rest = 'pending' | 'overdue' | 'free'

/** Returns the standing that the page names for members without a factor. */
const restOf = (counts: EnrolmentCounts): Rest =>
  (['overdue', 'pending', 'free'] as const).find((standing) => counts[standing] > 0) ?? 'free'

function Figures({ counts, rest }: FiguresOf) {
  const { enforcement: say, enforcementPanel, members: membersWords } = useWords()
  const { members, enrolled, vouched } = counts
  const without = counts[rest]
  const labels = { pending: say.pending, overdue: say.overdue, free: membersWords.standings.free }
  return (
    <>
      <dl class="figures">
        <Figure standing="enrolled" label={say.enrolled} figure={say.enrolledOf(enrolled, members)} />
        {vouched > 0 ? (
          <Figure standing="vouched" label={membersWords.standings.vouched} figure={String(vouched)} />
        ) : null}
        {without > 0 ? <Figure standing={rest} label={labels[rest]} figure={String(without)} /> : null}
      </dl>
      <Bar counts={counts} rest={rest} label={enforcementPanel.share(enrolled, members)} />
    </>
  )
}

function Figure({ standing, label, figure }: { standing: Standing; label: string; figure: string }) {
  return (
    <div>
      <dt>
        <svg class="swatch" aria-hidden="true">
          <rect class={standing} width="100%" height="100%" />
        </svg>
        {label}
      </dt>
      <dd>{figure}</dd>
    </div>
  )
}

/**
 * Draws three shares: members who enrolled, members with a second factor at a provider, and the rest. Each is
 * drawn over the rest.
 */
function Bar({ counts, rest, label }: { counts: EnrolmentCounts; rest: Standing; label: string }) {
  const { members, enrolled, vouched } = counts
  const width = (part: number) => `${members === 0 ? 0 : Math.round((part / members) * 1000) / 10}%`
  return (
    <svg class="bar" role="img" aria-label={label}>
      <rect class={rest} width="100%" height="100%" />
      {vouched > 0 ? <rect class="vouched" width={width(enrolled + vouched)} height="100%" /> : null}
      <rect class="enrolled" width={width(enrolled)} height="100%" />
    </svg>
  )
}
