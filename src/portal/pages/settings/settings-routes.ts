// The addresses of the pages of a workspace's settings. Their code is in settings-pages.ts, and is loaded when one of them
// is first asked for: nobody needs it to sign in.

import { lazyPages, type Route } from '../../frame/lazy-pages.ts'

const WORKSPACE = '/workspaces/:slug'

export const OPEN_ROUTES: readonly Route[] = [
  ['POST', `${WORKSPACE}/settings/security/preview`],
  ['POST', `${WORKSPACE}/settings/security/phishing-resistant/preview`],
  ['POST', `${WORKSPACE}/settings/security/notices/:id/dismiss`],
]

export const SETTINGS_ROUTES: readonly Route[] = [
  ['GET', WORKSPACE],
  ['GET', `${WORKSPACE}/settings`],
  ['GET', `${WORKSPACE}/settings/security`],
  ['POST', `${WORKSPACE}/settings/security`],
  ['POST', `${WORKSPACE}/settings/security/phishing-resistant`],
  ['GET', `${WORKSPACE}/settings/sign-in`],
  ['POST', `${WORKSPACE}/settings/sign-in`],
  ['GET', `${WORKSPACE}/settings/appearance`],
  ['POST', `${WORKSPACE}/settings/appearance`],
  ['POST', `${WORKSPACE}/settings/appearance/logo`, { form: 'multipart' }],
  ['POST', `${WORKSPACE}/settings/appearance/logo/remove`],
  ['GET', `${WORKSPACE}/settings/members`],
  ['POST', `${WORKSPACE}/settings/members`],
  ['POST', `${WORKSPACE}/settings/members/role`],
  ['POST', `${WORKSPACE}/settings/members/remove`],
  ['GET', `${WORKSPACE}/settings/members/remove`],
  ['GET', `${WORKSPACE}/settings/members/extension`],
  ['POST', `${WORKSPACE}/settings/members/extension`],
  ['POST', `${WORKSPACE}/settings/members/extension/end`],
  ['GET', `${WORKSPACE}/settings/members/recovery`],
  ['POST', `${WORKSPACE}/settings/members/recovery`],
  ['POST', `${WORKSPACE}/settings/members/recovery/agree`],
  ['POST', `${WORKSPACE}/settings/members/recovery/stop`],
  ['GET', `${WORKSPACE}/settings/tokens`],
  ['POST', `${WORKSPACE}/settings/tokens`],
  ['POST', `${WORKSPACE}/settings/tokens/:id/revoke`],
  ['GET', `${WORKSPACE}/settings/audit`],
  ['GET', `${WORKSPACE}/settings/audit/csv`],
  ['GET', `${WORKSPACE}/settings/audit/export`],
  ['POST', `${WORKSPACE}/settings/members/invitations`],
  ['POST', `${WORKSPACE}/settings/members/invitations/:id/resend`],
  ['POST', `${WORKSPACE}/settings/members/invitations/:id/revoke`],
  ['GET', `${WORKSPACE}/settings/access`],
  ['POST', `${WORKSPACE}/settings/access/sockets`],
  ['GET', `${WORKSPACE}/settings/access/rules/new`],
  ['POST', `${WORKSPACE}/settings/access/rules/new`],
  ['GET', `${WORKSPACE}/settings/access/rules/:rule/edit`],
  ['POST', `${WORKSPACE}/settings/access/rules/:rule/edit`],
  ['GET', `${WORKSPACE}/settings/access/rules/:rule/remove`],
  ['POST', `${WORKSPACE}/settings/access/rules/:rule/remove`],
  ['GET', `${WORKSPACE}/settings/access/order`],
  ['POST', `${WORKSPACE}/settings/access/order`],
  ['GET', `${WORKSPACE}/settings/access/tokens/new`],
  ['POST', `${WORKSPACE}/settings/access/tokens/new`],
  ['GET', `${WORKSPACE}/settings/access/tokens/:token`],
  ['POST', `${WORKSPACE}/settings/access/tokens/:token`],
  ['POST', `${WORKSPACE}/settings/access/tokens/:token/rotate`],
  ['POST', `${WORKSPACE}/settings/access/tokens/:token/disable`],
  ['POST', `${WORKSPACE}/settings/access/tokens/:token/enable`],
  ['POST', `${WORKSPACE}/settings/access/tokens/:token/delete`],
]

/** Pages that need no fresh proof. */
export const openSettings = lazyPages(
  OPEN_ROUTES,
  async () => (await import('./settings-pages.ts')).openPages,
)

export const settings = lazyPages(
  SETTINGS_ROUTES,
  async () => (await import('./settings-pages.ts')).settingsPages,
)
