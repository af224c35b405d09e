// The header of the settings pages of a workspace and of an account: a heading and tabs.

import type { Child } from 'hono/jsx'
import type { Workspace } from '../../flows/administration/workspaces.ts'
import type { Session } from '../../flows/session/session.ts'
import { Logo } from '../parts/door.tsx'
import { Strong } from './layout.tsx'
import { useWords } from './words.ts'

const WORKSPACE_TABS = ['security', 'sign-in', 'appearance', 'members', 'access', 'tokens', 'audit'] as const
export type WorkspaceTab = (typeof WORKSPACE_TABS)[number]

export function WorkspaceFrame({
  workspace,
  current,
  children,
}: {
  workspace: Workspace
  current: WorkspaceTab
  children?: Child
}) {
  const { layout, settings } = useWords()
  const base = `/workspaces/${workspace.slug}/settings`
  const tabs = WORKSPACE_TABS.map((path) => ({
    href: `${base}/${path}`,
    label: settings.workspaceTabs[path],
    isCurrent: path === current,
  }))
  return (
    <>
      <p class="quiet">
        <a href="/workspaces">{layout.workspaces}</a> › <bdi>{workspace.name}</bdi>
      </p>
      <div class="door">
        <Logo digest={workspace.logo} />
        <h1>{settings.workspace({ workspace: <bdi>{workspace.name}</bdi> })}</h1>
      </div>
      <p class="quiet" dir="ltr">
        {workspace.hosts.join(', ')}
      </p>
      <Tabs label={settings.workspaceSettings} tabs={tabs} />
      {children}
    </>
  )
}

interface AccountFrameProps {
  /** The person whose account it is. */
  readonly of: Pick<Session, 'name' | 'email'>
  readonly current: 'security' | 'sessions'
  readonly children?: Child
}

export function AccountFrame({ of: { name, email }, current, children }: AccountFrameProps) {
  const { settings } = useWords()
  const { accountTabs } = settings
  const tabs = [
    { href: '/account/security', label: accountTabs.security, isCurrent: current === 'security' },
    { href: '/account/security/sessions', label: accountTabs.sessions, isCurrent: current === 'sessions' },
  ]
  return (
    <>
      <h1>{settings.account}</h1>
      <p class="who">
        {name ? <Strong text={name} /> : null} <bdi class="quiet">{email}</bdi>
      </p>
      <Tabs label={settings.account} tabs={tabs} />
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
