import { type Part, say, type Wrap } from '../sentence.ts'

/** The pages on the way into a workspace. */
export const enter = {
  promptTitle: (workspace: string) => `${workspace} will require two-factor authentication`,
  prompt: ({ at, workspace, span }: { at: Part; workspace: Part; span: string }) =>
    say`From ${at}, only people with two-factor authentication can open ${workspace}. You have ${span} left to set it up.`,
  whatItTakes:
    'It takes two minutes: use a passkey, or scan a QR code with an app on your phone and enter the code that it shows.',
  later: 'Remind me later',
  whyText: ({ workspace }: { workspace: Part }) =>
    say`The admins of ${workspace} require two-factor authentication. A stolen password is then not enough to get in.`,
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
    say`We had to check your sign-in first, so ${workspace} never received it. Continue, then send it again.`,
  continueTo: ({ workspace }: { workspace: Part }) => say`Continue to ${workspace}`,
  setUpNow: 'Set up now',
  notProvedThere: ({ provider }: { provider: Part }) =>
    say`${provider} didn’t confirm a second factor when you signed in. Do you use one with ${provider}? Confirm it there, and you’ll go straight in. Otherwise set one up here.`,
  proveThere: ({ provider }: { provider: Part }) => say`Confirm with ${provider}`,
  blockedTitle: (workspace: string) => `${workspace} requires two-factor authentication`,
  blocked: ({ at }: { at: Part }) =>
    say`Since ${at}, only people with two-factor authentication can open this workspace. Set it up and you’ll go straight there.`,
  blockedOnceEnabled: 'Set it up and you’ll go straight there.',
  unaffected: ({ others }: { others: Wrap }) =>
    say`You’re still a member, with the same role. ${others('Your other workspaces')} are not affected.`,
  notAMemberTitle: (workspace: string) => `You’re not a member of ${workspace}`,
  notAMember: ({ email, workspace }: { email: Part; workspace: Part }) =>
    say`You’re signed in as ${email}. Ask an admin of ${workspace} to add you, or use another account.`,
  useAnotherAccount: 'Use another account',
  otherWayTitle: (workspace: string) => `Sign in another way to open ${workspace}`,
  noWayOpen: ({ provider }: { provider: Part }) =>
    say`You signed in with ${provider}, which this workspace doesn’t allow. None of the methods that it allows is available right now. Contact one of its admins.`,
  otherWays: ({ provider, workspace, ways }: { provider: Part; workspace: Part; ways: Part }) =>
    say`You signed in with ${provider}, which ${workspace} doesn’t allow. Sign in with ${ways} instead.`,
  mustBelong: ({ email, what, others }: { email: Part; what: Wrap; others: Wrap }) =>
    say`The method you choose must be linked to your account, ${email}. ${what('See what is linked')}. If it isn’t linked yet, ask your platform’s support team to link it. Or go to ${others('your other workspaces')}.`,
}
