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
  'form-too-long': {
    title: 'This form is too long',
    message:
      'For your security, you must confirm that it’s you before this is saved, and this form is too long to keep until then. Go back, shorten it, and send it again. Nothing was changed.',
  },
  'too-many-changes': {
    title: 'Too many changes',
    message:
      'You changed your sign-in settings too often within an hour. Nothing was changed this time. Try again in an hour.',
  },
  'too-many-assertions': {
    title: 'Too many attempts',
    message: 'You used a passkey too often within an hour. Try again in an hour, or choose another way.',
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
      'This workspace doesn’t allow the way you signed in. Sign in with a method that it allows, then come back.',
  },
  'ways-closed': {
    title: 'Sign in another way first',
    message:
      'One of your workspaces doesn’t accept the way you signed in. To link another way, first sign in with a method that this workspace accepts, or contact your platform’s support team.',
  },
  framed: {
    title: 'Open this page in its own tab',
    message: 'For your security, you can’t sign in inside another page. Open this address in a new tab.',
  },
}
