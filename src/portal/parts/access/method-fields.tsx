import type { Child } from 'hono/jsx'
import { useWords } from '../../frame/words.ts'
import { Choice, FieldGroup, FormField } from '../form-field.tsx'
import { USUAL_METHODS, type WrittenMethods } from './written-lists.ts'

interface MethodFieldsProps {
  readonly hint: string
  readonly written: WrittenMethods
  readonly problems: readonly Child[] | undefined
}

/** The methods of a rule or a token: a box for each usual method, and a text for others. */
export function MethodFields({ hint, written, problems }: MethodFieldsProps) {
  const { ruleForm: say } = useWords()
  return (
    <>
      <FieldGroup id="methods" label={say.methods} hint={hint} problems={problems}>
        <div class="row choices">
          {USUAL_METHODS.map((method) => (
            <Choice type="checkbox" name="method" value={method} isChosen={written.methods.includes(method)}>
              <code dir="ltr">{method}</code>
            </Choice>
          ))}
        </div>
      </FieldGroup>
      <details open={written.otherMethods !== ''}>
        <summary>{say.otherMethods}</summary>
        <FormField
          id="other_methods"
          label={say.otherMethods}
          hint={say.otherMethodsHint}
          value={written.otherMethods}
        />
      </details>
    </>
  )
}
