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
import { Alert, FormFields, Notice, page, Strong } from '../layout.tsx'
import { WorkspaceFrame } from '../settings-frame.tsx'
import { useWords } from '../words.ts'

export const workspaceMembers = new Hono<PortalEnv>()

const PATH = '/workspaces/:slug/settings/members'
const PAGE_SIZE = 50
type FormRefusal = MemberRefusal | 'not-an-address' | 'not-a-role'

const BADGES: Record<Standing, string> = {
  enrolled: 'badge good',
  pending: 'badge warn',
  overdue: 'badge bad',
  free: 'badge',
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
  const { edge, browser, workspace, actor, words } = c.var
  const { members: say, settings } = words
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
  const done = c.req.query('done')
  const missing = standingOf(false, enforcement)
  const form = c.req.method === 'POST' ? c.var.form : new URL(c.req.url).searchParams
  return page(
    c,
    {
      title: say.titleOf(workspace.name),
      accent: workspace.accent,
      status: refusal ? 422 : 200,
      current: 'workspaces',
      isWide: true,
    },
    <WorkspaceFrame workspace={workspace} current="members">
      {refusal ? <Alert>{say.refusals[refusal]}</Alert> : null}
      {done === 'put' || done === 'removed' ? <Notice>{say.done[done]}</Notice> : null}
      {refusal === null && form.has('email') ? <Notice>{settings.notSaved}</Notice> : null}
      <section class="card">
        <h2>{say.add}</h2>
        <form method="post" action={pathOf(workspace.slug)} class="inline">
          <FormFields csrf={csrf} />
          <label>
            {say.email}
            <input name="email" type="email" required value={form.get('email') ?? ''} autocomplete="off" />
          </label>
          <RoleField roles={rolesFor(actor.role)} selected={form.get('role') ?? 'member'} />
          <button type="submit" class="wide-on-phone">
            {say.save}
          </button>
        </form>
      </section>
      <nav class="row" aria-label={say.standing}>
        <FilterLink slug={workspace.slug} standing={null} label={say.all(facts.members)} current={standing} />
        <FilterLink
          slug={workspace.slug}
          standing="enrolled"
          label={say.standingCount(say.standings.enrolled, facts.enrolled)}
          current={standing}
        />
        <FilterLink
          slug={workspace.slug}
          standing={missing}
          label={say.standingCount(say.standings[missing], facts.members - facts.enrolled)}
          current={standing}
        />
      </nav>
      <p class="quiet">{say.audited}</p>
      <section class="card">
        {shown.length === 0 ? <p>{say.nobody}</p> : null}
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
            {say.more}
          </a>
        </p>
      ) : null}
    </WorkspaceFrame>,
  )
}

const rolesFor = (actor: Role): Role[] => ROLES.filter((role) => mayChangeRole(actor, null, role)).reverse()

function RoleField({ roles, selected }: { roles: readonly Role[]; selected: string }) {
  const { members: say, layout } = useWords()
  return (
    <label>
      {say.role}
      <select name="role">
        {roles.map((role) => (
          <option value={role} selected={role === selected}>
            {layout.roles[role]}
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
  const { members: say, layout } = useWords()
  const standing = standingOf(member.isEnrolled, enforcement)
  return (
    <li class="row between">
      <div>
        <Strong text={member.name} /> <span class="badge">{layout.roles[member.role]}</span>{' '}
        <span class={BADGES[standing]}>{say.standings[standing]}</span>
        <p class="quiet">
          <bdi>{member.email}</bdi>
        </p>
      </div>
      {mayChangeRole(actorRole, member.role, null) ? (
        <div class="row">
          <a
            class="button second small"
            href={`${pathOf(slug)}?${new URLSearchParams({ email: member.email, role: member.role })}`}
            aria-label={say.changeRoleOf(member.name)}
          >
            {say.changeRole}
          </a>
          <a
            class="button danger small"
            href={`${pathOf(slug)}/remove?${new URLSearchParams({ email: member.email })}`}
            aria-label={say.removeThis(member.name)}
          >
            {say.remove}
          </a>
        </div>
      ) : null}
    </li>
  )
}
