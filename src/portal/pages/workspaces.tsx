// /workspaces: lists the workspaces of the signed-in person, and whether each requires something of them.

import { Hono } from 'hono'
import { isPhishingResistant } from '../../core/assurance.ts'
import { type Enforcement, enforcementFor } from '../../core/policy.ts'
import { administers } from '../../core/roles.ts'
import { type Factors, type Standing, standingOf } from '../../core/standing.ts'
import { listOwnWorkspaces, type Membership, type Slice } from '../../flows/own-account/own-lists.ts'
import type { Session } from '../../flows/session/session.ts'
import type { PortalEnv } from '../frame/context.ts'
import { takeDone } from '../frame/done.ts'
import { sessionOf } from '../frame/guards.ts'
import { Info, page, Strong, Time } from '../frame/layout.tsx'
import { useEdge, useWords } from '../frame/words.ts'
import { Pages, shownOf, sliceIn } from '../parts/paging.tsx'

export const workspaces = new Hono<PortalEnv>()

workspaces.get('/workspaces', async (c) => {
  const session = sessionOf(c)
  const slice = sliceIn(c)
  const hasLeft = takeDone(c) === 'left'
  const memberships = await listOwnWorkspaces(c.var.edge, session, slice)
  return page(
    c,
    { title: c.var.words.workspaces.title, current: 'workspaces', isWide: true },
    <WorkspacesView {...{ memberships, slice, session, hasLeft }} />,
  )
})

interface WorkspacesViewProps {
  readonly memberships: readonly Membership[]
  readonly slice: Slice
  readonly session: Session
  /** True after the person has left a workspace. */
  readonly hasLeft: boolean
}

export function WorkspacesView({ memberships, slice, session, hasLeft }: WorkspacesViewProps) {
  const { workspaces: say } = useWords()
  const { secondFactor } = session.proof
  const factors = {
    isEnrolled: session.isEnrolled,
    isVouchedFor: secondFactor !== null,
    isPhishingResistant: secondFactor !== null && isPhishingResistant(secondFactor),
  }
  return (
    <>
      <h1>{say.title}</h1>
      {hasLeft ? <Info>{say.left}</Info> : null}
      {memberships.length === 0 && slice.offset === 0 ? (
        <p class="card">{say.none({ email: <bdi>{session.email}</bdi> })}</p>
      ) : (
        <div class="card">
          <ul class="items">
            {shownOf(memberships).map((membership) => (
              <Item membership={membership} factors={factors} />
            ))}
          </ul>
        </div>
      )}
      <Pages path="/workspaces" slice={slice} listed={memberships} />
    </>
  )
}

interface ItemProps {
  readonly membership: Membership
  readonly factors: Factors & { readonly isPhishingResistant: boolean }
}

function Item({ membership, factors }: ItemProps) {
  const { workspaces: say, layout } = useWords()
  const { now, config } = useEdge()
  const { slug, name, role, hosts, policies } = membership
  const enforcement = enforcementFor(policies.secondFactor, membership, now)
  const standing = standingOf(factors, enforcement)
  return (
    <li class="row between">
      <div>
        <Strong text={name} /> {role === 'member' ? null : <span class="badge">{layout.roles[role]}</span>}
        <p class="quiet" dir="ltr">
          {hosts.join(', ')}
        </p>
        <StandingNote
          standing={standing}
          effectiveAt={enforcement.state === 'off' ? null : enforcement.effectiveAt}
        />
        {membership.hasPasskey || factors.isPhishingResistant ? null : (
          <PasskeyNote
            enforcement={enforcementFor(policies.phishingResistant, membership, now)}
            isEnrolled={factors.isEnrolled}
          />
        )}
      </div>
      <div class="row">
        <a class="quiet" href={`/workspaces/${slug}/leave`} aria-label={say.leaveThis(name)}>
          {say.leave}
        </a>
        {administers(role) ? (
          <a
            class="button second small"
            href={`/workspaces/${slug}/settings/security`}
            aria-label={say.settingsOf(name)}
          >
            {say.settings}
          </a>
        ) : null}
        {hosts[0] ? (
          <a class="button small" href={`${config.scheme}//${hosts[0]}/`} aria-label={say.openThis(name)}>
            {say.open}
          </a>
        ) : null}
      </div>
    </li>
  )
}

function StandingNote({ standing, effectiveAt }: { standing: Standing; effectiveAt: number | null }) {
  const { workspaces: say } = useWords()
  if (effectiveAt === null || (standing !== 'pending' && standing !== 'overdue')) return null
  return (
    <p>
      {standing === 'overdue' ? (
        <span class="badge bad">{say.required}</span>
      ) : (
        <span class="badge warn">{say.requiredFrom({ at: <Time at={effectiveAt} /> })}</span>
      )}{' '}
      <a href="/account/security/authenticator?for=enrolment">{say.setUp}</a>
    </p>
  )
}

/** For a member without a passkey. Setting up a second factor offers a passkey, too. */
function PasskeyNote({ enforcement, isEnrolled }: { enforcement: Enforcement; isEnrolled: boolean }) {
  const { workspaces: say } = useWords()
  if (enforcement.state === 'off') return null
  return (
    <p>
      {enforcement.state === 'in_effect' ? (
        <span class="badge bad">{say.passkeyRequired}</span>
      ) : (
        <span class="badge warn">
          {say.passkeyRequiredFrom({ at: <Time at={enforcement.effectiveAt} /> })}
        </span>
      )}{' '}
      <a href={isEnrolled ? '/account/security/passkeys' : '/account/security/authenticator?for=enrolment'}>
        {say.addPasskey}
      </a>
    </p>
  )
}
