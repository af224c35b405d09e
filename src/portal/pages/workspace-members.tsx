// /workspaces/{slug}/settings/members: who belongs to the workspace, and how each stands against its policy.

import { Hono } from 'hono'
import { parseEmail } from '../../core/email.ts'
import { type Enforcement, enforcementAt } from '../../core/policy.ts'
import { mayChangeRole, ROLES, type Role } from '../../core/roles.ts'
import { STANDINGS, type Standing, standingOf } from '../../core/standing.ts'
import { type MemberRefusal, putMemberOf, removeMemberOf, viewMembers } from '../../flows/members.ts'
import type { ListedMember } from '../../store/members.ts'
import { findPolicyAndCounts } from '../../store/policies.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../context.ts'
import { csrfToken } from '../csrf.ts'
import { sessionOf } from '../guards.ts'
import { Alert, FormFields, Notice, page } from '../layout.tsx'
import { WorkspaceFrame } from '../settings-frame.tsx'

export const workspaceMembers = new Hono<PortalEnv>()

const PATH = '/workspaces/:slug/settings/members'
const PAGE_SIZE = 50
type FormRefusal = MemberRefusal | 'not-an-address' | 'not-a-role'

const REFUSALS: Record<FormRefusal, string> = {
  'not-an-address': 'That isn’t an e-mail address.',
  'not-a-role': 'Choose one of the roles.',
  'no-such-account': 'No account has this address. Whoever runs the platform makes accounts.',
  'not-a-member': 'They are no longer a member.',
  'not-allowed': 'Only an owner makes or unmakes an owner.',
  'last-enrolled-owner':
    'They are the last owner with two-factor authentication, and this workspace requires it. Make another enrolled member an owner first.',
  'changed-meanwhile': 'Somebody else changed this member meanwhile. Look again.',
}
const DONE: Record<string, string> = {
  put: 'Saved.',
  removed: 'Removed. Their way in closes within minutes.',
}

const BADGES: Record<Standing, readonly [className: string, label: string]> = {
  enrolled: ['badge good', 'Enrolled'],
  pending: ['badge warn', 'Not yet enrolled'],
  overdue: ['badge bad', 'Blocked until enrolled'],
  free: ['badge', 'Not enrolled'],
}

workspaceMembers.get(PATH, (c) => membersPage(c, null))

workspaceMembers.post(PATH, async (c) => {
  const { edge, form, workspace, actor } = c.var
  const email = parseEmail(form.get('email') ?? '')
  const role = ROLES.find((known) => known === form.get('role'))
  if (!email) return membersPage(c, 'not-an-address')
  if (!role) return membersPage(c, 'not-a-role')
  const put = await putMemberOf(edge, workspace.id, { email, role }, actor)
  if (!put.ok) return membersPage(c, put.error)
  return seeOther(c, portalUrl(c, pathOf(workspace.slug), { done: 'put' }))
})

workspaceMembers.post(`${PATH}/remove`, async (c) => {
  const { edge, form, workspace, actor } = c.var
  const email = parseEmail(form.get('email') ?? '')
  if (!email) return membersPage(c, 'not-an-address')
  const removed = await removeMemberOf(edge, workspace.id, email, actor)
  if (!removed.ok) return membersPage(c, removed.error)
  return seeOther(c, portalUrl(c, pathOf(workspace.slug), { done: 'removed' }))
})

const pathOf = (slug: string) => `/workspaces/${slug}/settings/members`

