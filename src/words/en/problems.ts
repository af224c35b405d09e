import { type Part, say } from '../sentence.ts'

/** In the portal: why a request was refused. */
export const problems = {
  'foreign-form': {
    title: 'This form came from another site',
    message: 'For your security, only forms from our own pages are accepted.',
  },
  'stale-form': {
    title: 'This page is out of date',
    message:
      'You may have signed in or out in another tab, or your session has ended. Nothing was changed. If this keeps happening, allow cookies in your browser: you can’t sign in without them.',
  },
  'not-a-form': {
    title: 'This request can’t be read',
    message: 'Its format is not accepted at this address. Use the form on the page.',
  },
  'too-large': {
    title: 'This form is too large',
    message: 'A form can be up to 64 KiB. Nothing was changed.',
  },
  'too-many-changes': {
    title: 'Too many changes',
    message:
      'You changed your sign-in settings too often within an hour. Nothing was changed this time. Try again in an hour.',
  },
  'not-found': {
    title: 'Page not found',
    message: 'Check the address. The page may also have been removed.',
  },
  'wrong-method': {
    title: 'This doesn’t work here',
    message: 'This address can’t be used that way. Nothing was changed. Start again from your workspaces.',
  },
  'admins-only': {
    title: 'Only admins can open this page',
    message:
      'You’re a member of this workspace. Its owners and admins can change its settings, or make you an admin.',
  },
  'other-way': {
    title: 'Sign in another way to open these settings',
    message:
      'This workspace doesn’t allow the way you signed in. Sign in with a way that it allows, then come back.',
  },
  'ways-closed': {
    title: 'Sign in another way first',
    message:
      'One of your workspaces doesn’t accept the way you signed in. To link another way, first sign in with a way that this workspace accepts, or contact your platform’s support team.',
  },
  framed: {
    title: 'Open this page in its own tab',
    message: 'For your security, you can’t sign in inside another page. Open this address in a new tab.',
  },
  'unknown-host': {
    title: 'No workspace has this address',
    message: 'Ask the person who gave you the link, or start from your workspaces.',
  },
}

/** At the gate, on workspace hosts. */
export const gate = {
  nothingHere: 'Page not found',
  reserved: 'Addresses that begin with /.sallyport/ are reserved for sign-in. This one doesn’t exist.',
  toFrontPage: 'Go to the home page',
  closedWay: 'This link no longer works',
  closedWayMeans:
    'It works once, for one minute, and only in the browser where you opened it. That browser must accept cookies. Use the button to try again.',
  enter: (workspace: string) => `Open ${workspace}`,
  framed: 'This part can’t be shown',
  framedMeans: (workspace: string) =>
    `You may have to sign in again. That doesn’t work inside another page. Open ${workspace} in the full window.`,
  signOutFramed: 'You can only sign out in the full window.',
  open: (workspace: string) => `Open ${workspace}`,
  stepUpTitle: (workspace: string) => `${workspace} asks you to confirm it’s you`,
  stepUpMeans: 'For your security, this page needs a newer confirmation. You come back here afterwards.',
  stepUpForm: 'What you sent was not accepted. Confirm first, then send the form again.',
  stepUp: 'Confirm it’s you',
  originTimeout: (workspace: string) => `${workspace} takes too long to respond`,
  originUnreachable: (workspace: string) => `${workspace} can’t be reached`,
  originFailed: 'The service is not responding. Try again in a few minutes.',
  connectionLost: 'The connection was lost',
  connectionLostMeans: (workspace: string) =>
    `It closed before ${workspace} responded. What you sent may not have been saved. Check before you send it again.`,
  roleRequired: 'You can’t open this page',
  roleRequiredMeans: (workspace: string) =>
    `Only some roles in ${workspace} can open it. An admin can change your role.`,
  passkeyNeeded: 'This page needs a passkey',
  passkeyNeededMeans: (workspace: string) =>
    `${workspace} only accepts a passkey here. You signed in another way.`,
}

/** Errors of the whole service. */
export const trouble = {
  incident: ({ number }: { number: Part }) =>
    say`If this keeps happening, give your platform’s support team the incident number ${number}.`,
  not_configured: {
    title: 'This service is not set up',
    message: 'A setting is missing or invalid. The log says which one.',
  },
  not_migrated: {
    title: 'The database is not migrated',
    message:
      'The service is installed, but its tables are missing or out of date. The operator must apply the migrations.',
  },
  unknown_master_key: {
    title: 'The encryption keys can’t be opened',
    message: 'MASTER_KEY is not the key that encrypted them. The operator must restore the right one.',
  },
  missing_key: {
    title: 'An encryption key is missing',
    message:
      'Your data is encrypted with a key that is missing from the database. The operator finds its name in the log.',
  },
  store_unavailable: {
    title: 'The database can’t be reached',
    message:
      'Until it can be reached, nobody can sign in. What you sent may not have been saved. Try again in a minute.',
  },
  internal_error: {
    title: 'Something went wrong',
    message: 'This is an error on our side. Try again.',
  },
}
