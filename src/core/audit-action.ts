// What the audit log records. An entry keeps its action for ever, so none is renamed.

export const AUDIT_ACTIONS = [
  'sign_in.succeeded',
  'sign_in.refused',
  'second_factor.refused',
  'second_factor.proved',
  'session.ended',
  'authenticator.enrolled',
  'authenticator.replaced',
  'second_factor.disabled',
  'second_factor.reset',
  'recovery_codes.generated',
  'recovery_codes.confirmed',
  'password.refused',
  'password.changed',
  'account.put',
  'account.provisioned',
  'identity.linked',
  'identity.unlinked',
  'account.deleted',
  'workspace.put',
  'workspace.deleted',
  'workspace.entered',
  'workspace.refused',
  'prompt.deferred',
  'policy.changed',
  'providers.changed',
  'appearance.changed',
  'logo.changed',
  'logo.removed',
  'member.put',
  'member.removed',
  'members.viewed',
  'token.created',
  'token.revoked',
  'key.rotated',
  'notice.retried',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]

/**
 * The actions in the audit log of a workspace. All other actions are in the operator's log, which admins can't
 * read.
 */
export const WORKSPACE_ACTIONS = [
  'workspace.put',
  'workspace.entered',
  'workspace.refused',
  'prompt.deferred',
  'policy.changed',
  'providers.changed',
  'appearance.changed',
  'logo.changed',
  'logo.removed',
  'member.put',
  'member.removed',
  'members.viewed',
  'token.created',
  'token.revoked',
] as const satisfies readonly AuditAction[]
export type WorkspaceAction = (typeof WORKSPACE_ACTIONS)[number]
