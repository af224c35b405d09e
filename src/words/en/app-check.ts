import { type Part, say } from '../sentence.ts'

/** The pages after a sign-in about the authenticator app. */
export const appCheck = {
  title: 'Check your authenticator app',
  lead: ({ at }: { at: Part }) =>
    say`Your authenticator app was added on ${at}, and you haven’t used it since. Make sure it still works while you can still sign in another way.`,
  enterCode: (digits: number) => `Enter the ${digits}-digit code that the app shows now.`,
  check: 'Check',
  broken: 'Doesn’t it work?',
  brokenWay:
    'The app may be on an old phone, or was deleted. Set it up again. The old one then stops working.',
  setUpAgain: 'Set up the app again',
  codes: 'Recovery codes',
  noCodes: 'You have no recovery codes.',
  makeCodes: 'Create recovery codes',
  later: 'Later',
  shortTitle: 'Replace your authenticator app’s key',
  shortLead:
    'Your app came with you from another system. Its key is shorter than we recommend. Set the app up again to get a longer one. It takes a minute.',
  shortWorks: 'Your app works either way. We ask this only once.',
  replace: 'Replace the key',
}
