// The code of the pages of a workspace's settings. settings-routes.ts has their addresses.

import type { Pages } from '../../frame/lazy-pages.ts'
import { access } from './access/access.tsx'
import { ruleOrder } from './access/rule-order.tsx'
import { rules } from './access/rules.tsx'
import { serviceTokens } from './access/service-tokens.tsx'
import { appearance } from './appearance.tsx'
import { audit } from './audit.tsx'
import { extension } from './extension.tsx'
import { invitations } from './invitations.tsx'
import { members } from './members.tsx'
import { notices } from './notices.tsx'
import { providers } from './providers.tsx'
import { memberRecovery } from './recovery.tsx'
import { removal } from './removal.tsx'
import { policyPreview, security } from './security.tsx'
import { tokens } from './tokens.tsx'

/** Pages that need no fresh proof. */
export const openPages: Pages = [policyPreview, notices]

export const settingsPages: Pages = [
  ...[security, providers, appearance, members, removal, extension, memberRecovery, tokens, audit],
  ...[invitations, access, rules, ruleOrder, serviceTokens],
]
