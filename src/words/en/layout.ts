import type { Part } from '../sentence.ts'
import { say } from '../sentence.ts'

/** Words on every page, and words that several pages share. */
export const layout = {
  skip: 'Skip to content',
  mainNavigation: 'Main',
  workspaces: 'Workspaces',
  security: 'Security',
  signedInAs: ({ email }: { email: Part }) => say`Signed in as ${email}`,
  language: 'Language',
  notNow: 'Not now',
  pages: 'Pages',
  back: 'Previous',
  more: 'Next',
  whyAsked: 'Why am I being asked?',
  /** Used in the place of a contact address, when the operator has set none. */
  operator: 'your platform’s support team',
  /** An address in the place of `operator`. Japanese has spaces around it. */
  supportAddress: ({ address }: { address: Part }) => say`${address}`,
  /** The name of passwords in lists of ways to sign in. */
  password: 'Password',
  roles: { owner: 'owner', admin: 'admin', member: 'member' },
  browser: 'Unknown browser',
  browserOn: (browser: string, system: string) => `${browser} on ${system}`,
  /** A workspace by its name and its first host. */
  workspaceAt: ({ workspace, host }: { workspace: Part; host: Part }) => say`${workspace} (${host})`,
  copy: 'Copy',
  /** Replaces `copy` for two seconds. */
  copied: 'Copied',
  notCopied: 'Couldn’t copy',
  /** Follows a time. */
  yourTime: '(your time)',
  /** In the footer, when the platform has a name of its own. */
  securedBy: ({ product }: { product: string }) => `Secured by ${product}`,
  tooManyAttempts: ({ span }: { span: Part }) => say`Too many attempts. Try again in ${span}.`,
}

export const settings = {
  account: 'Account settings',
  accountTabs: { security: 'Security', sessions: 'Sessions' },
  workspace: ({ workspace }: { workspace: Part }) => say`${workspace} settings`,
  workspaceSettings: 'Settings',
  workspaceTabs: {
    security: 'Security',
    'sign-in': 'Sign-in',
    appearance: 'Appearance',
    members: 'Members',
    access: 'Access',
    tokens: 'API tokens',
    audit: 'Audit log',
  },
  saved: 'Saved. Takes effect everywhere within a minute.',
  /** Above a form that was filled in from the address, not from what is stored. */
  notSaved: 'Not saved yet. Check the form, then save it.',
}
