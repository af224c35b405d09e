// A page of the workspace's members, with the forms that add a member and change each one.

import type { Page } from '../../../core/keyset-page.ts'
import { countLacking } from '../../../core/member-groups.ts'
import { ROLES, type Role } from '../../../core/roles.ts'
import { countStandings, STANDINGS } from '../../../core/standing.ts'
import type { PoliciesAndGroups } from '../../../flows/administration/change-policy.ts'
import type { MemberRefusal, SeenMember } from '../../../flows/administration/members.ts'
import type { Workspace } from '../../../flows/administration/workspaces.ts'
import type { Invitation } from '../../../flows/invitations/invite.ts'
import type { ListedRecovery } from '../../../flows/recovery/approve.ts'
import type { ExtensionWords, InvitationWords, RecoveryWords, Words } from '../../../words/words.ts'
import { Alert, Contact, Info, Unsaved } from '../../frame/layout.tsx'
import { settingsPath } from '../../frame/settings-page.tsx'
import { useWords } from '../../frame/words.ts'
import { AddForm } from '../../parts/settings/add-member-form.tsx'
import {
  type InvitationDone,
  type InvitationRefusal,
  Invitations,
  InviteForm,
} from '../../parts/settings/invitations.tsx'
import { MemberRow, type Place, queryOf, rolesFor } from '../../parts/settings/member-list.tsx'
import { hrefOf, SearchForm } from '../../parts/settings/member-search.tsx'
import { RecoveringList } from '../../parts/settings/recovering-list.tsx'

export type FormRefusal = MemberRefusal | 'not-an-address' | 'not-a-role'

/** The unchecked fields about a member, from a form or the page's URL. A field that is absent is empty. */
export interface Filled {
  /** True for the form that invites. */
  readonly isToInvite: boolean
  readonly email: string
  readonly role: string
}

interface MembersFacts {
  readonly workspace: Workspace
  readonly facts: PoliciesAndGroups
  readonly listed: Page<SeenMember>
  /** The open recoveries of members. */
  readonly recovering: readonly ListedRecovery[]
  readonly place: Place
  readonly filled: Filled
  readonly refusal: FormRefusal | null
  readonly done:
    | keyof Words['members']['done']
    | keyof ExtensionWords['members']['done']
    | InvitationDone
    | null
  readonly say: ExtensionWords['members']
  readonly invitations: Page<Invitation>
  readonly canInvite: boolean
  readonly refusedInvitation: InvitationRefusal | null
  readonly invitationSay: InvitationWords['members']
  readonly actorRole: Role
  /** The address of the admin who looks. */
  readonly actorEmail: string
  readonly recoverySay: RecoveryWords['admin']
  readonly now: number
}

export function MembersView(page: MembersFacts) {
  const { workspace, listed, place, filled, refusal, done, actorRole, invitationSay } = page
  const { members: say, layout } = useWords()
  const path = settingsPath(workspace.slug, 'members')
  const isInList = listed.rows.some(({ email }) => email === filled.email)
  return (
    <>
      {refusal ? (
        <Alert>
          <Refused refusal={refusal} />
        </Alert>
      ) : null}
      {done ? <Info>{{ ...say.done, ...page.say.done, ...invitationSay.done }[done]}</Info> : null}
      {!refusal && !page.refusedInvitation && filled.email ? <Unsaved /> : null}
      <RecoveringList slug={workspace.slug} recovering={page.recovering} say={page.recoverySay} />
      <InviteForm {...page} path={path} filled={filled.isToInvite ? filled : null} say={invitationSay} />
      <Invitations {...page} path={path} say={invitationSay} />
      <AddForm
        path={path}
        roles={rolesFor(actorRole, null)}
        filled={isInList || filled.isToInvite ? null : filled}
        hint={page.canInvite ? invitationSay.addWithout : say.accountFirst({ contact: <Contact /> })}
      />
      <SearchForm path={path} place={place} />
      <Filters {...page} path={path} />
      <p class="quiet">{say.audited}</p>
      <List {...page} />
      {listed.next ? (
        <p>
          <a
            class="button second"
            href={`${path}?${new URLSearchParams(queryOf({ ...place, after: listed.next }))}`}
          >
            {layout.more}
          </a>
        </p>
      ) : null}
    </>
  )
}

function Refused({ refusal }: { refusal: FormRefusal }) {
  const { members: say } = useWords()
  if (refusal === 'no-such-account') return <>{say.noSuchAccount({ contact: <Contact /> })}</>
  return <>{say.refusals[refusal]}</>
}

function List({
  listed,
  workspace,
  actorRole,
  place,
  filled,
  refusal,
  say: passkeySay,
  facts,
  canInvite,
  actorEmail,
  recoverySay,
}: MembersFacts) {
  const { secondFactor, phishingResistant } = facts.policies
  const isRequired = secondFactor.effectiveAt !== null || phishingResistant.effectiveAt !== null
  const isRecoverable = ({ email, standing, role }: SeenMember) =>
    canInvite && email !== actorEmail && standing === 'enrolled' && (isRequired || role !== 'member')
  const { members: say } = useWords()
  const chosen = refusal ? null : (ROLES.find((known) => known === filled.role) ?? null)
  return (
    <section class="card">
      {listed.rows.length === 0 ? <p>{say.nobody}</p> : null}
      <ul class="items">
        {listed.rows.map((member) => (
          <MemberRow
            {...{ member, workspace, actorRole, place, say: passkeySay, recoverySay }}
            isRecoverable={isRecoverable(member)}
            chosenRole={member.email === filled.email ? chosen : null}
          />
        ))}
      </ul>
    </section>
  )
}

/** Links to the list of each standing. A member without a passkey may have any standing, so that filter is apart. */
function Filters({ facts, place, now, path, say: passkeySay }: MembersFacts & { path: string }) {
  const { members: say } = useWords()
  const { secondFactor, phishingResistant } = facts.policies
  const counts = countStandings(facts.groups, secondFactor, now)
  const counted = STANDINGS.map((standing) => [standing, counts[standing]] as const)
  const lacking = countLacking(facts.groups, phishingResistant, 'phishing-resistant')
  const hasPasskeyFilter = phishingResistant.effectiveAt !== null && (lacking > 0 || place.lacks !== null)
  return (
    <nav class="row" aria-label={say.standing}>
      <FilterLink {...{ path, place }} filter={EVERYBODY} label={say.all(counts.members)} />
      {counted
        .filter(([standing, count]) => count > 0 || standing === 'enrolled' || standing === place.standing)
        .map(([standing, count]) => (
          <FilterLink
            {...{ path, place }}
            filter={{ standing, lacks: null }}
            label={say.standingCount(say.standings[standing], count)}
          />
        ))}
      {hasPasskeyFilter ? (
        <FilterLink
          {...{ path, place }}
          filter={{ standing: null, lacks: 'passkey' }}
          label={say.standingCount(passkeySay.withoutPasskey, lacking)}
        />
      ) : null}
    </nav>
  )
}

type Filter = Pick<Place, 'standing' | 'lacks'>
const EVERYBODY: Filter = { standing: null, lacks: null }

interface FilterOf {
  readonly path: string
  readonly filter: Filter
  readonly label: string
  readonly place: Place
}

function FilterLink({ path, filter, label, place }: FilterOf) {
  const isCurrent = filter.standing === place.standing && filter.lacks === place.lacks
  return (
    <a
      class={`button small${isCurrent ? '' : ' second'}`}
      href={hrefOf(path, queryOf({ ...place, ...filter, after: '' }))}
      aria-current={isCurrent ? 'true' : undefined}
    >
      {label}
    </a>
  )
}
