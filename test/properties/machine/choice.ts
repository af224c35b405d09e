// Chooses the commands and how often each comes. Commands that lead to interesting states come more often.

import fc, { type Arbitrary } from 'fast-check'
import { type Command, Disagreement, inTurn, type Judge } from './command.ts'
import { gettingIn } from './getting-in.ts'
import { BROWSERS, type Model, ownerOf, PEOPLE, WORKSPACES } from './model.ts'
import {
  bringsCode,
  bringsTicket,
  CODES,
  disablesApp,
  makesRecoveryCodes,
  setsUpApp,
  signsOut,
  signsOutElsewhere,
  typesPassword,
} from './sign-in.ts'
import {
  asks,
  bringsHandOff,
  copiesCookies,
  endsExtension,
  everybodyAsks,
  extendsMember,
  imports,
  puts,
  replays,
  requires,
  resets,
  type Timing,
  takesHandOff,
  waits,
} from './workspace.ts'

const browser = fc.constantFrom(...BROWSERS)
const workspace = fc.constantFrom(...WORKSPACES)
const person = fc.constantFrom(...PEOPLE)
const timing = fc.constantFrom<Timing>('off', 'off', 0, 0, 0, 3, 7, 14, 30)
const role = fc.constantFrom('nobody', 'nobody', 'member', 'admin', 'owner')

const RIGHT_CODES = ['the code of now', 'the code of the next step', 'a recovery code'] as const
const anyCode = fc.constantFrom(...(Object.keys(CODES) as (keyof typeof CODES)[]))
const USED_CODES = ['the code that was used last', 'the recovery code that was used last'] as const
const code = fc.oneof(fc.constantFrom(...RIGHT_CODES), fc.constantFrom(...USED_CODES), anyCode)

const DAY = 86_400
const WAITS: readonly (readonly [number, string])[] = [
  [1, 'a second'],
  [30, 'a step'],
  [30, 'a step'],
  [60, 'two steps'],
  [119, 'a second less than the life of a pass'],
  [120, 'the life of a pass'],
  [121, 'a second more than the life of a pass'],
  [600, 'ten minutes'],
  [3600, 'an hour'],
  [8 * 3600, 'eight hours'],
  [8 * 3600, 'eight hours'],
  [DAY, 'a day'],
  [3 * DAY, 'three days'],
]
const wait = fc.constantFrom(...WAITS).map(([seconds, words]) => waits(seconds, words))

const fetch = fc.tuple(browser, workspace).map(([who, where]) => asks(who, where, 'fetches'))
const everybody = fc.constant(everybodyAsks)
const visit = fc.tuple(browser, workspace).map(([who, where]) => asks(who, where, 'visits'))
const ticket = browser.map(bringsTicket)
const secondFactor = fc.tuple(browser, code).map(([who, which]) => bringsCode(who, which))
const password = fc.tuple(browser, fc.boolean()).map(([who, isRight]) => typesPassword(who, isRight))
const arrival = fc
  .tuple(browser, workspace, code)
  .map(([who, where, which]) => inTurn(bringsTicket(who), bringsCode(who, which), asks(who, where, 'visits')))
const app = browser.map(setsUpApp)
const enrolment = fc
  .tuple(browser, workspace)
  .map(([who, where]) => inTurn(bringsTicket(who), setsUpApp(who), asks(who, where, 'visits')))
const policy = fc.tuple(workspace, timing).map(([where, when]) => requires(where, when))
const membership = fc.tuple(workspace, person, role).map(([where, who, as]) => puts(where, who, as))
const reset = person.map(resets)
const extension = fc.oneof(
  fc
    .tuple(workspace, person, fc.constantFrom(1, 3))
    .map(([where, who, days]) => extendsMember(where, who, days)),
  fc.tuple(workspace, person).map(([where, who]) => endsExtension(where, who)),
)
const copy = fc
  .tuple(browser, browser)
  .filter(([from, to]) => from !== to)
  .map(([from, to]) => copiesCookies(from, to))
const ending = fc.oneof(browser.map(signsOut), browser.map(signsOutElsewhere))
const rare = fc.oneof(
  browser.map(makesRecoveryCodes),
  browser.map(disablesApp),
  workspace.map(replays),
  password,
)

// The sequences that most often show a fault. They bring a code again in another browser, or use an old pass
// or session after a change.
const ADAS = BROWSERS.filter((name) => ownerOf(name) === 'Ada')
const APP_CODES = ['the code of now', 'the code that was used last'] as const
const RECOVERY_CODES = ['a recovery code', 'the recovery code that was used last'] as const
const twice = fc
  .tuple(browser, browser, fc.constantFrom(APP_CODES, RECOVERY_CODES))
  .map(([one, other, [first, again]]) =>
    inTurn(bringsTicket(one), bringsCode(one, first), bringsTicket(other), bringsCode(other, again)),
  )
