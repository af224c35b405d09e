// The page that grants an extension to one member, or takes it back.

import type { ExtensionOf, GrantRefusal } from '../../../flows/administration/extend-member.ts'
import type { Workspace } from '../../../flows/administration/workspaces.ts'
import { authorIn } from '../../../words/audit-sentences.ts'
import type { ExtensionWords } from '../../../words/words.ts'
import { Form } from '../../frame/form.tsx'
import { Alert, Time, Unsaved } from '../../frame/layout.tsx'
import { settingsPath } from '../../frame/settings-page.tsx'
import { useWords } from '../../frame/words.ts'
import { WorkspaceAt } from '../../parts/door.tsx'
import { FormField } from '../../parts/form-field.tsx'

export type ExtensionRefusal = GrantRefusal | 'not-an-address' | 'unusable-reason' | 'not-extended'

interface Typed {
  /** The fields of the form, as somebody typed them. */
  readonly filled: { readonly until: string; readonly reason: string }
  readonly say: ExtensionWords['page']
}

export interface ExtensionFacts extends Typed {
  readonly workspace: Workspace
  readonly member: ExtensionOf
  /** True for the admin's own membership, which somebody else must extend. */
  readonly isOwn: boolean
  readonly refusal: ExtensionRefusal | null
  /** The days that may be chosen, as the field has them. */
  readonly days: { readonly first: string; readonly last: string }
}

export function ExtensionView(facts: ExtensionFacts) {
  const { workspace, member, refusal, say } = facts
  const hindrance = refusal ?? hindranceOf(facts)
  return (
    <section class="card" aria-labelledby="extension">
      <h2 id="extension">{say.titleOf({ email: <bdi>{member.email}</bdi> })}</h2>
      <p>{say.explanation({ workspace: <WorkspaceAt of={workspace} /> })}</p>
      <p class="quiet">{say.limits}</p>
      {hindrance && !isOfField(hindrance) ? <Alert>{say.refusals[hindrance]}</Alert> : null}
      {member.extension ? <Current {...facts} /> : null}
      {mayGrant(facts) ? <GrantForm {...facts} /> : <NotSaved {...facts} />}
      {member.extension || mayGrant(facts) ? null : (
        <ToMembers workspace={workspace} label={say.backToMembers} />
      )}
    </section>
  )
}

interface NoMemberFacts extends Typed {
  readonly workspace: Workspace
  readonly refusal: 'not-a-member' | 'not-an-address'
}

/** The page for an address that is not a member's, or is no longer. */
export const NoMemberView = (facts: NoMemberFacts) => (
  <section class="card" aria-labelledby="extension">
    <h2 id="extension">{facts.say.title}</h2>
    <Alert>{facts.say.refusals[facts.refusal]}</Alert>
    <NotSaved {...facts} />
    <ToMembers workspace={facts.workspace} label={facts.say.backToMembers} />
  </section>
)

/** Shows what was typed where the form can't be sent again. Otherwise the admin would have to type it again. */
function NotSaved({ filled, say }: Typed) {
  if (!filled.reason) return null
  return (
    <>
      <p>{say.typed}</p>
      <dl class="facts">
        <div>
          <dt>{say.until}</dt>
          <dd>
            <bdi>{filled.until}</bdi>
          </dd>
        </div>
        <div>
          <dt>{say.reason}</dt>
          <dd dir="auto">{filled.reason}</dd>
        </div>
      </dl>
    </>
  )
}

interface ToMembersProps {
  readonly workspace: Workspace
  readonly label: string
}

const ToMembers = ({ workspace, label }: ToMembersProps) => (
  <a class="button second" href={settingsPath(workspace.slug, 'members')}>
    {label}
  </a>
)

/** Returns why no extension can be granted, so that the page says it before anybody fills in the form. */
function hindranceOf({ member, isOwn }: ExtensionFacts): ExtensionRefusal | null {
  if (isOwn) return 'own-extension'
  if (!member.hasPolicy) return 'nothing-to-extend'
  return member.isSpent && !member.extension ? 'already-extended' : null
}

const mayGrant = (facts: ExtensionFacts): boolean => hindranceOf(facts) === null && !facts.member.extension

const isOfField = (refusal: ExtensionRefusal): refusal is 'unusable-end' | 'unusable-reason' =>
  refusal === 'unusable-end' || refusal === 'unusable-reason'

function Current({ workspace, member, say }: ExtensionFacts) {
  const words = useWords()
  if (!member.extension) return null
  const { until, reason, grantedBy } = member.extension
  return (
    <>
      <p class="lead">{say.current({ at: <Time at={until} isLocalToo /> })}</p>
      <dl class="facts">
        <div>
          <dt>{say.reason}</dt>
          <dd dir="auto">{reason}</dd>
        </div>
        <div>
          <dt>{say.grantedBy}</dt>
          <dd>
            <bdi>{authorIn(words, grantedBy)}</bdi>
          </dd>
        </div>
      </dl>
      <Form action={`${settingsPath(workspace.slug, 'members')}/extension/end`} class="stack">
        <input type="hidden" name="email" value={member.email} />
        <p>{say.takeBackConsequence}</p>
        <div class="row">
          <button type="submit" class="danger wide-on-phone">
            {say.takeBack}
          </button>
          <ToMembers workspace={workspace} label={say.keep} />
        </div>
      </Form>
    </>
  )
}

function GrantForm({ workspace, member, refusal, filled, days, say }: ExtensionFacts) {
  const problems = (of: ExtensionRefusal) => (refusal === of ? [say.refusals[of]] : [])
  return (
    <Form action={`${settingsPath(workspace.slug, 'members')}/extension`} class="stack">
      {!refusal && filled.reason ? <Unsaved /> : null}
      <input type="hidden" name="email" value={member.email} />
      <FormField
        id="until"
        label={say.until}
        hint={say.untilHint}
        problems={problems('unusable-end')}
        value={filled.until}
        days={days}
        isRequired
      />
      <FormField
        id="reason"
        label={say.reason}
        hint={say.reasonHint}
        problems={problems('unusable-reason')}
        value={filled.reason}
        isName
        isRequired
      />
      <div class="row">
        <button type="submit" class="wide-on-phone">
          {say.grant}
        </button>
        <ToMembers workspace={workspace} label={say.keep} />
      </div>
    </Form>
  )
}
