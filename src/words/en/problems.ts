import { type Part, say } from '../sentence.ts'

/** Of the portal: why something can't go on. */
export const problems = {
  'foreign-form': {
    title: 'This form came from elsewhere',
    message: 'Forms are taken from Sallyport’s own pages only.',
  },
  'stale-form': {
    title: 'This page was out of date',
    message:
      'You have signed in or out since it was opened, perhaps in another tab, or your session has ended; or this browser keeps no cookies, without which nobody can sign in. Nothing was changed.',
  },
  'not-a-form': {
    title: 'This is not a form',
    message: 'The request has a media type that this address does not take.',
  },
  'too-large': {
    title: 'That was too much',
    message: 'A form here takes 64 KiB at most. Nothing was changed.',
  },
  'too-many-changes': {
    title: 'Too many changes',
    message:
      'You changed your sign-in settings many times within an hour. Nothing was changed this time. Try again in an hour.',
  },
  'not-found': {
    title: 'There is nothing here',
    message: 'The address may be mistyped, or what was here is gone.',
  },
  'wrong-method': {
    title: 'That doesn’t work here',
    message: 'This address can’t be used like that. Nothing was changed. Start again from your workspaces.',
  },
  'admins-only': {
    title: 'Only admins see this',
    message:
      'You are a member of this workspace. Its owners and admins can change its settings, or make you an admin.',
  },
  'other-way': {
    title: 'This workspace takes another way to sign in',
    message:
      'Its settings are open only to admins who signed in by a way that it allows. Sign in that way, and come back.',
  },
  'ways-closed': {
    title: 'You signed in another way',
    message:
      'One of your workspaces doesn’t accept the way you signed in. To link another way, first sign in with a way that this workspace accepts, or contact your platform’s support team.',
  },
  framed: {
    title: 'Not in a frame',
    message: 'Sign-in works in a page of its own only. Open the address in a tab.',
  },
  'unknown-host': {
    title: 'No workspace has this address',
    message: 'Ask whoever gave you the link, or start from your workspaces.',
  },
}

/** Of the gate, on workspace hosts. */
export const gate = {
  nothingHere: 'There is nothing here',
  reserved: 'Addresses that begin with /.sallyport/ belong to the entrance, and this is none of them.',
  toFrontPage: 'Go to the front page',
  closedWay: 'This way in is no longer open',
  closedWayMeans:
    'It works once, for a minute, in the browser it was opened in, and that browser must accept cookies. Going in again takes one step.',
  enter: (workspace: string) => `Enter ${workspace}`,
  framed: 'This part can’t be shown',
  framedMeans: (workspace: string) =>
    `You may have to sign in again. That doesn’t work inside a frame. Open ${workspace} in the whole window.`,
  signOutFramed: 'Signing out works in the whole window only.',
  open: (workspace: string) => `Open ${workspace}`,
  originTimeout: (workspace: string) => `${workspace} takes too long to answer`,
  originUnreachable: (workspace: string) => `${workspace} can’t be reached`,
  originFailed:
    'You are signed in, and the entrance works. The service behind it does not answer. Try again in a while.',
  connectionLost: 'The connection was lost',
  connectionLostMeans: (workspace: string) =>
    `It was closed before ${workspace} had answered. What you sent may not have been saved. Check before you send it again.`,
}

/** Of the whole: what nobody expected. */
export const trouble = {
  incident: ({ number }: { number: Part }) =>
    say`If it goes on, tell whoever runs this the incident number ${number}.`,
  not_configured: {
    title: 'Sallyport is not set up',
    message: 'Something in its configuration is missing or unusable. Its log names the variable.',
  },
  not_migrated: {
    title: 'The database is not migrated',
    message:
      'Sallyport is installed, but its tables are missing or old. Whoever runs it must apply the migrations.',
  },
  unknown_master_key: {
    title: 'Sallyport can’t open its keys',
    message:
      'MASTER_KEY is not the one that its keys were sealed with. Whoever runs it must put that one back.',
  },
  missing_key: {
    title: 'Sallyport has lost a key',
    message:
      'What it keeps of you is sealed with a key that its database has no more. Whoever runs it finds its name in the log.',
  },
  store_unavailable: {
    title: 'Sallyport can’t reach its database',
    message:
      'Nobody is let in while it can’t be asked. Nothing you sent is known to be saved. Try again in a minute.',
  },
  internal_error: {
    title: 'Something went wrong here',
    message:
      'That is a fault of Sallyport’s. Nobody was let in by it. Try again; if it stays, report the incident.',
  },
}
