// Shows the state of the policy and the form that changes it: a toggle, a timing, and a sentence about the
// effect of saving.

import { enforcementAt, GRACE_DAYS, type Policy, type PolicyChoice } from '../../../core/policy.ts'
import type { PoliciesAndGroups } from '../../../flows/administration/change-policy.ts'
import { Form } from '../../frame/form.tsx'
import { Time, Unbroken } from '../../frame/layout.tsx'
import { useWords } from '../../frame/words.ts'
import { effectsOf, type SaidEffect } from './policy-effect.ts'

/** The timing selected at first. It gives everyone time to enrol, so that a mistaken click blocks nobody. */
const FIRST_GRACE_DAYS = 14

interface Props {
  readonly facts: PoliciesAndGroups
  readonly asked: PolicyChoice | null
  readonly path: string
  readonly now: number
}

export function PolicyForm({ facts, asked, path, now }: Props) {
  const words = useWords()
  const { enforcement: say } = words
  const choice = asked ?? shownFirst(facts.policies.secondFactor)
  const effects = effectsOf(words, facts, now)
  const chosen = effects[choice.enforced ? choice.graceDays : 'off']
  return (
    <section class="card" aria-labelledby="enforcement">
      <h2 id="enforcement">
        <Unbroken text={say.title} />
      </h2>
      <State policy={facts.policies.secondFactor} now={now} />
      <Form action={path} class="stack" aria-labelledby="enforcement">
        <input type="hidden" name="version" value={facts.policies.secondFactor.version} />
        <Choice choice={choice} />
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

function Choice({ choice }: { choice: PolicyChoice }) {
  const { enforcement: say } = useWords()
  return (
    <>
      <label class="check toggle">
        <input type="checkbox" name="enforced" checked={choice.enforced} />
        {say.require}
      </label>
      <label>
        {say.timing}
        <select name="grace_days">
          {GRACE_DAYS.map((days) => (
            <option value={days} selected={days === choice.graceDays}>
              {say.timings[days]}
            </option>
          ))}
        </select>
      </label>
    </>
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

function State({ policy, now }: { policy: Policy; now: number }) {
  const { enforcement: say } = useWords()
  const enforcement = enforcementAt(policy, now)
  if (enforcement.state === 'off')
    return (
      <p>
        <span class="badge">{say.off}</span>
      </p>
    )
  const [sentence, kind] =
    enforcement.state === 'scheduled' ? ([say.scheduled, 'warn'] as const) : ([say.inEffect, 'good'] as const)
  return (
    <p>
      {sentence({
        at: <Time at={enforcement.effectiveAt} isLocalToo />,
        badge: (words) => <span class={`badge ${kind}`}>{words}</span>,
      })}
    </p>
  )
}
