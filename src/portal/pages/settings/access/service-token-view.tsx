// The form of a new service token, and the page of a token: its form, a new value, a pause and its end.

import type { Child } from 'hono/jsx'
import { DAY_SECONDS } from '../../../../core/time.ts'
import { randomId } from '../../../../crypto/random.ts'
import type { ListedService } from '../../../../flows/administration/service-tokens.ts'
import type { Workspace } from '../../../../flows/administration/workspaces.ts'
import { Form } from '../../../frame/form.tsx'
import { Alert, Info, Unsaved, Warning } from '../../../frame/layout.tsx'
import { settingsPath } from '../../../frame/settings-page.tsx'
import { useWords } from '../../../frame/words.ts'
import { type FieldProblems, type ProblemsOf, useProblems } from '../../../parts/access/field-problems.tsx'
import { MethodFields } from '../../../parts/access/method-fields.tsx'
import { TokenActions } from '../../../parts/access/token-actions.tsx'
import { LIFETIMES, type WrittenToken } from '../../../parts/access/token-form.ts'
import { TokenBadges, TokenTimes } from '../../../parts/access/token-list.tsx'
import { describedBy, FormField, Notes } from '../../../parts/form-field.tsx'

export type TokenRefusal = 'made-already' | 'too-many' | 'changed-meanwhile'

export interface TokenFormFacts {
  readonly workspace: Workspace
  /** The token that is changed, or null for a new one. */
  readonly token: ListedService | null
  readonly written: WrittenToken
  readonly problems: FieldProblems
  readonly refusal: TokenRefusal | null
  readonly isUnsaved: boolean
  /** True if a proof was asked for when a button beside the form was pressed. */
  readonly isToPressAgain: boolean
  readonly done: 'disabled' | 'enabled' | null
  readonly now: number
}

export function ServiceTokenView(facts: TokenFormFacts) {
  const { workspace, token, refusal, problems, done, now } = facts
  const { access, serviceTokens: say } = useWords()
  const list = settingsPath(workspace.slug, 'access')
  return (
    <>
      {refusal ? <Alert>{say.refusals[refusal]}</Alert> : null}
      {problems.size > 0 ? <Alert>{say.invalid}</Alert> : null}
      {done ? <Info>{say.done[done]}</Info> : null}
      {facts.isUnsaved ? <Unsaved /> : null}
      {facts.isToPressAgain ? <Warning>{access.pressAgain}</Warning> : null}
      <section class="card">
        <h2>
          {token ? (
            <>
              <bdi>{token.name}</bdi> <TokenBadges token={token} now={now} />
            </>
          ) : (
            say.add
          )}
        </h2>
        {token ? <TokenTimes token={token} /> : <p class="quiet">{say.explanation}</p>}
        <TokenForm {...facts} list={list} />
      </section>
      {token ? <TokenActions token={token} path={`${list}/tokens/${token.id}`} /> : null}
    </>
  )
}

function TokenForm({ token, written, problems: found, list }: TokenFormFacts & { list: string }) {
  const { serviceTokens: say, ruleForm } = useWords()
  const problems = useProblems(found)
  return (
    <Form action={`${list}/tokens/${token ? token.id : 'new'}`} class="stack measure">
      {/* The page chooses the id, so that a form that is sent twice creates one token. */}
      {token ? null : <input type="hidden" name="id" value={randomId()} />}
      <FormField
        id="name"
        label={say.name}
        hint={say.nameHint}
        value={written.name}
        problems={problems('name')}
        isName
        isRequired
      />
      {token ? null : <Lifetime days={written.days} problems={problems} />}
      <FormField
        id="paths"
        label={say.paths}
        hint={say.pathsHint}
        value={written.paths}
        problems={problems('paths')}
        isLong
        isRequired
      />
      <MethodFields hint={ruleForm.someMethodsHint} written={written} problems={problems('methods')} />
      <FormField
        id="networks"
        label={say.networks}
        hint={say.networksHint}
        value={written.networks}
        problems={problems('networks')}
        isLong
      />
      <div class="row">
        <button type="submit" class="wide-on-phone">
          {token ? say.save : say.create}
        </button>
        <a class="button second wide-on-phone" href={list}>
          {say.cancel}
        </a>
      </div>
    </Form>
  )
}

function Lifetime({ days, problems }: { days: string; problems: ProblemsOf }) {
  const { serviceTokens: say, write } = useWords()
  const found: readonly Child[] = problems('expires_in_days')
  return (
    <div class="field choice">
      <label for="expires_in_days">{say.lasts}</label>
      <Notes id="expires_in_days" problems={found} />
      <select
        id="expires_in_days"
        name="expires_in_days"
        aria-describedby={describedBy('expires_in_days', undefined, found)}
      >
        {LIFETIMES.map((each) => (
          <option value={each} selected={String(each) === days}>
            {write.span(each * DAY_SECONDS)}
          </option>
        ))}
      </select>
    </div>
  )
}
