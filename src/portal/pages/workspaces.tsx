// /workspaces: the workspaces of whoever is signed in, and how they stand in each.

import { Hono } from 'hono'
import { enforcementAt, NO_POLICY } from '../../core/policy.ts'
import { administers } from '../../core/roles.ts'
import { type Standing, standingOf } from '../../core/standing.ts'
import { listMembershipsOf, type Membership } from '../../store/members.ts'
import type { PortalEnv } from '../context.ts'
import { sessionOf } from '../guards.ts'
import { page, Time } from '../layout.tsx'

export const workspaces = new Hono<PortalEnv>()

workspaces.get('/workspaces', async (c) => {
  const { edge } = c.var
  const session = sessionOf(c)
  const memberships = await listMembershipsOf(edge.db, session.accountId)
  return page(
    c,
    { title: 'Workspaces', current: 'workspaces', isWide: true },
    <>
      <h1>Workspaces</h1>
      {memberships.length === 0 ? (
        <p class="card">
          You are not a member of any workspace yet. Ask an admin of yours to add {session.email}.
        </p>
      ) : (
        <div class="card">
          <ul class="items">
            {memberships.map((membership) => (
              <Item
                membership={membership}
                isEnrolled={session.isEnrolled}
                scheme={edge.config.scheme}
                now={edge.now}
              />
            ))}
          </ul>
        </div>
      )}
    </>,
  )
})

interface ItemOf {
  readonly membership: Membership
  readonly isEnrolled: boolean
  readonly scheme: string
  readonly now: number
}

function Item({ membership, isEnrolled, scheme, now }: ItemOf) {
  const { slug, name, role, hosts, effectiveAt, graceDays } = membership
  const policy = graceDays === null ? NO_POLICY : { graceDays, effectiveAt }
  const standing = standingOf(isEnrolled, enforcementAt(policy, now))
  return (
    <li class="row between">
      <div>
        <strong>{name}</strong> {role === 'member' ? null : <span class="badge">{role}</span>}
        <p class="quiet">{hosts.join(', ')}</p>
        <StandingNote standing={standing} effectiveAt={effectiveAt} />
      </div>
      <div class="row">
        {administers(role) ? (
          <a
            class="button second small"
            href={`/workspaces/${slug}/settings/security`}
            aria-label={`Settings of ${name}`}
          >
            Settings
          </a>
        ) : null}
        {hosts[0] ? (
          <a class="button small" href={`${scheme}//${hosts[0]}/`} aria-label={`Open ${name}`}>
            Open
          </a>
        ) : null}
      </div>
    </li>
  )
}

function StandingNote({ standing, effectiveAt }: { standing: Standing; effectiveAt: number | null }) {
  if (effectiveAt === null || standing === 'free' || standing === 'enrolled') return null
  return (
    <p>
      {standing === 'overdue' ? (
        <span class="badge bad">Two-factor authentication required</span>
      ) : (
        <span class="badge warn">
          Two-factor authentication required from <Time at={effectiveAt} />
        </span>
      )}{' '}
      <a href="/account/security/authenticator">Set it up</a>
    </p>
  )
}
