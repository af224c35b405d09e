// The page of each tab of a workspace's settings: its title, its colours and the frame around it.

import type { Child } from 'hono/jsx'
import type { PortalContext } from './context.ts'
import { type PageOptions, page } from './layout.tsx'
import { WorkspaceFrame, type WorkspaceTab } from './settings-frame.tsx'

interface SettingsPageOptions {
  readonly tab: WorkspaceTab
  readonly title: string
  readonly status?: NonNullable<PageOptions['status']>
}

export function settingsPage(
  c: PortalContext,
  { tab, title, status = 200 }: SettingsPageOptions,
  content: Child,
): Promise<Response> {
  const { workspace } = c.var
  return page(
    c,
    { title, accent: workspace.accent, status, current: 'workspaces', isWide: true },
    <WorkspaceFrame workspace={workspace} current={tab}>
      {content}
    </WorkspaceFrame>,
  )
}

/** The tab's own address, and of what is posted beneath it. */
export const settingsPath = (slug: string, tab: WorkspaceTab): string => `/workspaces/${slug}/settings/${tab}`
