// Chooses commands about invitations and recoveries, and the sequences in which they matter.

import fc from 'fast-check'
import { inTurn } from './command.ts'
import {
  accepts,
  deletesInvitation,
  invites,
  leaves,
  type MAILS,
  sendsInvitationAgain,
} from './invitations.ts'
import { BROWSERS, ownerOf, PEOPLE, type Role, WORKSPACES } from './model.ts'
import {
  agrees,
  allowsDelay,
  asksFor,
  asksToRecover,
  operatorAgrees,
  operatorAsks,
  operatorStops,
  outwaits,
  recovers,
  refuses,
  sendsLinkAgain,
  vetoes,
} from './recoveries.ts'
import { ADMINS, type OwnPath } from './recovery-model.ts'
import { bringsCode, bringsTicket, disablesApp, setsUpApp } from './sign-in.ts'
import { asks, imports, puts, requires, resets, waits } from './workspace.ts'

const DAY = 86_400
const browser = fc.constantFrom(...BROWSERS)
const workspace = fc.constantFrom(...WORKSPACES)
const person = fc.constantFrom(...PEOPLE)
const role = fc.constantFrom<Role>('member', 'member', 'admin', 'owner')
const mail = fc.constantFrom<keyof typeof MAILS>(
  'the last mail',
  'the last mail',
  'the mail before',
  'an older mail',
)

// Invitations.

const invitation = fc.tuple(workspace, person, role).map((asked) => invites(...asked))
const again = fc.tuple(workspace, person).map((asked) => sendsInvitationAgain(...asked))
const deletion = fc.tuple(workspace, person).map((asked) => deletesInvitation(...asked))
const acceptance = fc.tuple(browser, workspace, person, mail).map((asked) => accepts(...asked))
const leaving = fc.tuple(browser, workspace).map((asked) => leaves(...asked))
const week = fc.constant(waits(7 * DAY, 'seven days'))
const policy = workspace.map((where) => requires(where, 0))
const nothing = fc.constant(null)

/** Somebody who is no member is invited, something happens to the invitation, and a link is used, then used again. */
const invited = fc
  .tuple(browser, workspace, role, fc.oneof(nothing, again, deletion, week, policy), mail, browser)
  .map(([who, where, as, event, which, other]) =>
    inTurn(
      ...[puts(where, ownerOf(who), 'nobody'), invites(where, ownerOf(who), as), waits(60, 'two steps')],
      ...(event ? [event] : []),
      ...[bringsTicket(who), accepts(other, where, ownerOf(who), which)],
      ...[accepts(who, where, ownerOf(who), which), asks(who, where, 'visits')],
      accepts(other, where, ownerOf(who), 'the last mail'),
    ),
  )

/** Only the last two of three mails work. */
const olderMail = fc
  .tuple(browser, workspace, mail)
  .map(([who, where, which]) =>
    inTurn(
      ...[puts(where, ownerOf(who), 'nobody'), invites(where, ownerOf(who), 'member')],
      ...[waits(60, 'two steps'), sendsInvitationAgain(where, ownerOf(who))],
      ...[waits(60, 'two steps'), sendsInvitationAgain(where, ownerOf(who))],
      ...[bringsTicket(who), accepts(who, where, ownerOf(who), which), asks(who, where, 'visits')],
    ),
  )

/** A member leaves, and their pass lasts until it is due for renewal. */
const left = fc
  .tuple(browser, workspace)
  .map(([who, where]) =>
    inTurn(
      ...[bringsTicket(who), asks(who, where, 'visits'), leaves(who, where)],
      ...[waits(121, 'a second more than the life of a pass'), asks(who, where, 'visits')],
    ),
  )

// Recoveries.

const admin = fc.constantFrom(...ADMINS)
const decider = fc.oneof(admin, browser)
const path = fc.constantFrom<OwnPath>('admins', 'admins', 'delay')
const own = fc.tuple(browser, path).map((asked) => asksToRecover(...asked))
const byAdmin = fc.tuple(admin, workspace, person).map((asked) => asksFor(...asked))
const agreement = fc.tuple(decider, workspace, person).map((asked) => agrees(...asked))
const operatorsAgreement = person.map(operatorAgrees)
const refusal = fc.tuple(decider, workspace, person).map((asked) => refuses(...asked))
const stopped = fc.oneof(person.map(vetoes), person.map(operatorStops), refusal)
const asked = fc.oneof(own, byAdmin, person.map(operatorAsks))
const use = fc
  .tuple(browser, fc.constantFrom('last' as const, 'before' as const))
  .map((how) => recovers(...how))
const wait = fc.constantFrom(
  outwaits(DAY, 'a day'),
  outwaits(3 * DAY, 'three days'),
  outwaits(3 * DAY, 'three days'),
)
const allowance = fc.tuple(workspace, fc.boolean()).map((how) => allowsDelay(...how))
const week8 = waits(8 * DAY, 'eight days')
const late = fc.constantFrom(waits(60, 'a minute'), waits(3599, 'almost an hour'), waits(3600, 'an hour'))
const again2 = browser.map(sendsLinkAgain)

