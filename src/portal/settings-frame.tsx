// The head of each settings page of a workspace, and of an account: where one is, and the tabs beside it.

import type { Child } from 'hono/jsx'
import type { Workspace } from '../store/workspaces.ts'

const WORKSPACE_TABS = [
  ['security', 'Security'],
  ['sign-in', 'Sign-in'],
  ['members', 'Members'],
  ['tokens', 'API tokens'],
  ['audit', 'Audit'],
] as const
export type WorkspaceTab = (typeof WORKSPACE_TABS)[number][0]

export function WorkspaceFrame({
  workspace,
  current,
  children,
}: {
  workspace: Workspace
  current: WorkspaceTab
  children?: Child
}) {
  const base = `/workspaces/${workspace.slug}/settings`
  const tabs = WORKSPACE_TABS.map(([path, label]) => ({
    href: `${base}/${path}`,
    label,
    isCurrent: path === current,
  }))
  return (
    <>
      <p class="quiet">
        <a href="/workspaces">Workspaces</a> › {workspace.name}
      </p>
      <h1>Settings of {workspace.name}</h1>
      <Tabs label="Settings" tabs={tabs} />
      {children}
    </>
  )
}

export function AccountFrame({ current, children }: { current: 'security' | 'sessions'; children?: Child }) {
  const tabs = [
    { href: '/account/security', label: 'Security', isCurrent: current === 'security' },
    { href: '/account/security/sessions', label: 'Sessions', isCurrent: current === 'sessions' },
  ]
  return (
    <>
      <h1>Account settings</h1>
      <Tabs label="Account settings" tabs={tabs} />
      {children}
    </>
  )
}

interface Tab {
  readonly href: string
  readonly label: string
  readonly isCurrent: boolean
}

function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map(({ href, label, isCurrent }) => (
        <a href={href} aria-current={isCurrent ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
  )
}
