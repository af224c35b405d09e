import type { Part } from '../sentence.ts'
import { say } from '../sentence.ts'

/** What stands on every page, and what several pages say alike. */
export const layout = {
  skip: 'Skip to content',
  mainNavigation: 'Main',
  workspaces: 'Workspaces',
  security: 'Security',
  signOut: 'Sign out',
  signedInAs: ({ email }: { email: Part }) => say`Signed in as ${email}`,
  language: 'Language',
  notNow: 'Not now',
  pages: 'Pages',
  back: 'Back',
  more: 'More',
  tryAgain: 'Try again',
  whyAsked: 'Why am I asked?',
  yourWorkspaces: 'Your workspaces',
  /** Whom to ask, where nobody is named. Stands where a name could. */
  operator: 'whoever runs this platform',
  /** A way to sign in. */
  password: 'Password',
  roles: { owner: 'owner', admin: 'admin', member: 'member' },
  browser: 'A browser',
  browserOn: (browser: string, system: string) => `${browser} on ${system}`,
  /** A workspace by its name and one of its hosts. */
  workspaceAt: ({ workspace, host }: { workspace: Part; host: Part }) => say`${workspace} (${host})`,
  copy: 'Copy',
  /** In the place of `copy`, for two seconds. */
  copied: 'Copied',
  notCopied: 'Could not copy',
  /** Follows a time. */
  yourTime: '(your time)',
  /** In the footer, under another name than ours. */
  securedBy: ({ product }: { product: string }) => `Secured by ${product}`,
  tooManyAttempts: ({ at, span }: { at: Part; span: Part }) =>
    say`Too many attempts. Try again at ${at}, in ${span}.`,
}

export const settings = {
  account: 'Account settings',
  accountTabs: { security: 'Security', sessions: 'Sessions' },
  workspace: ({ workspace }: { workspace: Part }) => say`Settings of ${workspace}`,
  workspaceSettings: 'Settings',
  workspaceTabs: {
    security: 'Security',
    'sign-in': 'Sign-in',
    appearance: 'Appearance',
    members: 'Members',
    tokens: 'API tokens',
    audit: 'Audit',
  },
  saved: 'Saved. It holds everywhere within a minute.',
  /** On a form that the address filled in, and not what is stored. */
  notSaved: 'Not saved yet: check what the form says, and save it.',
}
