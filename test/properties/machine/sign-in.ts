// Commands of a person at the portal: factors, sessions, and setting them up.

import { locationOf } from '../../support/node/arrivals.ts'
import { type Answer, otpauthLink, recoveryCodesIn, type Visitor } from '../../support/node/visitor.ts'
import { agree, atOnce, type Command } from './command.ts'
import {
  type Account,
  aliveness,
  type BrowserName,
  endSessions,
  FRESH_SECONDS,
  failGuess,
  forgetGuesses,
  isProofMissing,
  loginIn,
  loseFactor,
  type Model,
  mayGuess,
  mayTurnOff,
  ownerOf,
  renameSession,
  renewToken,
  replaceCodes,
  type Session,
  sessionIn,
  startSession,
  stepAt,
  touch,
  type Verdict,
} from './model.ts'
import { stop } from './recovery-model.ts'
import {
  appFrom,
  bringTicket,
  codeOf,
  givesLogin,
  givesSession,
  hasForm,
  holdsLogin,
  portalUrl,
  submitAt,
  type World,
  wrongCodeAt,
} from './world.ts'

// The first factor.

export const bringsTicket = (browser: BrowserName): Command => ({
  words: `${browser}: signs in as ${ownerOf(browser)}, by a ticket`,
  prepare: atOnce(async (world, { now }) => {
    const answer = await bringTicket(world, browser, ownerOf(browser), now)
    const seen = seenIn(answer, world.visitors[browser])
    return (model) => judgeFirstFactor(model, browser, 'tickets', seen)
  }),
})

export const typesPassword = (browser: BrowserName, isRight: boolean): Command => ({
  words: `${browser}: signs in as ${ownerOf(browser)}, with ${isRight ? 'the' : 'a wrong'} password`,
  prepare: atOnce(async (world) => {
    const { email, password } = world.people[ownerOf(browser)]
    const fields = { email, password: isRight ? password : 'not the password at all' }
    const visitor = world.visitors[browser]
    const answer = await submitAt(visitor, '/sign-in', '/sign-in', fields)
    const seen = seenIn(answer, visitor)
    return (model) => {
      const account = model.accounts[ownerOf(browser)]
      const isLetOn = seen.session || seen.login
      agree(
        isLetOn,
        isRight ? (account.wrongPasswords < 10 ? 'yes' : 'either') : 'no',
        'the password is taken',
      )
      if (!isRight) account.wrongPasswords += 1
      if (!isLetOn) return
      account.wrongPasswords = 0
      judgeFirstFactor(model, browser, 'password', seen)
    }
  }),
})

interface SeenOfFirstFactor {
  readonly session: boolean
  readonly login: boolean
  /** The browser has a login cookie, current or old. */
  readonly holdsLogin: boolean
}

const seenIn = (answer: Answer | null, visitor: Visitor): SeenOfFirstFactor => ({
  session: answer !== null && givesSession(answer),
  login: answer !== null && givesLogin(answer),
  holdsLogin: holdsLogin(visitor),
})

function judgeFirstFactor(
  model: Model,
  browser: BrowserName,
  provider: string,
  seen: SeenOfFirstFactor,
): void {
  const name = ownerOf(browser)
  const isEnrolled = model.accounts[name].app !== null
  agree(seen.session, !isEnrolled, 'the first factor alone gives a session')
  agree(seen.login, isEnrolled, 'the second factor is asked for')
  const proved = { account: name, provider, authTime: model.now }
  const isLinking = provider === 'tickets' && !model.accounts[name].isTicketLinked
  if (!isEnrolled) {
    startSession(model, browser, { ...proved, provedAt: null })
    if (isLinking) model.accounts[name].isTicketLinked = true
  } else {
    model.browsers[browser].login = model.logins.length
    model.logins.push({ ...proved, isLinking, expiresAt: model.now + FRESH_SECONDS, isEnded: false })
  }
  if (!seen.holdsLogin) model.browsers[browser].login = null
}

