// Builds audit entries about an account, the platform or a workspace.
//
// Each entry joins its batch with `audited(edge, ofWorkspace(…), ifChanged('saved'))` (store/audit.ts).

import type { AuditAction } from '../../core/audit-action.ts'
import { type AuditEntry, OPERATOR_SCOPE } from '../../store/audit.ts'

type Detail = NonNullable<AuditEntry['detail']>

/** An entry about something a person did to their own account. */
export const ofOwner = (
  { accountId, email }: { readonly accountId: string; readonly email: string },
  action: AuditAction,
  detail: Detail = {},
): AuditEntry => ({ scope: OPERATOR_SCOPE, actor: email, action, accountId, detail })

/** Who did it, and the account it was done to, if any. */
interface Deed {
  readonly by: string
  readonly about?: string | null
}

/** An entry that belongs to no workspace. Only the operator reads it. */
export const ofPlatform = (deed: Deed, action: AuditAction, detail: Detail = {}): AuditEntry =>
  ofWorkspace(OPERATOR_SCOPE, deed, action, detail)

/** An entry that the admins of the workspace read. */
export const ofWorkspace = (
  workspaceId: string,
  { by, about = null }: Deed,
  action: AuditAction,
  detail: Detail = {},
): AuditEntry => ({ scope: workspaceId, actor: by, action, accountId: about, detail })
