// Changes a service token's name and scope, and disables or enables it. Its value stays the same.

import type { AuditAction } from '../../core/audit-action.ts'
import type { ServiceScope } from '../../core/service-scope.ts'
import { audited } from '../../store/audit.ts'
import { batch } from '../../store/batch.ts'
import { changeService } from '../../store/changed-service-tokens.ts'
import { ifChanged } from '../../store/condition.ts'
import { type ListedService, selectOneService } from '../../store/listed-service-tokens.ts'
import { ofWorkspace } from '../edge/audit-entries.ts'
import type { Edge } from '../edge/edge.ts'
import type { Author } from './actor.ts'
import { scopeDetail } from './service-token-detail.ts'
import { findServiceToken } from './service-tokens.ts'

/** What to change. Parts that are left out stay as they are. */
export interface ServiceChanges extends ScopeChanges {
  readonly name?: string | undefined
  readonly isDisabled?: boolean | undefined
}

type ScopeChanges = { readonly [Part in keyof ServiceScope]?: ServiceScope[Part] | undefined }

/** Changes a token. Returns it afterwards, or null if the workspace has no such token. */
export async function changeServiceToken(
  edge: Edge,
  workspaceId: string,
  { id, changes }: { id: string; changes: ServiceChanges },
  by: Author,
): Promise<ListedService | null> {
  const { db, now } = edge
  const current = await findServiceToken(edge, workspaceId, id)
  if (!current) return null
  const { name = null, isDisabled = null, scope } = differenceOf(current, changes)
  if (name === null && isDisabled === null && Object.keys(scope).length === 0) return current
  const record = (action: AuditAction, detail: object, after: string) =>
    audited(
      edge,
      ofWorkspace(workspaceId, { by: by.name }, action, { id, name: name ?? current.name, ...detail }),
      ifChanged(after),
    )
  const detail = {
    ...(name !== null && { was_name: current.name }),
    ...(isDisabled === false && { disabled: false }),
    ...scopeDetail(scope),
  }
  const hasDetail = Object.keys(detail).length > 0
  const { changed, after } = await batch(db, {
    changed: changeService(db, { id, workspaceId, name, isDisabled, scope }, now, by.isStill),
    disabled: isDisabled ? record('service_token.disabled', {}, 'changed') : null,
    recorded: hasDetail ? record('service_token.changed', detail, isDisabled ? 'disabled' : 'changed') : null,
    after: selectOneService(db, { id, workspaceId }, now),
  })
  return changed.changed ? after.first : null
}

/** Returns only the parts that differ from the stored token, so that nothing is recorded for the others. */
function differenceOf(
  current: ListedService,
  { name, isDisabled, ...asked }: ServiceChanges,
): { readonly name?: string; readonly isDisabled?: boolean; readonly scope: Partial<ServiceScope> } {
  const isOther = ([part, value]: [string, unknown]) =>
    value !== undefined && JSON.stringify(value) !== JSON.stringify(current.scope[part as keyof ServiceScope])
  return {
    ...(name !== undefined && name !== current.name && { name }),
    ...(isDisabled !== undefined && isDisabled !== current.isDisabled && { isDisabled }),
    scope: Object.fromEntries(Object.entries(asked).filter(isOther)),
  }
}
