// The form of a rule, for a new rule and for one that is changed.

import type { Opening } from '../../../../core/rule-reach.ts'
import { ACCESSES, type Rule } from '../../../../core/rules.ts'
import type { Workspace } from '../../../../flows/administration/workspaces.ts'
import { Form } from '../../../frame/form.tsx'
import { Alert, Contact, Unsaved, Warning } from '../../../frame/layout.tsx'
import { settingsPath } from '../../../frame/settings-page.tsx'
import { useEdge, useWords } from '../../../frame/words.ts'
import { type FieldProblems, useProblems } from '../../../parts/access/field-problems.tsx'
import { MethodFields } from '../../../parts/access/method-fields.tsx'
import { MoreConditions } from '../../../parts/access/more-conditions.tsx'
import type { WrittenRule } from '../../../parts/access/rule-form.ts'
import { Opens } from '../../../parts/access/rule-summary.tsx'
import { Choice, FieldGroup, FormField, Notes } from '../../../parts/form-field.tsx'

export interface RuleFormFacts {
  readonly workspace: Workspace
  /** The rule that is changed, or null for a new one. */
  readonly id: string | null
  readonly written: WrittenRule
  /** The other rules, of which a new rule may be put before one. */
  readonly others: readonly Rule[]
  /** The version of the list that the form was made from. */
  readonly version: number
  readonly problems: FieldProblems
  readonly refusal: 'stale' | 'gone' | 'operator-only' | null
  /** What the person must confirm before the rule is saved. */
  readonly toConfirm: ToConfirm | null
  readonly isUnsaved: boolean
}

export interface ToConfirm {
  /** What the change opens to everybody. */
  readonly opens: Opening | null
  readonly locksOut: boolean
  /** The rule as text. The button sends it, so that it confirms this rule and no other. */
  readonly confirmed: string
}

const FORM = 'rule-form'

export function RuleFormView(facts: RuleFormFacts) {
  const { workspace, id, written, others, version } = facts
  const { access, ruleForm: say } = useWords()
  const list = settingsPath(workspace.slug, 'access')
  const problems = useProblems(facts.problems)
  const isOperators = useEdge().config.publicPathsBy === 'operator'
  return (
    <>
      <Messages {...facts} />
      <section class="card">
        <h2>{id === null ? say.addTitle : say.editTitle}</h2>
        <Form action={`${list}/rules/${id === null ? 'new' : `${id}/edit`}`} class="stack measure" id={FORM}>
          <input type="hidden" name="version" value={version} />
          <FormField
            id="path"
            label={say.path}
            hint={say.pathHint}
            value={written.path}
            problems={problems('path')}
            isRequired
          />
          <FieldGroup id="match" label={say.match} problems={problems('match')}>
            {(['prefix', 'exact'] as const).map((match) => (
              <Choice type="radio" name="match" value={match} isChosen={match === written.match}>
                {say.matches[match]}
              </Choice>
            ))}
          </FieldGroup>
          <MethodFields hint={say.anyMethodHint} written={written} problems={problems('methods')} />
          <FieldGroup
            id="access"
            label={say.access}
            hint={isOperators ? access.operatorOnly({ contact: <Contact /> }) : null}
            problems={problems('access')}
          >
            {ACCESSES.map((each) => (
              <Choice type="radio" name="access" value={each} isChosen={each === written.access}>
                {say.accesses[each]}
              </Choice>
            ))}
          </FieldGroup>
          <MoreConditions written={written} problems={problems} />
          {id === null && others.length > 0 ? <Place others={others} place={written.place} /> : null}
          <div class="row">
            <button type="submit" class="wide-on-phone">
              {say.save}
            </button>
            <a class="button second wide-on-phone" href={list}>
              {access.cancel}
            </a>
          </div>
        </Form>
      </section>
    </>
  )
}

function Messages({ refusal, problems, toConfirm, isUnsaved, workspace }: RuleFormFacts) {
  const { access, ruleForm: say } = useWords()
  return (
    <>
      {refusal ? (
        <Alert>
          {refusal === 'operator-only'
            ? access.operatorOnly({ contact: <Contact /> })
            : refusal === 'gone'
              ? say.goneOnSave
              : access.stale}
        </Alert>
      ) : null}
      {problems.size > 0 ? (
        <Alert>
          <p>{say.invalid}</p>
          <Notes id="rules" problems={useProblems(problems)('')} />
        </Alert>
      ) : null}
      {toConfirm ? (
        <Warning>
          {toConfirm.opens ? <Opens {...toConfirm.opens} /> : null}
          {toConfirm.locksOut ? <p>{access.lockOut({ workspace: <bdi>{workspace.name}</bdi> })}</p> : null}
          <button
            form={FORM}
            type="submit"
            name="confirmed"
            value={toConfirm.confirmed}
            class="danger wide-on-phone"
          >
            {toConfirm.opens ? access.openToEverybody : access.saveAnyway}
          </button>
        </Warning>
      ) : null}
      {isUnsaved ? <Unsaved /> : null}
    </>
  )
}

function Place({ others, place }: { others: readonly Rule[]; place: string }) {
  const { ruleForm: say } = useWords()
  return (
    <label>
      {say.place}
      <select name="place">
        <option value="">{say.placeLast}</option>
        {others.map(({ id, path }) => (
          <option value={id} selected={id === place}>
            {say.placeBefore(path)}
          </option>
        ))}
      </select>
    </label>
  )
}
