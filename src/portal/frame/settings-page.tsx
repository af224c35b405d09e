// A page in a workspace's settings: its title, its accent colour and the frame around it.

import type { Child } from 'hono/jsx'
import type { PortalContext } from './context.ts'
import { type PageOptions, page } from './layout.tsx'
import { WorkspaceFrame, type WorkspaceTab } from './settings-frame.tsx'

interface SettingsPageOptions {
  readonly tab: WorkspaceTab
  readonly title: string
  readonly status?: NonNullable<PageOptions['status']>
  readonly retryAt?: PageOptions['retryAt']
}

export function settingsPage(
  c: PortalContext,
  { tab, title, status = 200, retryAt }: SettingsPageOptions,
  content: Child,
): Promise<Response> {
  const { workspace } = c.var
  return page(
    c,
    { title, accent: workspace.accent, status, retryAt, current: 'workspaces', isWide: true },
    <WorkspaceFrame workspace={workspace} current={tab}>
      {content}
    </WorkspaceFrame>,
  )
}

/** Returns the path of a tab. The tab's forms post to paths below it. */
export const settingsPath = (slug: string, tab: WorkspaceTab): string => `/workspaces/${slug}/settings/${tab}`