/** Signs in with the first factor only, before another browser of the same person enrols. */
const overtaken = fc
  .tuple(fc.constantFrom(...ADAS), fc.constantFrom(...ADAS), workspace)
  .filter(([one, other]) => one !== other)
  .map(([one, other, where]) =>
    inTurn(bringsTicket(one), bringsTicket(other), setsUpApp(other), asks(one, where, 'visits')),
  )
const takenHandOff = fc.tuple(browser, workspace).map(([who, where]) => takesHandOff(who, where))
const broughtHandOff = browser.map(bringsHandOff)
/** A copy of the cookies gets a hand-off code, and brings it after the owner has proved more. */
const keptHandOff = fc
  .tuple(fc.constantFrom(...ADAS), fc.constantFrom(...ADAS), workspace, code)
  .filter(([owner, copy]) => owner !== copy)
  .map(([owner, copy, where, which]) =>
    inTurn(
      ...[bringsTicket(owner), copiesCookies(owner, copy), takesHandOff(copy, where)],
      ...[setsUpApp(owner), bringsCode(owner, which), bringsHandOff(copy)],
    ),
  )
const change = fc.oneof(membership, policy, extension, reset, ending, app, browser.map(disablesApp))
const look = fc.oneof(everybody, visit)
const aftermath = fc
  .tuple(change, fc.oneof(fc.constant(waits(121, 'a second more than the life of a pass')), wait), look, look)
  .map((commands) => inTurn(...commands))

/** A member who has not enrolled comes in by an extension, and then it ends or the policy changes. */
const extended = fc
  .tuple(browser, workspace, fc.oneof(fc.constant(null), extension, policy, wait))
  .map(([who, where, end]) =>
    inTurn(
      ...[requires(where, 0), extendsMember(where, ownerOf(who), 1), bringsTicket(who)],
      ...[asks(who, where, 'visits'), ...(end ? [end] : [requires(where, 3), requires(where, 0)])],
      asks(who, where, 'fetches'),
    ),
  )

/** A browser signs in with the password alone, then the app is imported, then its code is needed. */
const imported = fc
  .tuple(fc.constantFrom(...ADAS), fc.constantFrom(...ADAS), workspace, code)
  .map(([before, after, where, which]) =>
    inTurn(
      ...[bringsTicket(before), asks(before, where, 'visits'), imports(ownerOf(before))],
      ...[setsUpApp(before), waits(30, 'a step'), bringsTicket(after), bringsCode(after, which)],
      ...[asks(after, where, 'visits'), asks(before, where, 'fetches')],
    ),
  )

/** A command that is listed more often comes more often. */
export const anyCommand: Arbitrary<Command>[] = [
  ...[fetch, everybody, visit, visit],
  ...[ticket, secondFactor, arrival, arrival, enrolment, enrolment, app],
  ...[twice, twice, overtaken, aftermath, aftermath, aftermath, aftermath],
  ...[takenHandOff, broughtHandOff, broughtHandOff, keptHandOff],
  ...[extended, extended, extension, imported, imported, person.map(imports)],
  ...gettingIn,
  ...[wait, wait, policy, membership, reset, copy, copy, ending, rare],
]

/** Two commands of different browsers, each with one request that matters. */
export const anyPair: Arbitrary<[Command, Command]> = fc
  .tuple(browser, browser)
  .filter(([one, other]) => one !== other)
  .chain(([one, other]) =>
    fc.tuple(
      fc.oneof(
        workspace.map((where) => asks(one, where, 'fetches')),
        code.map((which) => bringsCode(one, which)),
      ),
      fc.oneof(
        workspace.map((where) => asks(other, where, 'fetches')),
        code.map((which) => bringsCode(other, which)),
        fc.constant(signsOut(other)),
        ...[policy, membership, reset, extension, person.map(imports)],
      ),
    ),
  )

/** Accepts an outcome that fits either order. A count of guesses may have been read between the two. */
export function judgeEitherOrder(model: Model, one: Judge, other: Judge): Model {
  const reasons: string[] = []
  for (const order of [
    [one, other],
    [other, one],
  ]) {
    const next = structuredClone(model)
    try {
      for (const judge of order) judge(next)
      return withDoubts(model, next)
    } catch (error) {
      if (!(error instanceof Disagreement)) throw error
      reasons.push(error.message)
    }
  }
  throw new Disagreement(`in one order: ${reasons[0]}; in the other: ${reasons[1]}`)
}

function withDoubts(before: Model, after: Model): Model {
  for (const name of PEOPLE) {
    const { guesses } = after.accounts[name]
    if (guesses.failures !== before.accounts[name].guesses.failures) guesses.isDoubtful = true
  }
  for (const name of WORKSPACES) {
    const { effectiveAt, version } = before.workspaces[name]
    if (version === after.workspaces[name].version) continue
    after.workspaces[name].doubt = { effectiveAt, version, until: after.now + STALE_SECONDS }
  }
  return after
}

const STALE_SECONDS = 65
