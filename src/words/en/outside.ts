// The words of the pages outside the portal: the gate's, and the error pages. The gate's bundle has no others.

import { type Part, say } from '../sentence.ts'

/** Labels of links and buttons, here and in the portal. */
const links = {
  signOut: 'Sign out',
  tryAgain: 'Try again',
  yourWorkspaces: 'Your workspaces',
}

/** At the gate, on workspace hosts. */
const gate = {
  unknownHost: {
    title: 'No workspace has this address',
    message: 'Ask the person who gave you the link, or start from your workspaces.',
  },
  nothingHere: 'Page not found',
  reserved: 'Addresses that begin with /.sallyport/ are reserved for sign-in. This one doesn’t exist.',
  toFrontPage: 'Go to the home page',
  closedWay: 'This link no longer works',
  closedWayMeans:
    'It works once, for one minute, and only in the browser where you opened it. That browser must accept cookies. Use the button to try again.',
  framed: 'This part can’t be shown',
  framedMeans: (workspace: string) =>
    `You may have to sign in again. That doesn’t work inside another page. Open ${workspace} in the full window.`,
  signOutFramed: 'You can only sign out in the full window.',
  open: (workspace: string) => `Open ${workspace}`,
  stepUpTitle: (workspace: string) => `${workspace} asks you to confirm it’s you`,
  stepUpMeans: 'For your security, confirm it’s you first. You’ll come back here afterwards.',
  stepUpForm: 'What you sent was not accepted. Confirm first, then send the form again.',
  stepUp: 'Confirm it’s you',
  originTimeout: (workspace: string) => `${workspace} is taking too long to respond`,
  originUnreachable: (workspace: string) => `${workspace} can’t be reached`,
  originFailed: 'The service is not responding. Try again in a few minutes.',
  connectionLost: 'The connection was lost',
  connectionLostMeans: (workspace: string) =>
    `It closed before ${workspace} responded. What you sent may not have been saved. Check before you send it again.`,
  roleRequired: 'You can’t open this page',
  roleRequiredMeans: (workspace: string) =>
    `Only some roles in ${workspace} can open it. An admin can change your role.`,
}

/** Errors of the whole service. */
const trouble = {
  incident: ({ number }: { number: Part }) =>
    say`If this keeps happening, give your platform’s support team the incident number ${number}.`,
  out_of_service: {
    title: 'This service can’t be used right now',
    message: 'Nobody can sign in until its operator has mended it. The log says what is missing or wrong.',
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

export const outside = {
  code: 'en' as const,
  direction: 'ltr' as const,
  links,
  gate,
  trouble,
}
