// The fields of a rule that most rules leave empty. They are folded away until one of them is used.

import { ROLES } from '../../../core/roles.ts'
import { useWords } from '../../frame/words.ts'
import { Choice, describedBy, FieldGroup, FormField, Notes } from '../form-field.tsx'
import type { ProblemsOf } from './field-problems.tsx'
import type { WrittenRule } from './rule-form.ts'

const AGES = [60, 300, 900, 3600, 28_800, 86_400] as const

interface FieldsProps {
  readonly written: WrittenRule
  readonly problems: ProblemsOf
}

export function MoreConditions({ written, problems }: FieldsProps) {
  const { ruleForm: say } = useWords()
  return (
    <>
      <details open={isUsed({ written, problems })}>
        <summary>{say.more}</summary>
        <div class="stack">
          <MaxAge {...{ written, problems }} />
          <FieldGroup id="roles" label={say.roles} hint={say.rolesHint} problems={problems('roles')}>
            <RoleBoxes chosen={written.roles} />
          </FieldGroup>
          <FormField
            id="networks"
            label={say.networks}
            hint={say.networksHint}
            value={written.networks}
            problems={problems('networks')}
            isLong
          />
          <FormField id="id" label={say.id} hint={say.idHint} value={written.id} problems={problems('id')} />
        </div>
      </details>
      <CorsFields {...{ written, problems }} />
    </>
  )
}

const isUsed = ({ written: { maxAge, isPasskeyOnly, roles, networks }, problems }: FieldsProps): boolean =>
  [maxAge, ...roles, networks].some((text) => text !== '') ||
  isPasskeyOnly ||
  ['require', 'require.max_age', 'roles', 'networks', 'id'].some((field) => problems(field).length > 0)

function MaxAge({ written: { maxAge, isPasskeyOnly }, problems }: FieldsProps) {
  const { ruleForm: say, write } = useWords()
  const found = [...problems('require'), ...problems('require.max_age')]
  const ages = AGES.map(String)
  const isOther = maxAge !== '' && !ages.includes(maxAge) && /^\d{1,6}$/.test(maxAge)
  return (
    <div class="field choice">
      <label for="max_age">{say.maxAge}</label>
      <Notes id="max_age" problems={found} />
      <select
        id="max_age"
        name="max_age"
        aria-describedby={describedBy('max_age', undefined, found)}
        aria-invalid={found.length > 0 ? 'true' : undefined}
      >
        <option value="">{say.never}</option>
        {(isOther ? [maxAge, ...ages] : ages).map((age) => (
          <option value={age} selected={age === maxAge}>
            {say.olderThan(write.span(Number(age)))}
          </option>
        ))}
      </select>
      <Choice type="checkbox" name="passkey" value="on" isChosen={isPasskeyOnly}>
        {say.passkey}
      </Choice>
    </div>
  )
}

function RoleBoxes({ chosen }: { chosen: readonly string[] }) {
  const { layout } = useWords()
  return (
    <div class="row choices">
      {ROLES.map((role) => (
        <Choice type="checkbox" name="role" value={role} isChosen={chosen.includes(role)}>
          {layout.roles[role]}
        </Choice>
      ))}
    </div>
  )
}

const CORS_FIELDS = ['origins', 'methods', 'headers', 'credentials', 'max_age'] as const

function CorsFields({ written: { cors }, problems: all }: FieldsProps) {
  const { ruleForm: say } = useWords()
  const problems = (field: (typeof CORS_FIELDS)[number]) => all(`cors.${field}`)
  const isOpen =
    `${cors.origins}${cors.methods}${cors.headers}${cors.maxAge}` !== '' ||
    CORS_FIELDS.some((field) => problems(field).length > 0)
  const texts = [
    { id: 'origins', label: say.origins, hint: say.originsHint, value: cors.origins, isLong: true },
    { id: 'methods', label: say.corsMethods, hint: say.listHint, value: cors.methods },
    { id: 'headers', label: say.corsHeaders, hint: say.listHint, value: cors.headers },
  ] as const
  return (
    <details open={isOpen}>
      <summary>{say.cors}</summary>
      <div class="stack">
        {texts.map((text) => (
          <FormField {...text} id={`cors_${text.id}`} problems={problems(text.id)} />
        ))}
        <div class="field">
          <Notes id="cors_credentials" problems={problems('credentials')} />
          <Choice type="checkbox" name="cors_credentials" value="on" isChosen={cors.hasCredentials}>
            {say.credentials}
          </Choice>
        </div>
        <FormField
          id="cors_max_age"
          label={say.corsMaxAge}
          value={cors.maxAge}
          problems={problems('max_age')}
          inputmode="numeric"
        />
      </div>
    </details>
  )
}
