// Shows the state of a policy and the form that changes it: a toggle, a timing, the members that it covers, and
// a sentence about the effect of saving.

import type { Child } from 'hono/jsx'
import {
  APPLIES_TO,
  enforcementAt,
  GRACE_DAYS,
  type Policy,
  type PolicyChoice,
  policyOf,
} from '../../../core/policy.ts'
import { savedPolicyOf, versionOf } from '../../../flows/administration/change-policy.ts'
import type { PasskeyPolicyWords } from '../../../words/words.ts'
import { Form } from '../../frame/form.tsx'
import { Time, Unbroken } from '../../frame/layout.tsx'
import { useWords } from '../../frame/words.ts'
import { effectsOf, keyOf, type OnePolicy, type SaidEffect, type WholeChoice } from './policy-effect.ts'
import { POLICY_TITLES } from './policy-titles.ts'

/** The timing selected at first. It gives everyone time to enrol, so that a mistaken click blocks nobody. */
const FIRST_GRACE_DAYS = 14

interface Props extends OnePolicy {
  /** The choice in the page's address, or null. */
  readonly asked: PolicyChoice | null
  readonly path: string
  /** A sentence before the form. */
  readonly children?: Child
}

export function PolicyForm({ asked, path, children, ...of }: Props) {
  const words = useWords()
  const { kind, facts, say, now } = of
  const { enforcement } = words
  const isFirst = kind === 'second-factor'
  const policy = policyOf(facts.policies, kind)
  const choice = { ...shownFirst(policy), ...asked, appliesTo: asked?.appliesTo ?? policy.appliesTo }
  const effects = effectsOf(words, of)
  const chosen = effects[keyOf(choice)]
  const title = POLICY_TITLES[kind]
  return (
    <section class="card" aria-labelledby={title}>
      <h2 id={title}>
        <Unbroken text={isFirst ? enforcement.title : say.panel.title} />
      </h2>
      {isFirst ? null : <p class="quiet">{say.panel.why}</p>}
      <State policy={policy} say={say} now={now} />
      {children}
      <Form action={path} class="stack" aria-labelledby={title}>
        {isFirst ? null : <input type="hidden" name="policy" value={kind} />}
        <input type="hidden" name="version" value={versionOf(savedPolicyOf(facts, kind), kind)} />
        <Choice
          choice={choice}
          say={say}
          require={isFirst ? enforcement.require : say.panel.require}
          timing={isFirst ? enforcement.timing : say.panel.timing}
        />
        {isFirst ? (
          <SelfRecovery isAllowed={asked?.selfRecovery ?? facts.selfRecovery.isAllowed} say={say} />
        ) : null}
        <input type="hidden" name="confirmed" value={chosen?.blocks ?? 0} />
        <output
          aria-live="polite"
          class={chosen?.blocks ? 'blocking' : undefined}
          data-effects={JSON.stringify(effects)}
        >
          {chosen?.sentence}
        </output>
        <Buttons chosen={chosen} path={path} />
      </Form>
    </section>
  )
}

function shownFirst({ effectiveAt, graceDays }: Policy): PolicyChoice {
  const isEnforced = effectiveAt !== null
  return { enforced: isEnforced, graceDays: isEnforced ? graceDays : FIRST_GRACE_DAYS }
}

interface ChoiceProps {
  readonly choice: WholeChoice
  readonly say: PasskeyPolicyWords
  /** The labels of the toggle and of the timing. */
  readonly require: string
  readonly timing: string
}

function Choice({ choice, say, require, timing }: ChoiceProps) {
  const { timings } = useWords().enforcement
  return (
    <>
      <label class="check toggle">
        <input type="checkbox" name="enforced" checked={choice.enforced} />
        {require}
      </label>
      <div class="inline">
        <label>
          {timing}
          <select name="grace_days">
            {GRACE_DAYS.map((days) => (
              <option value={days} selected={days === choice.graceDays}>
                {timings[days]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say.panel.appliesTo}
          <select name="applies_to">
            {APPLIES_TO.map((among) => (
              <option value={among} selected={among === choice.appliesTo}>
                {say.panel.audiences[among]}
              </option>
            ))}
          </select>
        </label>
      </div>
    </>
  )
}

function SelfRecovery({ isAllowed, say }: { isAllowed: boolean; say: PasskeyPolicyWords }) {
  return (
    <div>
      <label class="check">
        <input
          type="checkbox"
          name="self_recovery"
          checked={isAllowed}
          aria-describedby="self-recovery-hint"
        />
        {say.panel.selfRecovery}
      </label>
      <p class="quiet" id="self-recovery-hint">
        {say.panel.selfRecoveryHint}
      </p>
    </div>
  )
}

function Buttons({ chosen, path }: { chosen: SaidEffect | undefined; path: string }) {
  const { enforcement: say } = useWords()
  return (
    <div class="row">
      <button type="submit" class="wide-on-phone" data-save>
        {chosen?.button ?? say.update}
      </button>
      <button type="submit" class="second" formaction={`${path}/preview`} data-preview>
        {say.preview}
      </button>
    </div>
  )
}

function State({ policy, say, now }: { policy: Policy; say: PasskeyPolicyWords; now: number }) {
  const { enforcement: words } = useWords()
  const enforcement = enforcementAt(policy, now)
  if (enforcement.state === 'off')
    return (
      <p>
        <span class="badge">{words.off}</span>
      </p>
    )
  const [sentence, kind] =
    enforcement.state === 'scheduled'
      ? ([words.scheduled, 'warn'] as const)
      : ([words.inEffect, 'good'] as const)
  return (
    <p>
      {sentence({
        at: <Time at={enforcement.effectiveAt} isLocalToo />,
        badge: (text) => <span class={`badge ${kind}`}>{text}</span>,
      })}{' '}
      {policy.appliesTo === 'admins' ? <span class="badge">{say.panel.audiences.admins}</span> : null}
    </p>
  )
}
