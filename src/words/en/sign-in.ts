import { type Part, say, type Wrap } from '../sentence.ts'

export const signIn = {
  title: 'Sign in',
  toContinueTo: ({ workspace }: { workspace: Part }) => say`to continue to ${workspace}`,
  fresh: 'For your security, sign in again before you change how you sign in.',
  expired: 'That took too long. Please sign in again.',
  alreadySignedIn: ({ email, goOn }: { email: Part; goOn: Wrap }) =>
    say`You’re signed in as ${email}. ${goOn('Continue')}, or sign in with another account.`,
  wrongCredentials: 'Incorrect email address or password.',
  email: 'Email address',
  password: 'Password',
  submit: 'Sign in',
  forgotten: ({ contact }: { contact: Part }) =>
    say`Forgot your password? Contact ${contact} to get a new one.`,
  forgottenLink: 'Forgot your password?',
  passwordChosen: 'Your password was changed. Sign in with the new one.',
  noWay: 'There is currently no way to sign in to this workspace. Contact one of its admins.',
  otherWays: 'Other ways to sign in',
  or: 'or',
  anotherAccount: ({ provider }: { provider: Part }) => say`Use another ${provider} account`,
  continueWith: ({ provider }: { provider: Part }) => say`Continue with ${provider}`,
}

export const signOut = {
  title: 'Sign out',
  question: 'Sign out?',
  consequence: ({ email }: { email: Part }) =>
    say`You’re signed in as ${email}. This signs you out of every workspace in this browser.`,
  submit: 'Sign out',
  stay: 'Stay signed in',
  doneTitle: 'Signed out',
  done: 'You’re signed out',
  closing: (span: string) =>
    `Workspaces you used may keep working in this browser for up to ${span}. After that, they ask you to sign in.`,
  atProvider: ({ provider, signOut }: { provider: Part; signOut: Wrap }) =>
    say`You may still be signed in to ${provider}. On a shared device, ${signOut(say`sign out of ${provider}, too`)}.`,
  stillAtProvider: ({ provider }: { provider: Part }) =>
    say`You may still be signed in to ${provider}. On a shared device, sign out there, too.`,
  signIn: 'Sign in',
}

/** Why signing in with a provider failed. `contact` is an address, or `layout.operator`. */
export const providerRefusals = {
  cancelled: (provider: string, _contact: string) =>
    `You didn’t finish signing in with ${provider}. Try again, or sign in another way.`,
  unavailable: (provider: string, _contact: string) =>
    `${provider} can’t be reached right now. Try again in a minute, or sign in another way.`,
  'not-completed': (provider: string, _contact: string) =>
    `Signing in with ${provider} didn’t work. It may have taken too long, or started in another tab or browser. Try again.`,
  throttled: (provider: string, _contact: string) =>
    `Too many sign-ins with ${provider} have failed from your network. Wait a minute, then try again.`,
  'not-fresh': (provider: string, _contact: string) =>
    `${provider} didn’t ask you to sign in again, and this step needs that. Sign out of ${provider}, then try again.`,
  'no-account': (provider: string, contact: string) =>
    `You signed in with ${provider}, but you don’t have an account here yet. To get one, contact ${contact}.`,
  'address-taken': (provider: string, contact: string) =>
    `An account with your email address already exists. Sign in the way you did before, then link ${provider} under Security. Or contact ${contact}.`,
  'address-unusable': (provider: string, contact: string) =>
    `${provider} didn’t give us a verified email address, so you can’t sign in with it. Contact ${contact}.`,
  'already-linked': (provider: string, _contact: string) =>
    `That ${provider} account belongs to another account here. Sign in with that one to unlink it, or use another ${provider} account.`,
  'link-ended': (provider: string, _contact: string) =>
    `${provider} was not linked. You signed in or out in the meantime, or it took more than ten minutes. Try again.`,
}
