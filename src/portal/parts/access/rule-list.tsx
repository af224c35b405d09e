// The list of rules, in the order in which they are tried. Each row has its conditions and its actions.

import { isReservedPath } from '../../../core/reserved-path.ts'
import { ruleBefore } from '../../../core/rule-reach.ts'
import type { Rule } from '../../../core/rules.ts'
import { Form } from '../../frame/form.tsx'
import { useWords } from '../../frame/words.ts'
import { isEveryPath, Ltr, RulePath } from './rule-summary.tsx'

interface RuleListProps {
  readonly rules: readonly Rule[]
  readonly version: number
  /** The path of the page Access. */
  readonly path: string
}

export function RuleList({ rules, version, path }: RuleListProps) {
  const { access: say } = useWords()
  return (
    <ol class="items">
      {rules.map((rule, place) => (
        <li id={`rule-${rule.id}`}>
          <div class="row between">
            <Summary rule={rule} before={ruleBefore(rules, rule)} />
            <Actions {...{ rule, version, path }} isFirst={place === 0} isLast={place === rules.length - 1} />
          </div>
        </li>
      ))}
      <li class="quiet">
        {say.everythingElse} · {say.who.member}
      </li>
    </ol>
  )
}

const WHO = { public: 'badge warn', service: 'badge good', member: 'badge' } as const

function Summary({ rule, before }: { rule: Rule; before: Rule | null }) {
  const { access: say } = useWords()
  return (
    <div>
      <strong>{isEveryPath(rule) ? say.everyPath : <RulePath of={rule} />}</strong>
      <p class="row tight">
        <span class={WHO[rule.access]}>{say.who[rule.access]}</span>
        <span class="quiet">{rule.methods ? <Ltr text={rule.methods.join(', ')} /> : say.everyMethod}</span>
        <Conditions rule={rule} />
      </p>
      {before ? <p class="quiet">{say.noEffect({ rule: <RulePath of={before} /> })}</p> : null}
      {isReservedPath(rule.path) ? <p class="quiet">{say.tester.reserved}</p> : null}
    </div>
  )
}

function Conditions({ rule: { require, roles, networks, cors } }: { rule: Rule }) {
  const { access: say, layout, write } = useWords()
  const shown = [
    require && say.secondFactorWithin(write.span(require.maxAge)),
    require?.methods && say.passkey,
    roles && say.onlyRoles(write.or(roles.map((role) => layout.roles[role])).join('')),
    networks && say.networks(networks.length),
    cors && say.cors,
  ]
  return <>{shown.map((text) => (text ? <span class="badge">{text}</span> : null))}</>
}

interface ActionsProps extends Omit<RuleListProps, 'rules'> {
  readonly rule: Rule
  readonly isFirst: boolean
  readonly isLast: boolean
}

function Actions({ rule, version, path, isFirst, isLast }: ActionsProps) {
  const { access: say } = useWords()
  const label = (action: string) => say.buttonFor(action, rule.path)
  const own = `${path}/rules/${rule.id}`
  return (
    <div class="row">
      <Form action={`${path}/order`} class="row">
        <input type="hidden" name="rule" value={rule.id} />
        <input type="hidden" name="version" value={version} />
        {isFirst ? null : <Move to="up" label={label(say.up)} />}
        {isLast ? null : <Move to="down" label={label(say.down)} />}
      </Form>
      <a class="button second small" href={`${own}/edit`} aria-label={label(say.edit)}>
        {say.edit}
      </a>
      <a class="button danger small" href={`${own}/remove`} aria-label={label(say.remove)}>
        {say.remove}
      </a>
    </div>
  )
}

const ARROWS = { up: '↑', down: '↓' } as const

/** A button that would do nothing is left out: the first rule can't move up, the last can't move down. */
const Move = ({ to, label }: { to: 'up' | 'down'; label: string }) => (
  <button type="submit" name="to" value={to} class="second small arrow" aria-label={label} title={label}>
    {ARROWS[to]}
  </button>
)
