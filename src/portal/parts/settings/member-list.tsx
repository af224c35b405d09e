// A member in the list: name, state, and the forms that change the role or remove the member. Both forms work
// without a script. Fields that were filled in for one member never appear in another member's form.

import { mayChangeRole, ROLES, type Role } from '../../../core/roles.ts'
import type { Standing } from '../../../core/standing.ts'
import type { SeenMember } from '../../../flows/administration/members.ts'
import type { Workspace } from '../../../flows/administration/workspaces.ts'
import type { ExtensionWords, RecoveryWords } from '../../../words/words.ts'
import { Form } from '../../frame/form.tsx'
import { Strong, Time } from '../../frame/layout.tsx'
import { useWords } from '../../frame/words.ts'
import { WorkspaceAt } from '../door.tsx'
import { recoveryHref } from './recovering-list.tsx'

/** A position in the list. After a form is saved, the page shows the list at this position again. */
export interface Place {
  readonly standing: Standing | null
  /** Lists only members who need a passkey and lack it. */
  readonly lacks: 'passkey' | null
  /** The searched beginning of addresses, as it was typed. Empty if nothing was searched. */
  readonly search: string
  /** The account of the last member on the previous page. Empty on the first page. */
  readonly after: string
}

export const queryOf = ({ standing, lacks, search, after }: Place): Record<string, string> => ({
  ...(standing ? { standing } : {}),
  ...(lacks ? { lacks } : {}),
  ...(search ? { search } : {}),
  ...(after ? { cursor: after } : {}),
})

const BADGES: Record<Standing, string> = {
  enrolled: 'badge good',
  vouched: 'badge good',
  pending: 'badge warn',
  overdue: 'badge bad',
  free: 'badge',
}

interface RowProps {
  readonly member: SeenMember
  readonly workspace: Workspace
  readonly actorRole: Role
  readonly place: Place
  /** The role chosen for this member before a proof was asked for. It is not saved yet. */
  readonly chosenRole: Role | null
  readonly say: ExtensionWords['members']
  /** True if admins of this workspace may ask for the recovery of the member's account. */
  readonly isRecoverable: boolean
  readonly recoverySay: RecoveryWords['admin']
}

export function MemberRow(props: RowProps) {
  const { member, actorRole, say: passkeySay } = props
  const { members: say, layout } = useWords()
  return (
    <li>
      <div class="row between">
        <div>
          <Strong text={member.name} /> <span class="badge">{layout.roles[member.role]}</span>{' '}
          <span class={BADGES[member.standing]}>{say.standings[member.standing]}</span>{' '}
          {member.hasPasskey ? <span class="badge good">{passkeySay.passkey}</span> : null}{' '}
          {member.hasUnusedImport ? <span class="badge">{say.unusedImport}</span> : null}
          <p class="quiet">
            <bdi>{member.email}</bdi>
          </p>
          <Extension {...props} />
          <LostDevice {...props} />
        </div>
        {mayChangeRole(actorRole, member.role, null) ? <RoleForm {...props} /> : null}
      </div>
      {mayChangeRole(actorRole, member.role, null) ? <Removal {...props} /> : null}
    </li>
  )
}

/** Says until when the member has more time, or leads to the page that gives it. */
function Extension({ member, workspace, say }: RowProps) {
  const { extendedUntil, mayBeExtended } = member
  if (extendedUntil === null && !mayBeExtended) return null
  const page = `/workspaces/${workspace.slug}/settings/members/extension`
  const href = `${page}?${new URLSearchParams({ email: member.email })}`
  return (
    <p class="quiet">
      {extendedUntil === null ? (
        <a href={href} aria-label={say.giveTimeTo(member.name)}>
          {say.giveTime}
        </a>
      ) : (
        <>
          {say.extendedUntil({ at: <Time at={extendedUntil} /> })}{' '}
          <a href={href} aria-label={say.extendThis(member.name)}>
            {say.extend}
          </a>
        </>
      )}
    </p>
  )
}

/** Leads to the page on which admins recover the account of a member who lost every second factor. */
function LostDevice({ member, workspace, isRecoverable, recoverySay: say }: RowProps) {
  if (!isRecoverable) return null
  return (
    <p class="quiet">
      <a href={recoveryHref(workspace.slug, member.email)} aria-label={say.lostDeviceOf(member.name)}>
        {say.lostDevice}
      </a>
    </p>
  )
}

/** Returns the roles that this actor may give to a member whose role is `before`; null for a new member. */
export const rolesFor = (actor: Role, before: Role | null): Role[] =>
  ROLES.filter((role) => mayChangeRole(actor, before, role)).reverse()

function RoleForm({ member, workspace, actorRole, place, chosenRole }: RowProps) {
  const { members: say, layout } = useWords()
  return (
    <Form action={`/workspaces/${workspace.slug}/settings/members/role`} class="row">
      <RowFields member={member} place={place} />
      <select name="role" aria-label={say.roleOf(member.name)} class="narrow-field">
        {rolesFor(actorRole, member.role).map((role) => (
          <option value={role} selected={role === (chosenRole ?? member.role)}>
            {layout.roles[role]}
          </option>
        ))}
      </select>
      <button type="submit" class="second small" aria-label={say.changeRoleOf(member.name)}>
        {say.changeRole}
      </button>
    </Form>
  )
}

/** Asks for confirmation before a member is removed. */
function Removal({ member, workspace, place }: RowProps) {
  const { members: say } = useWords()
  return (
    <details class="removal">
      <summary aria-label={say.removeThis(member.name)}>{say.remove}</summary>
      <p>{say.removalQuestion({ email: <bdi>{member.email}</bdi> })}</p>
      <p>{say.removalConsequence({ workspace: <WorkspaceAt of={workspace} /> })}</p>
      <Form action={`/workspaces/${workspace.slug}/settings/members/remove`}>
        <RowFields member={member} place={place} />
        <button type="submit" class="danger small" aria-label={say.removeThis(member.name)}>
          {say.remove}
        </button>
      </Form>
    </details>
  )
}

function RowFields({ member, place }: Pick<RowProps, 'member' | 'place'>) {
  return (
    <>
      <input type="hidden" name="email" value={member.email} />
      {Object.entries(queryOf(place)).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  )
}
