// Shows, before a policy takes effect, which members it would block and how many entries it would have
// refused so far. Looking at the report changes nothing and blocks nobody.

import { countCovered, countLacking } from '../../../core/member-groups.ts'
import { type AppliesTo, enforcementAt } from '../../../core/policy.ts'
import { DAY_SECONDS } from '../../../core/time.ts'
import type { PoliciesAndGroups } from '../../../flows/administration/change-policy.ts'
import {
  type EnforcementPanel,
  type EntriesOfDay,
  REPORT_DAYS,
} from '../../../flows/administration/enforcement-panel.ts'
import { useWords } from '../../frame/words.ts'

interface Props {
  readonly panel: Pick<EnforcementPanel, 'entriesWithoutFactor'>
  readonly facts: PoliciesAndGroups
  readonly now: number
}

export function Report({ panel, facts, now }: Props) {
  const { report: say } = useWords().enforcementPanel
  const policy = facts.policies.secondFactor
  const among = policy.appliesTo
  const members = countCovered(facts.groups, policy)
  const without = countLacking(facts.groups, policy, 'second-factor')
  if (enforcementAt(policy, now).state === 'in_effect') return null
  const nobody = among === 'admins' ? say.nobodyAmongAdmins : say.nobody
  return (
    <section class="card" aria-labelledby="report">
      <h2 id="report">{say.title}</h2>
      <p class="quiet">{say.explanation}</p>
      <p>{without === 0 ? nobody : say.blocked(without, members, among)}</p>
      <Entries days={panel.entriesWithoutFactor} among={among} />
    </section>
  )
}

/** The entries of all members. They don't say which role entered. */
function Entries({ days, among }: { days: readonly EntriesOfDay[]; among: AppliesTo }) {
  const { enforcementPanel, write } = useWords()
  const { report: say, chart } = enforcementPanel
  const [first] = days
  if (!first) return <p>{say.noEntries(REPORT_DAYS)}</p>
  const dayName = (day: number) => write.day(day * DAY_SECONDS)
  const sentence = among === 'admins' ? say.entriesOfAll : say.entries
  const entries = days.reduce((sum, { entries }) => sum + entries, 0)
  return (
    <>
      <p>{sentence(entries, dayName(first.day))}</p>
      <details>
        <summary>{say.byDay}</summary>
        <table aria-label={say.byDay}>
          <thead>
            <tr>
              <th scope="col">{chart.day}</th>
              <th scope="col">{say.entriesOfDay}</th>
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map(({ day, entries }) => (
              <tr>
                <th scope="row">{dayName(day)}</th>
                <td>{entries}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  )
}
