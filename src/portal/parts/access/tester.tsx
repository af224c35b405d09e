// The tester: says which rule decides about a path, and why. It uses GET, so that it changes nothing and each
// question has an address.

import { isOddSpelling } from '../../../core/path-spelling.ts'
import { isReservedPath } from '../../../core/reserved-path.ts'
import { METHOD } from '../../../core/rule-problems.ts'
import type { Rule } from '../../../core/rules.ts'
import { whyOutOfScope } from '../../../core/service-scope.ts'
import type { RuleAnswer } from '../../../flows/administration/change-rules.ts'
import type { ListedService } from '../../../flows/administration/service-tokens.ts'
import { Strong } from '../../frame/layout.tsx'
import { useWords } from '../../frame/words.ts'
import { FormField } from '../form-field.tsx'
import { Ltr, RulePath } from './rule-summary.tsx'

export interface Question {
  readonly method: string
  /** The path as it was typed. */
  readonly path: string
  /** True for a whole address whose host is not one of the workspace's. */
  readonly isElsewhere: boolean
}

export interface TesterFacts {
  readonly asked: Question | null
  /** Null if the question can't be answered. */
  readonly answer: (RuleAnswer & { readonly pathname: string }) | null
  readonly rules: readonly Rule[]
  readonly tokens: readonly ListedService[]
  /** The address of the admin who asks. */
  readonly ip: string
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

export function Tester({ facts, action }: { facts: TesterFacts; action: string }) {
  const say = useWords().access.tester
  const { asked, answer } = facts
  const method = asked?.method ?? 'GET'
  const methods = METHODS.includes(method) || !METHOD.test(method) ? METHODS : [...METHODS, method]
  return (
    <section class="card" id="test">
      <h2>{say.title}</h2>
      <p class="quiet">{say.hint}</p>
      {asked && answer ? <Answer {...facts} {...{ asked, answer }} /> : null}
      <form action={`${action}#test`} class="inline">
        <div class="field choice">
          <label for="method">{say.method}</label>
          <select id="method" name="method">
            {methods.map((each) => (
              <option value={each} selected={each === method}>
                {each}
              </option>
            ))}
          </select>
        </div>
        <FormField
          id="path"
          label={say.path}
          value={asked?.path ?? ''}
          problems={asked && !answer ? [say[problemOf(asked)]] : []}
          isRequired
        />
        <button type="submit" class="second wide-on-phone">
          {say.submit}
        </button>
      </form>
    </section>
  )
}

function problemOf({ method, isElsewhere }: Question): 'notAMethod' | 'otherHost' | 'notAPath' {
  if (!METHOD.test(method)) return 'notAMethod'
  return isElsewhere ? 'otherHost' : 'notAPath'
}

type Answered = TesterFacts & {
  readonly asked: Question
  readonly answer: NonNullable<TesterFacts['answer']>
}

function Answer(facts: Answered) {
  const say = useWords().access.tester
  const { asked, answer, rules, ip } = facts
  const { rule, access, pathname } = answer
  const isReserved = isReservedPath(pathname)
  return (
    <div class="info" role="status">
      <p>
        <Ltr text={`${asked.method} ${asked.path}`} />
      </p>
      {isReserved ? (
        <p>{say.reserved}</p>
      ) : (
        <>
          <p>
            {rule ? say.decides({ rule: <RulePath of={rule} /> }) : say.noRule}{' '}
            <strong>{say.outcome[access]}</strong> <Demands {...answer} />
          </p>
          <Spelling {...answer} />
        </>
      )}
      {access === 'service' ? <Tokens {...facts} /> : null}
      {rules.some(({ networks }) => networks) ? <p>{say.fromHere({ ip: <Ltr text={ip} /> })}</p> : null}
    </div>
  )
}

/** Says why a spelling gets less than the rule would give to another. */
function Spelling({ rule, access, pathname }: Answered['answer']) {
  const say = useWords().access.tester
  if (access !== 'member') return null
  if (isOddSpelling(pathname)) return <p>{say.odd}</p>
  return rule && rule.access !== access ? <p>{say.otherSpelling}</p> : null
}

/** Says what members must prove. */
function Demands({ require, demands }: RuleAnswer) {
  const { access, layout, write } = useWords()
  const say = access.tester
  const roles = demands.flatMap((rule) => (rule.roles ? [rule.roles] : []))
  return (
    <>
      {require ? <>{say.needsProof({ span: write.span(require.maxAge) })} </> : null}
      {require?.methods ? <>{say.needsPasskey} </> : null}
      {roles.map((each) => (
        <>{say.needsRole({ roles: write.or(each.map((role) => layout.roles[role])) })} </>
      ))}
    </>
  )
}

/** Names the tokens whose scope has the path, the method and this network. */
function Tokens({ tokens, asked: { method }, answer: { pathname }, ip }: Answered) {
  const { access, write } = useWords()
  const say = access.tester
  const fitting = tokens.filter(
    ({ scope, isDisabled }) => !isDisabled && whyOutOfScope(scope, { method, pathname, ip }) === null,
  )
  if (fitting.length === 0) return <p>{say.noTokens}</p>
  return <p>{say.tokens({ tokens: write.and(fitting.map(({ name }) => <Strong text={name} />)) })}</p>
}
