// Finds the service token that a request carries, and mints the assertion for it.

import { enforcementAt } from '../../core/policy.ts'
import type { ServiceScope } from '../../core/service-scope.ts'
import { dayOf } from '../../core/time.ts'
import { digest } from '../../crypto/digest.ts'
import { mintServiceAssertion } from '../../crypto/service-assertion.ts'
import { log } from '../../log.ts'
import { audited } from '../../store/audit.ts'
import { batch, findFirst } from '../../store/batch.ts'
import { ifChanged } from '../../store/condition.ts'
import { recordUse, type Service, selectService } from '../../store/service-tokens.ts'
import type { Site } from '../../store/sites.ts'
import { ofWorkspace } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import { enforcementClaim } from './issue-pass.ts'

/** A valid service token. It may be used from `from` to before `until`, without asking D1 again. */
export interface EnteredService {
  readonly id: string
  readonly scope: ServiceScope
  readonly assertion: string
  readonly from: number
  readonly until: number
}

/** Returns null for a token that is not valid for this workspace. Throws if D1 can't be asked. */
export async function enterAsService(edge: Edge, site: Site, token: string): Promise<EnteredService | null> {
  const { db, ring, now, config } = edge
  const key = await digest(ring, 'service-token', token)
  const service = await findFirst(db, selectService(db, key, site.workspaceId, now))
  if (!service) return null
  recordFirstUseOfDay(edge, site, service)
  // Never beyond the token's end. Otherwise the value before a rotation would work after its overlap.
  const until = Math.min(now + config.passSeconds, service.validUntil)
  const { id, scope } = service
  return { id, scope, assertion: await mintFor(edge, site, service, until), from: now, until }
}

function mintFor(edge: Edge, site: Site, { id, name }: Service, exp: number): Promise<string> {
  const { config, ring, now } = edge
  const { host, workspaceId, slug, policies } = site
  return mintServiceAssertion(ring, {
    iss: config.portalOrigin,
    aud: `${config.scheme}//${host}`,
    kind: 'service',
    sub: `service:${id}`,
    sid: id,
    iat: now,
    exp,
    amr: [],
    name,
    workspace: { id: workspaceId, slug, role: 'service' },
    enforcement: enforcementClaim(enforcementAt(policies.secondFactor, now)),
  })
}

/** The request does not wait for it. If it fails, the next reading of the token records the use. */
function recordFirstUseOfDay(edge: Edge, { workspaceId, host }: Site, { id, name, usedOn }: Service): void {
  const { db, now } = edge
  const today = dayOf(now)
  if (usedOn !== null && usedOn >= today) return
  const entry = ofWorkspace(workspaceId, { by: `service:${id}` }, 'service_token.used', { id, name })
  const recorded = batch(db, {
    used: recordUse(db, id, today),
    recorded: audited(edge, entry, ifChanged('used')),
  })
  edge.defer(
    recorded.catch(() => log('warn', { event: 'service_token.use_not_recorded', host, service: id })),
  )
}
