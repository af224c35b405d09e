// The parsers of settings that only the portal needs. The gate's Worker does not contain them.

import { parseSupport } from './brand-support.ts'
import { parseNoticeConfig } from './notice-config.ts'

export interface PortalParsers {
  readonly parseNotices: typeof parseNoticeConfig
  readonly parseSupport: typeof parseSupport
}

export const PORTAL_PARSERS: PortalParsers = { parseNotices: parseNoticeConfig, parseSupport }
