// Lists the latest changes of both policies from the audit log: who changed which, to what, and when.

import type { PolicyChange } from '../../../flows/administration/enforcement-panel.ts'
import { authorIn } from '../../../words/audit-sentences.ts'
import type { PasskeyPolicyWords } from '../../../words/words.ts'
import { Time } from '../../frame/layout.tsx'
import { useWords } from '../../frame/words.ts'

interface Props {
  readonly changes: readonly PolicyChange[]
  readonly say: PasskeyPolicyWords
  readonly slug: string
}

export function PolicyChanges({ changes, say: passkeyWords, slug }: Props) {
  const words = useWords()
  const { changes: say } = words.enforcementPanel
  return (
    <section class="card" aria-labelledby="changes">
      <h2 id="changes">{say.title}</h2>
      {changes.length === 0 ? <p>{say.none}</p> : null}
      <ol class="items">
        {changes.map(({ at, actor, ...change }) => (
          <li>
            <Outcome {...change} say={passkeyWords} />
            <p class="quiet">
              {say.madeBy({ at: <Time at={at} />, by: <bdi>{authorIn(words, actor)}</bdi> })}
            </p>
          </li>
        ))}
      </ol>
      <p class="quiet">
        {say.all({ audit: (words) => <a href={`/workspaces/${slug}/settings/audit`}>{words}</a> })}
      </p>
    </section>
  )
}

type OutcomeOf = Pick<PolicyChange, 'policy' | 'appliesTo' | 'effectiveAt'>

function Outcome({ policy, appliesTo, effectiveAt, say }: OutcomeOf & { say: PasskeyPolicyWords }) {
  const { changes } = useWords().enforcementPanel
  const words = policy === 'second-factor' ? changes : say.changes
  if (effectiveAt === null) return <strong>{words.turnedOff}</strong>
  return (
    <>
      <strong>{words.requiredFrom({ at: <Time at={effectiveAt} /> })}</strong>{' '}
      {appliesTo === 'admins' ? <span class="badge">{say.panel.audiences.admins}</span> : null}
    </>
  )
}
