import type { AppliesTo } from '../../core/policy.ts'
import { type Part, say, type Wrap } from '../sentence.ts'
import { write } from './write.ts'

const ofMembers = (members: number, among?: AppliesTo): string =>
  among === 'admins' ? `${members} owners and admins` : `${members} members`

const everyone = (among?: AppliesTo): string => (among === 'admins' ? 'every owner and admin' : 'everyone')

const everyoneHas = (members: number, among?: AppliesTo): string =>
  write.plural(members, {
    one: among === 'admins' ? 'the only owner has a passkey' : 'the only member has a passkey',
    other: `all ${ofMembers(members, among)} have a passkey`,
  })

const areBlocked = (blocked: number, members: number, among?: AppliesTo): string =>
  write.plural(blocked, {
    one: `${blocked} of ${ofMembers(members, among)} is blocked`,
    other: `${blocked} of ${ofMembers(members, among)} are blocked`,
  })

/** The policy that requires a passkey. Loaded with the first page that shows them. */
export const passkeyPolicy = {
  panel: {
    title: 'Passkey Requirement',
    why: 'A stolen or relayed code doesn’t help an attacker who needs a passkey. People with only an authenticator app add a passkey to get in.',
    require: 'Require a passkey',
    timing: 'When it starts',
    /** A checkbox beside the first policy, and its hint. */
    selfRecovery:
      'Members who lost every second factor may recover their account after 72 hours, without an admin',
    selfRecoveryHint: 'Owners and admins can’t. Without this, two admins must agree.',
    appliesTo: 'Applies to',
    audiences: { everybody: 'Everybody', admins: 'Owners and admins' },
    /** To an admin who has an app alone. */
    addOwn: ({ workspace, add }: { workspace: Part; add: Wrap }) =>
      say`You can set this policy without a passkey. To open ${workspace} once it is in effect, you need one yourself. ${add('Add a passkey')}`,
    withPasskey: 'With a passkey',
    withApp: 'With an app only',
    /** After the sentence about who has enrolled. */
    share: (withPasskey: number, members: number) => `${withPasskey} of ${members} with a passkey`,
    lacking: (lacking: number, members: number, among?: AppliesTo) =>
      write.plural(lacking, {
        one: `${lacking} of ${ofMembers(members, among)} has no passkey yet.`,
        other: `${lacking} of ${ofMembers(members, among)} have no passkey yet.`,
      }),
    who: 'See who has no passkey.',
    extended: (members: number) =>
      write.plural(members, {
        one: `${members} member has an extension.`,
        other: `${members} members have an extension.`,
      }),
  },
  /** What saving the policy would do. */
  effects: {
    lifted: 'Nobody will need a passkey any more. Members keep the passkeys that they have.',
    stillOff: 'No change yet. Nobody needs a passkey.',
    unchangedSince: (since: string, among?: AppliesTo) =>
      `No change yet. A passkey has been required since ${since}, and ${everyone(among)} has one.`,
    unchangedFrom: (from: string, among?: AppliesTo) =>
      `No change yet. A passkey will be required from ${from}, and ${everyone(among)} has one.`,
    unchangedBlockedSince: (since: string, blocked: number, members: number, among?: AppliesTo) =>
      `No change yet. A passkey has been required since ${since}. ${areBlocked(blocked, members, among)} until they add one.`,
    unchangedBlockedFrom: (from: string, blocked: number, members: number, among?: AppliesTo) =>
      `No change yet. From ${from}, ${blocked} of ${ofMembers(members, among)} will be blocked until they add a passkey.`,
    nobodyNow: (members: number, among?: AppliesTo) =>
      `A passkey will be required as soon as you save. Nobody will be blocked: ${everyoneHas(members, among)}.`,
    blockedNow: (blocked: number, members: number, among?: AppliesTo) =>
      `As soon as you save, ${blocked} of ${ofMembers(members, among)} will be blocked until they add a passkey.`,
    nobodyFrom: (from: string, members: number, among?: AppliesTo) =>
      `A passkey will be required from ${from}. So far, nobody will be blocked: ${everyoneHas(members, among)}.`,
    blockedFrom: (from: string, blocked: number, members: number, among?: AppliesTo) =>
      `From ${from}, ${blocked} of ${ofMembers(members, among)} will be blocked until they add a passkey.`,
  },
  changes: {
    requiredFrom: ({ at }: { at: Part }) => say`Passkey required from ${at}`,
    turnedOff: 'Passkey requirement turned off',
  },
  /** In the message for the team. */
  message: {
    scheduled: (
      { at, workspace, host }: { at: string; workspace: string; host: string },
      among?: AppliesTo,
    ) =>
      `From ${at}, ${workspace} (${host}) will require a passkey${among === 'admins' ? ' from its owners and admins' : ''}. Please add one before then. If you don’t, you won’t be able to open ${workspace} until you do.`,
    inEffect: ({ at, workspace, host }: { at: string; workspace: string; host: string }, among?: AppliesTo) =>
      `${workspace} (${host}) has required a passkey${among === 'admins' ? ' from its owners and admins' : ''} since ${at}. If you don’t have one yet, you can’t open ${workspace} until you add one.`,
    howTo: (
      link: string,
    ) => `Add a passkey with your fingerprint, your face, your screen lock or a security key:
${link}`,
  },
  /** The pages on the way into a workspace. */
  entrance: {
    promptTitle: (workspace: string) => `${workspace} will require a passkey`,
    prompt: ({ at, workspace, span }: { at: Part; workspace: Part; span: string }) =>
      say`From ${at}, only people with a passkey can open ${workspace}. You have ${span} left to add one.`,
    whatItTakes:
      'It takes a minute. Your browser asks for your fingerprint, your face, your screen lock or a security key.',
    add: 'Add a passkey',
    blockedTitle: (workspace: string) => `${workspace} requires a passkey`,
    blocked: ({ at }: { at: Part }) =>
      say`Since ${at}, only people with a passkey can open this workspace. Add one and you’ll go straight there.`,
    blockedOnceAdded: 'Add a passkey and you’ll go straight there.',
    notEnough: 'A code from your app or a recovery code isn’t enough here. Both still work to sign in.',
    unaffected: ({ others }: { others: Wrap }) =>
      say`You’re still a member, with the same role. ${others('Your other workspaces')} open as before.`,
    why: ({ workspace }: { workspace: Part }) =>
      say`The admins of ${workspace} require a passkey. Somebody can trick you into giving them a code. A passkey works only on this site, so nobody can trick you into giving it away.`,
  },
  /** On the pages of the person's own account, and where they enrol. */
  own: {
    required: ({ workspace, at }: { workspace: Part; at: Part }) =>
      say`${workspace} has required a passkey since ${at}.`,
    requiredFrom: ({ workspace, at }: { workspace: Part; at: Part }) =>
      say`${workspace} will require a passkey from ${at}.`,
    enrolWith: ({ workspace }: { workspace: Part }) =>
      say`${workspace} requires a passkey. An authenticator app isn’t enough there.`,
    enrolWithIfAdmin: ({ workspace }: { workspace: Part }) =>
      say`${workspace} requires a passkey from owners and admins. For them, an authenticator app isn’t enough there.`,
  },
}