const ADAS = BROWSERS.filter((name) => ownerOf(name) === 'Ada')
const pair = fc
  .tuple(fc.constantFrom(...ADAS), fc.constantFrom(...ADAS))
  .filter(([one, other]) => one !== other)

/** The first steps: Ada has an app and has entered a workspace that requires it. */
const enrolled = (who: (typeof ADAS)[number], where: (typeof WORKSPACES)[number]) => [
  ...[bringsTicket(who), setsUpApp(who), asks(who, where, 'visits'), requires(where, 0)],
  waits(30, 'a step'),
]

/** The old factor, tried after all: by its code in the previous browser, and by the pass that it got. */
const oldFactor = (who: (typeof ADAS)[number], where: (typeof WORKSPACES)[number]) => [
  ...[bringsTicket(who), bringsCode(who, 'the code of an app of before'), asks(who, where, 'visits')],
  ...[bringsCode(who, 'the code of the next step'), asks(who, where, 'visits')],
]

const event = fc.oneof(
  ...[nothing, nothing, fc.constant(vetoes('Ada')), fc.constant(operatorStops('Ada')), late],
  ...ADAS.map((who) => fc.constant(bringsCode(who, 'the code of the next step'))),
  ...ADAS.map((who) => fc.constant(disablesApp(who))),
)

/** The operator's link is mailed at once. Something happens, then the link is used, and the old factor tried. */
const byOperator = fc
  .tuple(pair, workspace, event)
  .map(([[before, after], where, what]) =>
    inTurn(
      ...[...enrolled(before, where), operatorAsks('Ada'), ...(what ? [what] : [])],
      ...[bringsTicket(after), recovers(after, 'last'), asks(after, where, 'visits')],
      ...oldFactor(before, where),
    ),
  )

const ofAda = fc.oneof(
  fc.tuple(decider, workspace).map(([who, where]) => agrees(who, where, 'Ada')),
  fc.constant(operatorAgrees('Ada')),
)

/** Who else administers the workspace: nobody, Ada herself for long, or Bela for long or since today. */
const standing = fc.constantFrom(
  () => [],
  (where: (typeof WORKSPACES)[number]) => [puts(where, 'Ada', 'admin'), imports('Ada'), week8, resets('Ada')],
  (where: (typeof WORKSPACES)[number]) => [puts(where, 'Bela', 'admin'), imports('Bela'), week8],
  (where: (typeof WORKSPACES)[number]) => [puts(where, 'Bela', 'owner'), imports('Bela')],
)

/** Ada asks, or an admin does. Some agree, perhaps twice, and then the link is tried. */
const byAdmins = fc
  .tuple(pair, workspace, standing, fc.boolean(), fc.array(ofAda, { minLength: 1, maxLength: 4 }), event)
  .map(([[before, after], where, prepared, isOwn, agreements, what]) =>
    inTurn(
      ...[...prepared(where), ...enrolled(before, where), bringsTicket(after)],
      ...[isOwn ? asksToRecover(after, 'admins') : asksFor('Amy', where, 'Ada'), ...agreements],
      ...[
        ...(what ? [what] : []),
        bringsTicket(after),
        recovers(after, 'last'),
        asks(after, where, 'visits'),
      ],
      ...oldFactor(before, where),
    ),
  )

/** Ada waits for three days, and somebody may stop her, or join in. */
const byDelay = fc
  .tuple(pair, workspace, fc.oneof(nothing, event, allowance, policy), fc.constantFrom('member', 'admin'))
  .map(([[before, after], where, what, as]) =>
    inTurn(
      ...[...enrolled(before, where), bringsTicket(after), asksToRecover(after, 'delay')],
      ...[...(what ? [what] : []), puts(where, 'Ada', as), bringsTicket(after), recovers(after, 'last')],
      ...[outwaits(3 * DAY, 'three days'), bringsTicket(after), recovers(after, 'last')],
      ...[asks(after, where, 'visits'), ...oldFactor(before, where)],
    ),
  )

/** A second link takes the place of the first. */
const twoLinks = fc
  .tuple(pair, workspace, late, fc.constantFrom('last' as const, 'before' as const))
  .map(([[before, after], where, when, which]) =>
    inTurn(
      ...[...enrolled(before, where), operatorAsks('Ada'), when, bringsTicket(after), sendsLinkAgain(after)],
      ...[recovers(after, which), asks(after, where, 'visits')],
    ),
  )

/** A command that is listed more often comes more often. */
export const gettingIn = [
  ...[invited, invited, olderMail, left, invitation, again, deletion, acceptance, leaving],
  ...[byOperator, byAdmins, byAdmins, byDelay, twoLinks],
  ...[asked, agreement, operatorsAgreement, stopped, use, fc.oneof(again2, wait, allowance)],
]
