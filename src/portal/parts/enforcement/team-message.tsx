// A message that an admin can send to the team. A button copies it; without a script it can be selected by
// hand.

import { enforcementAt, type Policies, type Policy } from '../../../core/policy.ts'
import type { Workspace } from '../../../flows/administration/workspaces.ts'
import type { PasskeyPolicyWords, Words } from '../../../words/words.ts'
import { useWords } from '../../frame/words.ts'

interface Props {
  readonly workspace: Workspace
  readonly policies: Policies
  readonly say: PasskeyPolicyWords
  readonly now: number
  /** The address where members enrol. */
  readonly link: string
}

export function TeamMessage(props: Props) {
  const words = useWords()
  const { message: say } = words.enforcementPanel
  const text = messageIn(words, props)
  return (
    <section class="card" aria-labelledby="team">
      <h2 id="team">{say.title}</h2>
      <div class="field">
        <label for="team-message">{say.label}</label>
        <textarea id="team-message" rows={rowsOf(text)} readonly>
          {text}
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

/** Leaves room for long lines on a phone. */
const rowsOf = (text: string): number => Math.max(11, text.split('\n').length + 5)

/**
 * Writes a paragraph about each policy that is scheduled or in effect, each followed by the way to meet it. A
 * passkey meets both policies, so the app is left out where everybody needs a passkey.
 */
function messageIn({ enforcementPanel, write }: Words, props: Props): string {
  const { workspace, policies, say, now, link } = props
  const { message } = enforcementPanel
  const { secondFactor, phishingResistant } = policies
  const about = { workspace: workspace.name, host: write.and(workspace.hosts).join('') }
  const toldIn = (policy: Policy, inState: Pick<typeof message, 'scheduled' | 'inEffect'>): string[] => {
    const enforcement = enforcementAt(policy, now)
    if (enforcement.state === 'off') return []
    const dated = { ...about, at: write.time(enforcement.effectiveAt) }
    const tell = enforcement.state === 'scheduled' ? inState.scheduled : inState.inEffect
    return [tell(dated, policy.appliesTo)]
  }
  const needsPasskey = phishingResistant.effectiveAt !== null
  const needsApp =
    !needsPasskey || (secondFactor.effectiveAt !== null && phishingResistant.appliesTo === 'admins')
  return [
    message.greeting,
    ...(secondFactor.effectiveAt === null && !needsPasskey ? [message.off(about)] : []),
    ...toldIn(secondFactor, message),
    ...(needsApp ? [message.howTo(link)] : []),
    ...toldIn(phishingResistant, say.message),
    ...(needsPasskey ? [say.message.howTo(link)] : []),
  ].join('\n\n')
}
