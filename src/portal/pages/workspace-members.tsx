// /workspaces/{slug}/settings/members: who belongs to the workspace, and how each stands against its policy.

import { Hono } from 'hono'
import { type Email, parseEmail } from '../../core/email.ts'
import { enforcementAt } from '../../core/policy.ts'
import { ROLES, type Role } from '../../core/roles.ts'
import { countWithout, STANDINGS, type Standing, standingWithout } from '../../core/standing.ts'
import {
  addMemberTo,
  changeRoleIn,
  type MemberRefusal,
  removeMemberOf,
  viewMembers,
} from '../../flows/administration/members.ts'
import { findPolicyAndCounts } from '../../store/policies.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../frame/context.ts'
import { Form } from '../frame/form.tsx'
import { Alert, EmailField, Info, page, Unsaved } from '../frame/layout.tsx'
import { WorkspaceFrame } from '../frame/settings-frame.tsx'
import { useWords } from '../frame/words.ts'
import { MemberRow, type Place, queryOf, rolesFor } from '../parts/member-list.tsx'

export const workspaceMembers = new Hono<PortalEnv>()

const PATH = '/workspaces/:slug/settings/members'
const PAGE_SIZE = 50
type FormRefusal = MemberRefusal | 'not-an-address' | 'not-a-role'

workspaceMembers.get(PATH, (c) => membersPage(c, { filled: filledIn(new URL(c.req.url).searchParams) }))

workspaceMembers.post(PATH, async (c) => {
  const filled = filledIn(c.var.form)
  const member = parseMember(filled)
  if (typeof member === 'string') return membersPage(c, { filled, refusal: member })
  const added = await addMemberTo(c.var.edge, c.var.workspace.id, member, c.var.actor)
  return added.ok ? seeList(c, 'put') : membersPage(c, { filled, refusal: added.error })
})

workspaceMembers.post(`${PATH}/role`, async (c) => {
  const member = parseMember(filledIn(c.var.form))
  if (typeof member === 'string') return membersPage(c, { refusal: member })
  const changed = await changeRoleIn(c.var.edge, c.var.workspace.id, member, c.var.actor)
  return changed.ok ? seeList(c, 'put') : membersPage(c, { refusal: changed.error })
})

workspaceMembers.post(`${PATH}/remove`, async (c) => {
  const email = parseEmail(c.var.form.get('email') ?? '')
  if (!email) return membersPage(c, { refusal: 'not-an-address' })
  const removed = await removeMemberOf(c.var.edge, c.var.workspace.id, email, c.var.actor)
  return removed.ok ? seeList(c, 'removed') : membersPage(c, { refusal: removed.error })
})

const pathOf = (slug: string) => `/workspaces/${slug}/settings/members`

const seeList = (c: PortalContext, done: 'put' | 'removed') =>
  seeOther(c, portalUrl(c, pathOf(c.var.workspace.slug), { ...queryOf(placeIn(c.var.form)), done }))

/** What a form or the address says about one member, unchecked. */
interface Filled {
  readonly email: string
  readonly role: string
}

const filledIn = (fields: URLSearchParams): Filled => ({
  email: fields.get('email') ?? '',
  role: fields.get('role') ?? '',
})

function parseMember(filled: Filled): { email: Email; role: Role } | 'not-an-address' | 'not-a-role' {
  const email = parseEmail(filled.email)
  if (!email) return 'not-an-address'
  const role = parseRole(filled.role)
  return role ? { email, role } : 'not-a-role'
}

const parseRole = (text: string): Role | null => ROLES.find((known) => known === text) ?? null

/** The cursor goes into the audit, so it must be an id. Otherwise a link could write any words there. */
const placeIn = (fields: URLSearchParams): Place => ({
  standing: STANDINGS.find((known) => known === fields.get('standing')) ?? null,
  after: /^[\w-]{1,22}$/.exec(fields.get('cursor') ?? '')?.[0] ?? '',
})

