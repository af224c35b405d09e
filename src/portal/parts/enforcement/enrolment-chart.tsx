// Draws enrolment over time on the server. The picture contains no text. Text would shrink with it on a
// phone, and would be mirrored with it for languages written from right to left.

import {
  areaOf,
  CHART_HEIGHT,
  chartOf,
  type DayChart,
  type EnrolmentDay,
  stepsOf,
} from '../../../core/enrolment-chart.ts'
import type { AppliesTo } from '../../../core/policy.ts'
import { countStandings } from '../../../core/standing.ts'
import { DAY_SECONDS, dayOf } from '../../../core/time.ts'
import type { PoliciesAndGroups } from '../../../flows/administration/change-policy.ts'
import { CHART_DAYS, type EnforcementPanel } from '../../../flows/administration/enforcement-panel.ts'
import { useWords } from '../../frame/words.ts'

interface Props {
  readonly panel: Pick<EnforcementPanel, 'enrolmentDays'>
  readonly facts: PoliciesAndGroups
  readonly now: number
}

export function EnrolmentChart({ panel, facts, now }: Props) {
  const { enforcementPanel } = useWords()
  const policy = facts.policies.secondFactor
  const { members, enrolled } = countStandings(facts.groups, policy, now)
  const today = { day: dayOf(now), members, enrolled }
  const chart = chartOf(panel.enrolmentDays, today, {
    from: today.day - CHART_DAYS,
    effectiveDay: policy.effectiveAt === null ? null : dayOf(policy.effectiveAt),
  })
  return (
    <section class="card" aria-labelledby="over-time">
      <h2 id="over-time">{enforcementPanel.chart.title}</h2>
      {chart ? (
        <Chart chart={chart} today={today} among={policy.appliesTo} />
      ) : (
        <p class="quiet">{enforcementPanel.chart.empty}</p>
      )}
    </section>
  )
}

interface ChartProps {
  readonly chart: DayChart
  readonly today: EnrolmentDay
  /** The members that the policy covers. */
  readonly among: AppliesTo
}

function Chart({ chart, today, among }: ChartProps) {
  const { enforcement, enforcementPanel, write } = useWords()
  const { chart: say } = enforcementPanel
  const dayName = (day: number) => write.day(day * DAY_SECONDS)
  const countOf = ({ enrolled, members }: EnrolmentDay) => enforcement.enrolledOf(enrolled, members)
  const first = chart.days[0] ?? today
  return (
    <figure class="chart">
      <figcaption>
        {say.summary({ from: dayName(first.day), was: countOf(first), now: countOf(today) })}
      </figcaption>
      <p class="axis">{chart.most}</p>
      <Plot chart={chart} />
      <p class="axis">
        <span>{dayName(chart.from)}</span>
        <span>{chart.to === today.day ? say.today : dayName(chart.to)}</span>
      </p>
      <ul class="legend">
        <Key line="enrolled" label={enforcement.enrolled} />
        <Key line="members" label={say.members} />
        {chart.effectiveDay === null ? null : (
          <Key
            line="date"
            label={
              among === 'admins'
                ? say.requiredOfAdminsFrom(dayName(chart.effectiveDay))
                : say.requiredFrom(dayName(chart.effectiveDay))
            }
          />
        )}
      </ul>
      <details>
        <summary>{say.byDay}</summary>
        <table aria-label={say.byDay}>
          <thead>
            <tr>
              <th scope="col">{say.day}</th>
              <th scope="col">{enforcement.enrolled}</th>
              <th scope="col">{say.members}</th>
            </tr>
          </thead>
          <tbody>
            {chart.days.toReversed().map(({ day, enrolled, members }) => (
              <tr>
                <th scope="row">{day === today.day ? say.today : dayName(day)}</th>
                <td>{enrolled}</td>
                <td>{members}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

const UNSTRETCHED = { 'vector-effect': 'non-scaling-stroke' }

function Plot({ chart }: { chart: DayChart }) {
  const { from, to, effectiveDay } = chart
  return (
    <svg
      class="plot"
      viewBox={`0 0 ${to - from} ${CHART_HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={useWords().enforcementPanel.chart.title}
    >
      <path class="area" d={areaOf(chart, 'enrolled')} />
      <path class="line members" d={stepsOf(chart, 'members')} {...UNSTRETCHED} />
      <path class="line enrolled" d={stepsOf(chart, 'enrolled')} {...UNSTRETCHED} />
      {effectiveDay === null ? null : (
        <path class="line date" d={`M${effectiveDay - from} 0V${CHART_HEIGHT}`} {...UNSTRETCHED} />
      )}
    </svg>
  )
}

function Key({ line, label }: { line: 'enrolled' | 'members' | 'date'; label: string }) {
  return (
    <li>
      <svg class="key-line" viewBox="0 0 24 12" aria-hidden="true">
        <path class={`line ${line}`} d="M0 6H24" />
      </svg>
      {label}
    </li>
  )
}
