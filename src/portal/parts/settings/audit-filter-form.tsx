// The form above the audit log. It uses GET, so that a filtered list has an address to save and send.

import { WORKSPACE_ACTIONS } from '../../../core/audit-action.ts'
import type { FilterProblems, WrittenFilter } from '../../../flows/administration/audit-filter.ts'
import { useWords } from '../../frame/words.ts'

const FIELDS = ['person', 'action', 'from', 'until'] as const

/** Returns the query of the filter. Leaves out empty fields. */
export const filterQuery = (written: WrittenFilter): Record<string, string> =>
  Object.fromEntries(FIELDS.flatMap((field) => (written[field] ? [[field, written[field]]] : [])))

interface FilterProps {
  readonly path: string
  readonly written: WrittenFilter
  readonly problems: FilterProblems
}

export function AuditFilterForm({ path, written, problems }: FilterProps) {
  const { audit: say } = useWords()
  const isFiltered = FIELDS.some((field) => written[field] !== '')
  return (
    <section class="card">
      <h2>{say.filter}</h2>
      <form action={path} class="inline tops">
        <Field name="person" label={say.person} hint={say.personHint} {...{ written, problems }} />
        <ActionField {...{ written, problems }} />
        <Field name="from" label={say.sinceDay} hint={say.daysHint} {...{ written, problems }} />
        <Field name="until" label={say.untilDay} hint={null} {...{ written, problems }} />
        <div class="row whole">
          <button type="submit">{say.apply}</button>
          {isFiltered ? <a href={path}>{say.clear}</a> : null}
        </div>
      </form>
    </section>
  )
}

interface FieldProps extends Omit<FilterProps, 'path'> {
  readonly name: 'person' | 'from' | 'until'
  readonly label: string
  readonly hint: string | null
}

function Field({ name, label, hint, written, problems }: FieldProps) {
  const problem = problems[name]
  const isPerson = name === 'person'
  return (
    <div class="field">
      <label for={`filter-${name}`}>{label}</label>
      <input
        id={`filter-${name}`}
        name={name}
        // A date field would hide a value that is not a date, so an invalid value is shown in a text field.
        type={isPerson || problem === 'not-a-day' ? 'text' : 'date'}
        inputmode={isPerson ? 'email' : undefined}
        dir="ltr"
        value={written[name]}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={problem || hint ? `filter-${name}-hint` : undefined}
      />
      <Below name={name} problem={problem} hint={hint} />
    </div>
  )
}

function ActionField({ written, problems }: Omit<FilterProps, 'path'>) {
  const { audit: say } = useWords()
  const problem = problems.action
  return (
    <div class="field">
      <label for="filter-action">{say.action}</label>
      <select
        id="filter-action"
        name="action"
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={problem ? 'filter-action-hint' : undefined}
      >
        <option value="">{say.anyAction}</option>
        {problem ? (
          <option value={written.action} selected>
            {written.action}
          </option>
        ) : null}
        {WORKSPACE_ACTIONS.map((action) => (
          <option value={action} selected={action === written.action}>
            {say.actions[action]}
          </option>
        ))}
      </select>
      <Below name="action" problem={problem} hint={null} />
    </div>
  )
}

interface BelowProps {
  readonly name: string
  readonly problem: FilterProblems['person']
  readonly hint: string | null
}

function Below({ name, problem, hint }: BelowProps) {
  const { audit: say } = useWords()
  const id = `filter-${name}-hint`
  if (problem) {
    return (
      <div class="alert" role="alert" id={id}>
        {say.problems[problem]}
      </div>
    )
  }
  return hint ? (
    <span class="quiet" id={id}>
      {hint}
    </span>
  ) : null
}
