// Writes the JSON body of the webhook. Its fields are a public contract.

import {
  type AccountNotice,
  type EnforcementNotice,
  type ExtensionNotice,
  isAboutAccount,
  isAboutExtension,
  isAboutToken,
  type LinkMailNotice,
  type Notice,
  type TokenNotice,
  type ToldWorkspace,
} from './notice.ts'
import { toRfc3339 } from './time.ts'

/** Returns the JSON body of the webhook. A mail that brings a link has none. */
export function payloadOf(notice: Exclude<Notice, LinkMailNotice>): string {
  return JSON.stringify({ type: notice.kind, timestamp: toRfc3339(notice.at), data: dataOf(notice) })
}

function dataOf(notice: Exclude<Notice, LinkMailNotice>): object {
  if (isAboutAccount(notice)) return dataOfAccount(notice)
  if (isAboutToken(notice)) return dataOfToken(notice)
  return isAboutExtension(notice) ? dataOfExtension(notice) : dataOfEnforcement(notice)
}

const dataOfAccount = ({ account, ip, userAgent, by, provider, passkey, ...more }: AccountNotice) => ({
  account,
  ip,
  user_agent: userAgent,
  by,
  provider,
  passkey,
  enrolled: more.enrolled,
  reported: more.reported,
  outcome: more.outcome,
  old_email: more.addresses?.old,
  new_email: more.addresses?.new,
})

const dataOfToken = ({ workspace, serviceToken, expiresAt }: TokenNotice) => ({
  workspace: dataOfWorkspace(workspace),
  service_token: serviceToken,
  expires_at: toRfc3339(expiresAt),
})

const dataOfExtension = ({ workspace, member, until, reason, grantedBy }: ExtensionNotice) => ({
  workspace: dataOfWorkspace(workspace),
  account: member,
  until: toRfc3339(until),
  reason,
  granted_by: grantedBy,
})

const dataOfWorkspace = ({ id, slug, name }: ToldWorkspace) => ({ id, slug, name })

const dataOfEnforcement = (notice: EnforcementNotice) => ({
  workspace: dataOfWorkspace(notice.workspace),
  policy: notice.policy,
  applies_to: notice.appliesTo,
  effective_at: toRfc3339(notice.effectiveAt),
  members: notice.members,
  not_enrolled: notice.notEnrolled,
})
