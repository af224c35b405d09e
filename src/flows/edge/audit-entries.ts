// Entries of the audit, by what they are about: an account of one's own, the platform, or a workspace. Each goes into its
// batch by `audited(edge, ofWorkspace(…), ifChanged('saved'))` (store/audit.ts).

import { type AuditAction, type AuditEntry, OPERATOR_SCOPE } from '../../store/audit.ts'

type Detail = NonNullable<AuditEntry['detail']>

/** What somebody did to their own account. */
export const ofOwner = (
  { accountId, email }: { readonly accountId: string; readonly email: string },
  action: AuditAction,
  detail: Detail = {},
): AuditEntry => ({ scope: OPERATOR_SCOPE, actor: email, action, accountId, detail })

/** Who did it, and the account that it was done to, if it was one. */
interface Deed {
  readonly by: string
  readonly about?: string | null
}

/** What belongs to no workspace. */
export const ofPlatform = (deed: Deed, action: AuditAction, detail: Detail = {}): AuditEntry =>
  ofWorkspace(OPERATOR_SCOPE, deed, action, detail)

/** What the admins of the workspace read. */
export const ofWorkspace = (
  workspaceId: string,
  { by, about = null }: Deed,
  action: AuditAction,
  detail: Detail = {},
): AuditEntry => ({ scope: workspaceId, actor: by, action, accountId: about, detail })