// The second factor.

type Brought =
  | { readonly kind: 'step'; readonly app: number; readonly step: number; readonly text: string }
  | { readonly kind: 'recovery code'; readonly text: string }
  | { readonly kind: 'nonsense'; readonly text: string }

export const CODES = {
  'the code of now': (world, { app, now }) => shown(world, app, stepAt(now)),
  'the code of the next step': (world, { app, now }) => shown(world, app, stepAt(now) + 1),
  'the code of the step before': (world, { app, now }) => shown(world, app, stepAt(now) - 1),
  'a code of five steps ahead': (world, { app, now }) => shown(world, app, stepAt(now) + 5),
  'the code that was used last': (world, { app, lastStep }) => shown(world, app, lastStep),
  'the code of an app of before': (world, { app, now }) =>
    shown(world, app === null ? 1 : app - 1, stepAt(now)),
  'a wrong code': (world, { now }) => ({ kind: 'nonsense', text: wrongCodeAt(world, stepAt(now)) }),
  'a recovery code': (_, { unusedCodes }) => written(unusedCodes[0]),
  'the recovery code that was used last': (_, { deadCodes }) => written(deadCodes.at(-1)),
  'a recovery code of somebody else’s': (_, { others }) => written(others[0]),
} satisfies Record<string, (world: World, hand: Hand) => Brought>

/** The person's app and codes, and the time. */
type Hand = Pick<Account, 'app' | 'lastStep' | 'unusedCodes' | 'deadCodes'> & {
  now: number
  others: string[]
}

function shown(world: World, number: number | null, step: number): Brought {
  const app = world.apps.get(number ?? 0)
  return app && number !== null ? { kind: 'step', app: number, step, text: codeOf(app, step) } : NONSENSE
}
const written = (code: string | undefined): Brought =>
  code === undefined ? NONSENSE : { kind: 'recovery code', text: code.toLowerCase().replaceAll('-', ' ') }
const NONSENSE: Brought = { kind: 'nonsense', text: '000000' }

const VERIFY = '/sign-in/verify'

export const bringsCode = (browser: BrowserName, which: keyof typeof CODES): Command => ({
  words: `${browser}: gives ${which}`,
  async prepare(world, before) {
    const visitor = world.visitors[browser]
    const hadLogin = holdsLogin(visitor)
    const owner = before.logins[before.browsers[browser].login ?? -1]?.account ?? ownerOf(browser)
    const others = before.accounts[owner === 'Ada' ? 'Bela' : 'Ada'].unusedCodes
    const make: (world: World, hand: Hand) => Brought = CODES[which]
    const brought = make(world, { ...before.accounts[owner], now: before.now, others })
    const page = await visitor.ask(portalUrl(VERIFY))
    const isAsked = hasForm(page, VERIFY)
    return async () => {
      const answer = isAsked ? await visitor.submit(page, VERIFY, { code: brought.text }, false) : null
      const isTaken = answer !== null && givesSession(answer)
      const isLoginLost = !holdsLogin(visitor)
      return (model) => {
        judgeCode(model, browser, { brought, hadLogin, isAsked, isTaken })
        if (isLoginLost) model.browsers[browser].login = null
      }
    }
  },
})

interface SeenOfCode {
  readonly brought: Brought
  readonly hadLogin: boolean
  readonly isAsked: boolean
  readonly isTaken: boolean
}

