// Asks before a rule is removed, and before an admin shuts themselves out. After a proof on the way, it repeats
// the button that moves a rule.

import type { Opening } from '../../../../core/rule-reach.ts'
import type { Rule } from '../../../../core/rules.ts'
import type { Workspace } from '../../../../flows/administration/workspaces.ts'
import { Form } from '../../../frame/form.tsx'
import { Warning } from '../../../frame/layout.tsx'
import { settingsPath } from '../../../frame/settings-page.tsx'
import { useWords } from '../../../frame/words.ts'
import { Opens, RulePath } from '../../../parts/access/rule-summary.tsx'

interface RuleChange {
  readonly workspace: Workspace
  readonly rule: Rule
  readonly to: 'up' | 'down' | 'remove'
  readonly version: number
  readonly locksOut: boolean
  /** What the change opens to everybody, or null. */
  readonly opening: Opening | null
}

export function RuleChangeView({ workspace, rule, to, version, locksOut, opening }: RuleChange) {
  const { access: say } = useWords()
  const list = settingsPath(workspace.slug, 'access')
  const isRemoval = to === 'remove'
  return (
    <section class="card">
      <h2>
        {isRemoval
          ? say.removalQuestion({ rule: <RulePath of={rule} /> })
          : say.buttonFor(say[to], rule.path)}
      </h2>
      {isRemoval ? <p>{say.removalConsequence}</p> : null}
      {opening ? (
        <Warning>
          <Opens {...opening} />
        </Warning>
      ) : null}
      {locksOut ? <Warning>{say.lockOut({ workspace: <bdi>{workspace.name}</bdi> })}</Warning> : null}
      <Form action={isRemoval ? `${list}/rules/${rule.id}/remove` : `${list}/order`} class="row">
        <input type="hidden" name="version" value={version} />
        {isRemoval ? null : (
          <>
            <input type="hidden" name="rule" value={rule.id} />
            <input type="hidden" name="to" value={to} />
          </>
        )}
        {locksOut || opening ? <input type="hidden" name="confirmed" value="yes" /> : null}
        <button type="submit" class="danger">
          {locksOut ? say.saveAnyway : say[to]}
        </button>
        <a class="button second" href={list}>
          {say.cancel}
        </a>
      </Form>
    </section>
  )
}
