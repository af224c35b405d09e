// Lists, creates, changes, rotates and deletes a workspace's service tokens.
//
// A value is shown once, and D1 stores only its digest. A value works only while the member who received it
// may administer the workspace. If an API token asked for the value, the value ends with that token.

import { expiryNoticeAt } from '../../core/expiry-notice.ts'
import { type Page, pageOf, rowsFor } from '../../core/keyset-page.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { ServiceScope } from '../../core/service-scope.ts'
import { makeServiceToken } from '../../core/service-token.ts'
import { DAY_SECONDS } from '../../core/time.ts'
import { digest } from '../../crypto/digest.ts'
import { randomToken } from '../../crypto/random.ts'
import { audited } from '../../store/audit.ts'
import { batch, findFirst, listAll } from '../../store/batch.ts'
import { rotateService } from '../../store/changed-service-tokens.ts'
import { ifChanged } from '../../store/condition.ts'
import {
  addCredential,
  type CredentialProblem,
  deleteCredential,
  selectCredentialProblem,
} from '../../store/credentials.ts'
import {
  type ListedService,
  type ServiceKey,
  selectOneService,
  selectServices,
} from '../../store/listed-service-tokens.ts'
import { ofWorkspace } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import type { Author } from './actor.ts'
import { scopeDetail } from './service-token-detail.ts'
import type { TokenMaker } from './tokens.ts'

export type { ListedService } from '../../store/listed-service-tokens.ts'

/** How long the previous value may work after a rotation, in hours. */
export const ROTATION_MAX_HOURS = 720
const HOUR_SECONDS = 3600

/** Lists a page of tokens that have not expired, the newest first. `after` is the previous page's `next`. */
export async function listServiceTokens(
  { db, now }: Edge,
  workspaceId: string,
  { after, size }: { after: ServiceKey | null; size: number },
): Promise<Page<ListedService>> {
  const found = await listAll(db, selectServices(db, workspaceId, { after, limit: rowsFor(size) }, now))
  return pageOf(found, size, writeServiceKey)
}

const writeServiceKey = ({ createdAt, id }: ServiceKey): string => `${createdAt}.${id}`

/** Reads the cursor of a page. Returns null for any other text. */
export function parseServiceKey(cursor: string): ServiceKey | null {
  const [, createdAt, id] = /^(\d{1,12})\.([\w-]{1,64})$/.exec(cursor) ?? []
  return createdAt === undefined || id === undefined ? null : { createdAt: Number(createdAt), id }
}

export const findServiceToken = (
  { db, now }: Edge,
  workspaceId: string,
  id: string,
): Promise<ListedService | null> => findFirst(db, selectOneService(db, { id, workspaceId }, now))

export interface AskedService {
  /** Chosen by the caller, so that a form sent twice creates one token. */
  readonly id: string
  readonly name: string
  readonly expiresInDays: number
  readonly scope: ServiceScope
}

/** A token with the value that is shown once. */
export interface ShownService {
  readonly token: string
  readonly service: ListedService
}

export async function createServiceToken(
  edge: Edge,
  workspaceId: string,
  { id, name, expiresInDays, scope }: AskedService,
  maker: TokenMaker,
): Promise<Result<ShownService, CredentialProblem>> {
  const { db, now } = edge
  const { token, ...value } = await makeValue(edge, expiresInDays, maker)
  const columns = { scope, lifetimeDays: expiresInDays, nextNoticeAt: value.nextNoticeAt }
  const detail = { id, name, expires_at: value.expiresAt, ...scopeDetail(scope) }
  const deed = { by: maker.name, about: maker.accountId }
  const entry = ofWorkspace(workspaceId, deed, 'service_token.created', detail)
  const { added, after } = await batch(db, {
    added: addCredential(db, { ...value, id, workspaceId, name }, columns, now, maker.isStill),
    recorded: audited(edge, entry, ifChanged('added')),
    after: selectOneService(db, { id, workspaceId }, now),
  })
  if (added.changed && after.first) return ok({ token, service: after.first })
  const problem = await findFirst(db, selectCredentialProblem(db, { id, kind: 'service', workspaceId }, now))
  return err(problem ?? 'not-allowed')
}

export interface AskedRotation {
  readonly id: string
  /** How long the current value still works, from 0 to `ROTATION_MAX_HOURS`. */
  readonly overlapHours: number
  /** The version that the caller saw, so that a form sent twice rotates once. Null: the current version. */
  readonly version: number | null
}

export type RotationProblem = 'not-found' | 'changed-meanwhile'

/**
 * Gives a token a new value, with as many days to live as the token was created with. The current value works
 * until the end of the overlap, but never longer than it would have without the rotation. A value from an
 * earlier rotation ends at once, so that at most two work.
 *
 * The new value ends with the member or token that receives it here. Otherwise an admin who leaves could keep
 * the value of a token that a colleague created.
 */
export async function rotateServiceToken(
  edge: Edge,
  workspaceId: string,
  { id, overlapHours, version }: AskedRotation,
  maker: TokenMaker,
): Promise<Result<ShownService, RotationProblem>> {
  const { db, now } = edge
  const current = await findServiceToken(edge, workspaceId, id)
  if (!current) return err('not-found')
  if (version !== null && version !== current.version) return err('changed-meanwhile')
  const { token, ...value } = await makeValue(edge, current.lifetimeDays, maker)
  const previousUntil = Math.min(now + overlapHours * HOUR_SECONDS, current.expiresAt)
  const rotation = { ...value, id, workspaceId, version: current.version, previousUntil }
  const detail = { id, name: current.name, expires_at: value.expiresAt, previous_ends_at: previousUntil }
  const deed = { by: maker.name, about: maker.accountId }
  const entry = ofWorkspace(workspaceId, deed, 'service_token.rotated', detail)
  const { rotated, after } = await batch(db, {
    rotated: rotateService(db, rotation, now, maker.isStill),
    recorded: audited(edge, entry, ifChanged('rotated')),
    after: selectOneService(db, { id, workspaceId }, now),
  })
  if (rotated.changed && after.first) return ok({ token, service: after.first })
  return err(after.first && after.first.version !== current.version ? 'changed-meanwhile' : 'not-found')
}

/** Deletes a token. Both of its values stop working. Returns false if the workspace has no such token. */
export async function deleteServiceToken(
  edge: Edge,
  workspaceId: string,
  id: string,
  by: Author,
): Promise<boolean> {
  const current = await findServiceToken(edge, workspaceId, id)
  if (!current) return false
  const entry = ofWorkspace(workspaceId, { by: by.name }, 'service_token.deleted', { id, name: current.name })
  const { deleted } = await batch(edge.db, {
    deleted: deleteCredential(edge.db, { id, kind: 'service', workspaceId }, by.isStill),
    recorded: audited(edge, entry, ifChanged('deleted')),
  })
  return deleted.changed
}

/**
 * Makes a new value. It never outlives the API token that asked for it. Otherwise a stolen API token could
 * prolong its own access.
 */
async function makeValue({ ring, now }: Edge, days: number, { accountId, parent }: TokenMaker) {
  const token = makeServiceToken(randomToken())
  const expiresAt = Math.min(now + days * DAY_SECONDS, parent?.expiresAt ?? Number.MAX_SAFE_INTEGER)
  return {
    token,
    digest: await digest(ring, 'service-token', token),
    makerId: accountId,
    parentId: parent?.id ?? null,
    expiresAt,
    nextNoticeAt: expiryNoticeAt(expiresAt, now),
  }
}
