// Draws the members of a workspace as one bar: those with a passkey, those with an app, those whose provider
// confirms a second factor, and those without. A list beside it has the numbers.

import type { EnrolmentCounts } from '../../../core/standing.ts'
import type { PasskeyPolicyWords } from '../../../words/words.ts'
import { useWords } from '../../frame/words.ts'

/** The parts of the bar, in the order in which they are drawn. */
type Share = 'passkey' | 'app' | 'enrolled' | 'vouched' | 'free' | 'pending' | 'overdue'

interface Counted {
  readonly share: Share
  readonly label: string
  readonly members: number
}

interface Props {
  readonly counts: EnrolmentCounts
  readonly say: PasskeyPolicyWords
  /** Tells apart the members with a passkey and with an app. */
  readonly namesPasskeys: boolean
}

export function MemberBar({ counts, say, namesPasskeys }: Props) {
  const { enforcement, enforcementPanel } = useWords()
  const { members, enrolled, withPasskey } = counts
  const shares = useShares({ counts, say, namesPasskeys })
  const label = [
    enforcementPanel.share(enrolled, members),
    ...(namesPasskeys ? [say.panel.share(withPasskey, members)] : []),
  ]
  return (
    <>
      <dl class="figures">
        {shares.map(({ share, label, members: some }, place) => (
          <div>
            <dt>
              <svg class="swatch" aria-hidden="true">
                <rect class={share} width="100%" height="100%" />
              </svg>
              {label}
            </dt>
            <dd>{place === 0 ? enforcement.enrolledOf(some, members) : some}</dd>
          </div>
        ))}
      </dl>
      <svg class="bar" role="img" aria-label={label.join(', ')}>
        {widthsOf(shares, members).map(({ share, width }) => (
          <rect class={share} width={width} height="100%" />
        ))}
      </svg>
    </>
  )
}

/** Returns the parts that have members. The first part is there even without members. */
function useShares({ counts, say, namesPasskeys }: Props): readonly Counted[] {
  const { enforcement, members: words } = useWords()
  const { enrolled, withPasskey, vouched, free, pending, overdue } = counts
  const enrolledShares: Counted[] = namesPasskeys
    ? [
        { share: 'passkey', label: say.panel.withPasskey, members: withPasskey },
        { share: 'app', label: say.panel.withApp, members: enrolled - withPasskey },
      ]
    : [{ share: 'enrolled', label: enforcement.enrolled, members: enrolled }]
  const others: Counted[] = [
    { share: 'vouched', label: words.standings.vouched, members: vouched },
    { share: 'free', label: words.standings.free, members: free },
    { share: 'pending', label: enforcement.pending, members: pending },
    { share: 'overdue', label: enforcement.overdue, members: overdue },
  ]
  return [...enrolledShares, ...others].filter(({ members }, place) => place === 0 || members > 0)
}

/** Each part reaches from the start to its own end. The shorter ones come later and cover the longer ones. */
function widthsOf(shares: readonly Counted[], all: number) {
  let reached = 0
  return shares
    .filter(({ members }) => members > 0)
    .map(({ share, members }) => {
      reached += members
      return { share, width: `${Math.round((reached / all) * 1000) / 10}%` }
    })
    .reverse()
}
