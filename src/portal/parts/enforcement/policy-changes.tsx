// Lists the latest changes of the policy from the audit log: who changed it, to what, and when.

import type { PolicyChange } from '../../../flows/administration/enforcement-panel.ts'
import { authorIn } from '../../../words/audit-sentences.ts'
import { Time } from '../../frame/layout.tsx'
import { useWords } from '../../frame/words.ts'

export function PolicyChanges({ changes, slug }: { changes: readonly PolicyChange[]; slug: string }) {
  const words = useWords()
  const { changes: say } = words.enforcementPanel
  return (
    <section class="card" aria-labelledby="changes">
      <h2 id="changes">{say.title}</h2>
      {changes.length === 0 ? <p>{say.none}</p> : null}
      <ol class="items">
        {changes.map(({ at, actor, effectiveAt }) => (
          <li>
            <Outcome effectiveAt={effectiveAt} />
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

function Outcome({ effectiveAt }: { effectiveAt: number | null }) {
  const { changes: say } = useWords().enforcementPanel
  return (
    <strong>
      {effectiveAt === null ? say.turnedOff : say.requiredFrom({ at: <Time at={effectiveAt} /> })}
    </strong>
  )
}