async function membersPage(c: PortalContext, refusal: FormRefusal | null): Promise<Response> {
  const { edge, browser, workspace, actor } = c.var
  const facts = await findPolicyAndCounts(edge.db, workspace.id)
  if (!facts) throw new Error('a workspace without counts')
  const enforcement = enforcementAt(facts.policy, edge.now)
  const standing = STANDINGS.find((known) => known === c.req.query('standing'))
  // It goes into the audit: not what anybody writes into a link.
  const after = /^[\w-]{1,22}$/.exec(c.req.query('cursor') ?? '')?.[0] ?? ''
  const isEnrolled = standing === undefined ? null : standing === 'enrolled'
  const listed = await viewMembers(edge, workspace.id, { isEnrolled, after, limit: PAGE_SIZE + 1 }, actor)
  const shown = listed.slice(0, PAGE_SIZE)
  const next = listed.length > PAGE_SIZE ? shown.at(-1)?.accountId : undefined
  const csrf = await csrfToken(edge, browser, { sessionId: sessionOf(c).id })
  const done = DONE[c.req.query('done') ?? '']
  const missing = standingOf(false, enforcement)
  const form = c.req.method === 'POST' ? c.var.form : new URL(c.req.url).searchParams
  return page(
    c,
    {
      title: `Members of ${workspace.name}`,
      status: refusal ? 422 : 200,
      current: 'workspaces',
      isWide: true,
    },
    <WorkspaceFrame workspace={workspace} current="members">
      {refusal ? <Alert>{REFUSALS[refusal]}</Alert> : null}
      {done ? <Notice>{done}</Notice> : null}
      <section class="card">
        <h2>Add a member, or change a role</h2>
        <form method="post" action={pathOf(workspace.slug)} class="inline">
          <FormFields csrf={csrf} />
          <label>
            E-mail address
            <input name="email" type="email" required value={form.get('email') ?? ''} autocomplete="off" />
          </label>
          <RoleField roles={rolesFor(actor.role)} selected={form.get('role') ?? 'member'} />
          <button type="submit" class="wide-on-phone">
            Save
          </button>
        </form>
      </section>
      <nav class="row" aria-label="Standing">
        <FilterLink slug={workspace.slug} standing={null} label={`All ${facts.members}`} current={standing} />
        <FilterLink
          slug={workspace.slug}
          standing="enrolled"
          label={`Enrolled ${facts.enrolled}`}
          current={standing}
        />
        <FilterLink
          slug={workspace.slug}
          standing={missing}
          label={`${BADGES[missing][1]} ${facts.members - facts.enrolled}`}
          current={standing}
        />
      </nav>
      <p class="quiet">Each look at this list is written to the audit.</p>
      <section class="card">
        {shown.length === 0 ? <p>Nobody here.</p> : null}
        <ul class="items">
          {shown.map((member) => (
            <Item member={member} enforcement={enforcement} slug={workspace.slug} actorRole={actor.role} />
          ))}
        </ul>
      </section>
      {next ? (
        <p>
          <a
            class="button second"
            href={portalUrl(c, pathOf(workspace.slug), { cursor: next, ...(standing ? { standing } : {}) })}
          >
            More
          </a>
        </p>
      ) : null}
    </WorkspaceFrame>,
  )
}

const rolesFor = (actor: Role): Role[] => ROLES.filter((role) => mayChangeRole(actor, null, role)).reverse()

function RoleField({ roles, selected }: { roles: readonly Role[]; selected: string }) {
  return (
    <label>
      Role
      <select name="role">
        {roles.map((role) => (
          <option value={role} selected={role === selected}>
            {role}
          </option>
        ))}
      </select>
    </label>
  )
}

interface FilterOf {
  readonly slug: string
  readonly standing: Standing | null
  readonly label: string
  readonly current: Standing | undefined
}

function FilterLink({ slug, standing, label, current }: FilterOf) {
  const isCurrent = standing === (current ?? null)
  return (
    <a
      class={`button small${isCurrent ? '' : ' second'}`}
      href={standing ? `${pathOf(slug)}?standing=${standing}` : pathOf(slug)}
      aria-current={isCurrent ? 'true' : undefined}
    >
      {label}
    </a>
  )
}

interface ItemOf {
  readonly member: ListedMember
  readonly enforcement: Enforcement
  readonly slug: string
  readonly actorRole: Role
}

function Item({ member, enforcement, slug, actorRole }: ItemOf) {
  const [className, label] = BADGES[standingOf(member.isEnrolled, enforcement)]
  return (
    <li class="row between">
      <div>
        <strong>{member.name}</strong> <span class="badge">{member.role}</span>{' '}
        <span class={className}>{label}</span>
        <p class="quiet">{member.email}</p>
      </div>
      {mayChangeRole(actorRole, member.role, null) ? (
        <div class="row">
          <a
            class="button second small"
            href={`${pathOf(slug)}?${new URLSearchParams({ email: member.email, role: member.role })}`}
            aria-label={`Change role of ${member.name}`}
          >
            Change role
          </a>
          <a
            class="button danger small"
            href={`${pathOf(slug)}/remove?${new URLSearchParams({ email: member.email })}`}
            aria-label={`Remove ${member.name}`}
          >
            Remove
          </a>
        </div>
      ) : null}
    </li>
  )
}