interface Shown {
  readonly filled?: Filled
  readonly refusal?: FormRefusal
}

async function membersPage(c: PortalContext, { filled, refusal }: Shown): Promise<Response> {
  const { edge, workspace, actor, words } = c.var
  const { members: say } = words
  const facts = await findPolicyAndCounts(edge.db, workspace.id, edge.config.providers)
  if (!facts) throw new Error('a workspace without counts')
  const place = placeIn(c.req.method === 'POST' ? c.var.form : new URL(c.req.url).searchParams)
  const listed = await viewMembers(edge, workspace.id, { ...place, facts, limit: PAGE_SIZE + 1 }, actor)
  const shown = listed.slice(0, PAGE_SIZE)
  const next = listed.length > PAGE_SIZE ? shown.at(-1)?.accountId : undefined
  const done = c.req.query('done')
  const missing = standingWithout(enforcementAt(facts.policy, edge.now))
  const chosen = refusal || !filled ? null : parseRole(filled.role)
  const isOf = (email: string) => email === filled?.email
  const isInList = shown.some(({ email }) => isOf(email))
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
      {done === 'put' || done === 'removed' ? <Info>{say.done[done]}</Info> : null}
      {!refusal && filled?.email ? <Unsaved /> : null}
      <AddForm
        slug={workspace.slug}
        roles={rolesFor(actor.role, null)}
        filled={filled && !isInList ? filled : null}
      />
      <nav class="row" aria-label={say.standing}>
        <FilterLink
          slug={workspace.slug}
          standing={null}
          label={say.all(facts.members)}
          current={place.standing}
        />
        <FilterLink
          slug={workspace.slug}
          standing="enrolled"
          label={say.standingCount(say.standings.enrolled, facts.enrolled)}
          current={place.standing}
        />
        {facts.vouched > 0 ? (
          <FilterLink
            slug={workspace.slug}
            standing="vouched"
            label={say.standingCount(say.standings.vouched, facts.vouched)}
            current={place.standing}
          />
        ) : null}
        <FilterLink
          slug={workspace.slug}
          standing={missing}
          label={say.standingCount(say.standings[missing], countWithout(facts))}
          current={place.standing}
        />
      </nav>
      <p class="quiet">{say.audited}</p>
      <section class="card">
        {shown.length === 0 ? <p>{say.nobody}</p> : null}
        <ul class="items">
          {shown.map((member) => (
            <MemberRow
              member={member}
              workspace={workspace}
              actorRole={actor.role}
              place={place}
              chosenRole={isOf(member.email) ? chosen : null}
            />
          ))}
        </ul>
      </section>
      {next ? (
        <p>
          <a
            class="button second"
            href={portalUrl(c, pathOf(workspace.slug), queryOf({ ...place, after: next }))}
          >
            {words.layout.more}
          </a>
        </p>
      ) : null}
    </WorkspaceFrame>,
  )
}

interface AddFormProps {
  readonly slug: string
  readonly roles: readonly Role[]
  readonly filled: Filled | null
}

function AddForm({ slug, roles, filled }: AddFormProps) {
  const { members: say, layout } = useWords()
  return (
    <section class="card">
      <h2>{say.add}</h2>
      <Form action={pathOf(slug)} class="inline">
        <EmailField label={say.email} value={filled?.email ?? ''} autocomplete="off" />
        <label>
          {say.role}
          <select name="role">
            {roles.map((role) => (
              <option value={role} selected={role === (filled?.role || 'member')}>
                {layout.roles[role]}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="wide-on-phone">
          {say.save}
        </button>
      </Form>
    </section>
  )
}

interface FilterOf {
  readonly slug: string
  readonly standing: Standing | null
  readonly label: string
  readonly current: Standing | null
}

function FilterLink({ slug, standing, label, current }: FilterOf) {
  const isCurrent = standing === current
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
