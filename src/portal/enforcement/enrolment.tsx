// How far enrolment is today, and the names behind the figures on demand.

import { type Enforcement, enforcementAt } from '../../core/policy.ts'
import { type Standing, standingOf } from '../../core/standing.ts'
import type { PolicyAndCounts } from '../../store/policies.ts'
import { useWords } from '../words.ts'

interface Props {
  readonly facts: PolicyAndCounts
  readonly slug: string
  readonly now: number
  readonly vouchedForBy: readonly string[]
}

export function Enrolment({ facts, slug, now, vouchedForBy }: Props) {
  const { enforcement: say, enforcementPanel, write } = useWords()
  const { policy, members, enrolled } = facts
  const enforcement = enforcementAt(policy, now)
  return (
    <section class="card" aria-labelledby="enrolment">
      <h2 id="enrolment">{say.enrolment}</h2>
      <Figures members={members} enrolled={enrolled} enforcement={enforcement} />
      {enrolled < members ? (
        <p>
          <a href={`/workspaces/${slug}/settings/members?standing=${standingOf(false, enforcement)}`}>
            {enforcementPanel.who}
          </a>{' '}
          <span class="quiet">{enforcementPanel.whoIsAudited}</span>
        </p>
      ) : null}
      {vouchedForBy.length > 0 ? (
        <p class="quiet">
          {say.vouchedFor({ providers: write.or(vouchedForBy.map((label) => <bdi>{label}</bdi>)) })}
        </p>
      ) : null}
    </section>
  )
}

interface FiguresOf {
  readonly members: number
  readonly enrolled: number
  readonly enforcement: Enforcement
}

function Figures({ members, enrolled, enforcement }: FiguresOf) {
  const { enforcement: say, enforcementPanel, members: membersWords } = useWords()
  const rest = standingOf(false, enforcement)
  const labels = { pending: say.pending, overdue: say.overdue, free: membersWords.standings.free }
  return (
    <>
      <dl class="figures">
        <Figure standing="enrolled" label={say.enrolled} figure={say.enrolledOf(enrolled, members)} />
        {enrolled < members && rest !== 'enrolled' ? (
          <Figure standing={rest} label={labels[rest]} figure={String(members - enrolled)} />
        ) : null}
      </dl>
      <Bar
        share={members === 0 ? 0 : enrolled / members}
        rest={rest}
        label={enforcementPanel.share(enrolled, members)}
      />
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

function Bar({ share, rest, label }: { share: number; rest: Standing; label: string }) {
  return (
    <svg class="bar" role="img" aria-label={label}>
      <rect class={rest} width="100%" height="100%" />
      <rect class="enrolled" width={`${Math.round(share * 1000) / 10}%`} height="100%" />
    </svg>
  )
}