function judgeCode(model: Model, browser: BrowserName, seen: SeenOfCode): void {
  const login = seen.hadLogin ? loginIn(model, browser) : null
  const session = sessionIn(model, browser)
  if (session) touch(model, session)
  const isStepUp = session !== null && !seen.hadLogin && mayStepUp(model, session)
  const name = login?.account ?? (isStepUp ? session.account : null)
  if (name === null) {
    agree(seen.isTaken, false, 'a code is taken where none is asked for')
    return
  }
  const account = model.accounts[name]
  if (account.app !== null) agree(seen.isAsked, true, 'the code is asked for')
  const mayTry = mayGuess(model, account)
  const verdict: Verdict = isRight(model, account, seen.brought) ? mayTry : 'no'
  agree(seen.isTaken, verdict, 'the code is taken')
  if (mayTry !== 'no') noteStep(model, account, seen.brought)
  if (!seen.isTaken && mayTry !== 'no') failGuess(model, account)
  if (!seen.isTaken) return

  forgetGuesses(account)
  spend(account, seen.brought)
  stop(model, name)
  if (login) {
    login.isEnded = true
    if (login.isLinking) account.isTicketLinked = true
    model.browsers[browser].login = null
    startSession(model, browser, { ...login, provedAt: model.now })
  } else if (session) {
    session.provedAt = model.now
    renewToken(model, browser, session)
  }
}

const mayStepUp = (model: Model, session: Session) =>
  model.accounts[session.account].app !== null &&
  (session.provedAt === null || model.now - session.provedAt >= FRESH_SECONDS)

/** A code is right once, within one step of the current time, and only after the last accepted step. */
function isRight({ now }: Model, account: Account, brought: Brought): boolean {
  if (account.app === null) return false
  if (brought.kind === 'recovery code') {
    return account.unusedCodes.some((code) => code.toLowerCase().replaceAll('-', ' ') === brought.text)
  }
  if (brought.kind === 'nonsense' || brought.app !== account.app) return false
  const isNear = Math.abs(brought.step - stepAt(now)) <= 1
  return isNear && brought.step > account.lastStep && !account.refusedSteps.has(brought.step)
}

/**
 * The answer to this code reveals how far the clock is off. The code must not be accepted later. Otherwise a
 * guesser could wait for its step.
 */
function noteStep({ now }: Model, account: Account, brought: Brought): void {
  if (brought.kind !== 'step' || brought.app !== account.app) return
  const distance = Math.abs(brought.step - stepAt(now))
  if (distance >= 2 && distance <= 20) account.refusedSteps.add(brought.step)
}

function spend(account: Account, brought: Brought): void {
  if (brought.kind === 'step') {
    account.lastStep = brought.step
    account.isUnusedImport = false
  }
  if (brought.kind !== 'recovery code') return
  const isIt = (code: string) => code.toLowerCase().replaceAll('-', ' ') === brought.text
  account.deadCodes.push(...account.unusedCodes.filter(isIt))
  account.unusedCodes = account.unusedCodes.filter((code) => !isIt(code))
}

// Commands for a signed-in person with a factor.

/** Tells whether the session may change factors now. It needs a proof from the last ten minutes. */
function mayChangeFactors(model: Model, session: Session | null): session is Session {
  if (!session || isProofMissing(model, session)) return false
  const { provedAt, authTime } = session
  return (
    model.now - (model.accounts[session.account].app === null ? authTime : (provedAt ?? 0)) < FRESH_SECONDS
  )
}

const APP = '/account/security/authenticator'
const RECOVERY = '/account/security/recovery-codes'

export const setsUpApp = (browser: BrowserName): Command => ({
  words: `${browser}: sets up an authenticator app`,
  prepare: atOnce(async (world, before) => {
    const visitor = world.visitors[browser]
    const page = await visitor.ask(portalUrl(APP))
    if (!hasForm(page, APP)) return (model) => judgeApp(model, browser, null)
    const app = appFrom(otpauthLink(page.text))
    const done = await visitor.submit(page, APP, { code: codeOf(app, stepAt(before.now)) })
    const codes = recoveryCodesIn(done.text)
    if (codes.length > 0) await visitor.submit(done, `${RECOVERY}/confirm`, {})
    world.apps.set(before.apps + 1, app)
    return (model) => judgeApp(model, browser, codes)
  }),
})

