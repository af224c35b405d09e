import { type Part, say, type Wrap } from '../sentence.ts'

/** The pages on the way into a workspace. */
export const enter = {
  promptTitle: (workspace: string) => `${workspace} asks for two-factor authentication`,
  prompt: ({ at, workspace, span }: { at: Part; workspace: Part; span: string }) =>
    say`From ${at}, ${workspace} is open only to people who have enabled it. You have ${span} left.`,
  whatItTakes:
    'It takes two minutes: scan a QR code with an app on your phone, and type the code that it shows.',
  later: 'Remind me later',
  whyText: ({ workspace }: { workspace: Part }) =>
    say`The admins of ${workspace} require it of all members, so that a stolen password opens nothing there.`,
  facts: {
    workspace: 'Workspace',
    host: 'Address',
    role: 'Your role',
    from: 'Required from',
    since: 'Required since',
    left: 'Time left',
  },
  unsavedTitle: 'Your form was not saved',
  unsaved: ({ workspace }: { workspace: Part }) => say`What you just sent to ${workspace} was not saved.`,
  unsavedWhy: ({ workspace }: { workspace: Part }) =>
    say`We had to check your sign-in first, so it never reached ${workspace}. Continue, and send it again.`,
  continueTo: ({ workspace }: { workspace: Part }) => say`Continue to ${workspace}`,
  setUpNow: 'Set up now',
  notProvedThere: ({ provider }: { provider: Part }) =>
    say`${provider} didn’t confirm a second factor when you signed in. If you use one there, prove it there, and you go straight in. If not, set it up here.`,
  proveThere: ({ provider }: { provider: Part }) => say`Prove it at ${provider}`,
  blockedTitle: (workspace: string) => `${workspace} requires two-factor authentication`,
  blocked: ({ at }: { at: Part }) =>
    say`Since ${at}, it is open only to people who have enabled it. Once you have, you are in at once.`,
  blockedOnceEnabled: 'Once you have, you are in at once.',
  unaffected: ({ others }: { others: Wrap }) =>
    say`Your membership and role stay as they are. ${others('Your other workspaces')} are not affected.`,
  notAMemberTitle: (workspace: string) => `You are not a member of ${workspace}`,
  notAMember: ({ email, workspace }: { email: Part; workspace: Part }) =>
    say`You are signed in as ${email}, and ${workspace} doesn’t know this account. Ask one of its admins to add you.`,
  useAnotherAccount: 'Use another account',
  otherWayTitle: (workspace: string) => `${workspace} takes another way to sign in`,
  noWayOpen: ({ provider }: { provider: Part }) =>
    say`You signed in with ${provider}. No way that its admins have allowed is open at the moment. Ask one of them.`,
  otherWays: ({ provider, workspace, ways }: { provider: Part; workspace: Part; ways: Part }) =>
    say`You signed in with ${provider}. The admins of ${workspace} let people in through ${ways} only.`,
  mustBelong: ({ email, what, others }: { email: Part; what: Wrap; others: Wrap }) =>
    say`It must belong to this account, ${email}: ${what('see what does')}. If it doesn’t yet, whoever runs this platform can link it; or go to ${others('your other workspaces')}.`,
}
