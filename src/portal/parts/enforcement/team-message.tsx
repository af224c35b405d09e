// A message that an admin can send to the team. A button copies it; without a script it can be selected by
// hand.

import { enforcementAt, type Policy } from '../../../core/policy.ts'
import type { Workspace } from '../../../flows/administration/workspaces.ts'
import type { Words } from '../../../words/words.ts'
import { useWords } from '../../frame/words.ts'

interface Props {
  readonly workspace: Workspace
  readonly policy: Policy
  readonly now: number
  /** The address where members enrol. */
  readonly link: string
}

export function TeamMessage(props: Props) {
  const words = useWords()
  const { message: say } = words.enforcementPanel
  return (
    <section class="card" aria-labelledby="team">
      <h2 id="team">{say.title}</h2>
      <div class="field">
        <label for="team-message">{say.label}</label>
        <textarea id="team-message" rows={11} readonly>
          {messageIn(words, props)}
        </textarea>
        <p>
          <button type="button" class="second small" data-copy="team-message" hidden>
            {words.layout.copy}
          </button>
        </p>
      </div>
    </section>
  )
}

function messageIn({ enforcementPanel, write }: Words, { workspace, policy, now, link }: Props): string {
  const { message: say } = enforcementPanel
  const enforcement = enforcementAt(policy, now)
  const about = { workspace: workspace.name, host: write.and(workspace.hosts).join('') }
  const inState = (): string => {
    if (enforcement.state === 'off') return say.off(about)
    const dated = { ...about, at: write.time(enforcement.effectiveAt) }
    return enforcement.state === 'scheduled' ? say.scheduled(dated) : say.inEffect(dated)
  }
  return [say.greeting, inState(), say.howTo(link)].join('\n\n')
}
