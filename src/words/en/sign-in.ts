import { type Part, say, type Wrap } from '../sentence.ts'

export const signIn = {
  title: 'Sign in',
  toContinueTo: ({ workspace }: { workspace: Part }) => say`to continue to ${workspace}`,
  fresh: 'For your safety, sign in once more before you change how you sign in.',
  expired: 'That took a while. Please sign in again.',
  alreadySignedIn: ({ email, goOn }: { email: Part; goOn: Wrap }) =>
    say`You are signed in as ${email}. ${goOn('Go on')}, or sign in as somebody else.`,
  wrongCredentials: 'E-mail address and password don’t match. Check both, and try again.',
  email: 'E-mail address',
  password: 'Password',
  submit: 'Sign in',
  forgotten: ({ contact }: { contact: Part }) => say`Forgot your password? Ask ${contact} for a new one.`,
  noWay: 'No way to sign in is open for this workspace. Ask one of its admins.',
  otherWays: 'Other ways to sign in',
  or: 'or',
  anotherAccount: ({ provider }: { provider: Part }) => say`Use another ${provider} account`,
  continueWith: ({ provider }: { provider: Part }) => say`Continue with ${provider}`,
}

export const signOut = {
  title: 'Sign out',
  question: 'Sign out?',
  consequence: ({ email }: { email: Part }) =>
    say`You are signed in as ${email}. Signing out ends this browser’s way into every workspace.`,
  submit: 'Sign out',
  stay: 'Stay signed in',
  doneTitle: 'Signed out',
  done: 'You are signed out',
  closing: (span: string) =>
    `Tabs with other workspaces may keep working for up to ${span}. After that they ask you to sign in.`,
  atProvider: ({ provider, signOut }: { provider: Part; signOut: Wrap }) =>
    say`You may still be signed in at ${provider}. On a computer that others use, ${signOut(say`sign out at ${provider}, too`)}.`,
  stillAtProvider: ({ provider }: { provider: Part }) =>
    say`You may still be signed in at ${provider}. On a computer that others use, sign out there, too.`,
  signIn: 'Sign in',
}

/** Why a way to a provider and back came to nothing. `contact` is an address, or `layout.operator`. */
export const providerRefusals = {
  cancelled: (provider: string, _contact: string) =>
    `You didn’t finish signing in at ${provider}. Try again, or take another way.`,
  unavailable: (provider: string, _contact: string) =>
    `${provider} can’t be reached just now. Try again in a minute, or take another way.`,
  'not-completed': (provider: string, _contact: string) =>
    `Signing in with ${provider} didn’t come through. That happens when it took long, or was begun in another tab or browser. Try again.`,
  throttled: (provider: string, _contact: string) =>
    `Too many sign-ins with ${provider} didn’t come through from your network. Wait a minute, and try again.`,
  'not-fresh': (provider: string, _contact: string) =>
    `For what comes next, ${provider} has to ask who you are anew, and didn’t. Sign out there, and try again.`,
  'no-account': (provider: string, contact: string) =>
    `${provider} knows you, but there is no account for you here yet. To get one, ask ${contact}.`,
  'address-taken': (provider: string, contact: string) =>
    `There is an account with your e-mail address already, which ${provider} may not open by itself. Sign in the way you did before, and link ${provider} under Security; or ask ${contact}.`,
  'address-unusable': (provider: string, contact: string) =>
    `${provider} didn’t give an e-mail address that can be used here: it must be one that it has verified. Ask ${contact}.`,
  'already-linked': (provider: string, _contact: string) =>
    `That sign-in at ${provider} belongs to another account here. Unlink it there first, or sign in at ${provider} as somebody else.`,
  'link-ended': (provider: string, _contact: string) =>
    `Nothing was linked: you signed in or out on the way to ${provider}, or it took more than ten minutes. Try again.`,
}