function judgeApp(model: Model, browser: BrowserName, codes: readonly string[] | null): void {
  const session = sessionIn(model, browser)
  const isAllowed = mayChangeFactors(model, session)
  agree(codes !== null, isAllowed, 'an app may be set up')
  if (!isAllowed) return
  const account = model.accounts[session.account]
  agree((codes?.length ?? 0) === 10, account.app === null, 'recovery codes come with it')
  if (account.app === null) {
    replaceCodes(account, codes ?? [])
    account.enrolledAt = model.now
  } else {
    endSessions(model, session.account, session)
    renameSession(model, session)
  }
  stop(model, session.account)
  account.app = ++model.apps
  account.isUnusedImport = false
  account.lastStep = stepAt(model.now)
  session.provedAt = model.now
  touch(model, session)
  renewToken(model, browser, session)
}

export const makesRecoveryCodes = (browser: BrowserName): Command => ({
  words: `${browser}: makes new recovery codes`,
  prepare: atOnce(async (world) => {
    const visitor = world.visitors[browser]
    const sent = await submitAt(visitor, RECOVERY, RECOVERY)
    const page = sent && (await visitor.ask(locationOf(sent)))
    const codes = page ? recoveryCodesIn(page.text) : []
    if (page && codes.length > 0) await visitor.submit(page, `${RECOVERY}/confirm`, {})
    return (model) => {
      const session = sessionIn(model, browser)
      const isEnrolled = session !== null && model.accounts[session.account].app !== null
      const isAllowed = isEnrolled && mayChangeFactors(model, session)
      agree(codes.length === 10, isAllowed, 'new recovery codes are made')
      if (session) touch(model, session)
      if (isAllowed) replaceCodes(model.accounts[session.account], codes)
    }
  }),
})

export const disablesApp = (browser: BrowserName): Command => ({
  words: `${browser}: disables the second factor`,
  prepare: atOnce(async (world) => {
    const answer = await submitAt(world.visitors[browser], `${APP}/disable`, `${APP}/disable`)
    const isDone = answer?.headers.getSetCookie().some((line) => line.includes('#disabled;')) ?? false
    return (model) => {
      const session = sessionIn(model, browser)
      const isPossible = mayChangeFactors(model, session) && model.accounts[session.account].app !== null
      agree(isDone, isPossible ? mayTurnOff(model, session.account) : 'no', 'the second factor is disabled')
      if (session) touch(model, session)
      if (!session || !isDone) return
      endSessions(model, session.account, session)
      stop(model, session.account)
      loseFactor(model, session.account)
      renameSession(model, session)
      renewToken(model, browser, session)
    }
  }),
})

// Endings.

export const signsOut = (browser: BrowserName): Command => ({
  words: `${browser}: signs out`,
  async prepare(world) {
    const visitor = world.visitors[browser]
    const page = await visitor.ask(portalUrl('/sign-out'))
    return async () => {
      const isOffered = hasForm(page, '/sign-out')
      if (isOffered) await visitor.submit(page, '/sign-out', {}, false)
      return (model) => {
        const session = sessionIn(model, browser)
        if (!session) return
        agree(isOffered, aliveness(model, session), 'there is something to sign out of')
        session.isEnded = true
        model.browsers[browser].session = null
        model.browsers[browser].login = null
      }
    }
  },
})

const SESSIONS = '/account/security/sessions'

export const signsOutElsewhere = (browser: BrowserName): Command => ({
  words: `${browser}: signs out everywhere else`,
  prepare: atOnce(async (world) => {
    const answer = await submitAt(world.visitors[browser], SESSIONS, `${SESSIONS}/end-others`)
    return (model) => {
      const session = sessionIn(model, browser)
      if (!session) return agree(answer !== null, false, 'sessions can be ended without one')
      touch(model, session)
      if (isProofMissing(model, session))
        return agree(answer !== null, false, 'sessions can be ended with half a proof')
      const others = model.sessions.filter((other) => other !== session && other.account === session.account)
      const isSure = others.some((other) => aliveness(model, other) === 'yes')
      agree(answer !== null, isSure ? 'yes' : 'either', 'others can be ended')
      endSessions(model, session.account, session)
    }
  }),
})
