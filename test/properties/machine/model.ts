// The documents' promises as a state machine: who may be where. It knows nothing of rows, tokens or SQL.
// Where the documents allow both answers, its verdict is `either`. invitations-model.ts and recovery-model.ts go on.

import type { Invitation } from './invitations-model.ts'
import { noRecoveries, type Recoveries } from './recovery-model.ts'

export const PEOPLE = ['Ada', 'Bela'] as const
export const WORKSPACES = ['acme', 'globex'] as const
export const BROWSERS = ['Ada’s laptop', 'Ada’s phone', 'Bela’s laptop', 'the thief’s browser'] as const
export type PersonName = (typeof PEOPLE)[number]
export type WorkspaceName = (typeof WORKSPACES)[number]
export type BrowserName = (typeof BROWSERS)[number]
export type Role = 'owner' | 'admin' | 'member'

/** Returns who uses the browser. The thief knows Ada's password. */
export const ownerOf = (browser: BrowserName): PersonName => (browser === 'Bela’s laptop' ? 'Bela' : 'Ada')

export type Verdict = 'yes' | 'no' | 'either'

export interface Account {
  /** The number of the confirmed app. Null: not enrolled. */
  app: number | null
  /** The operator imported the app, and no code of it was accepted yet. */
  isUnusedImport: boolean
  lastStep: number
  /** Steps refused with a message that the app's clock is off. They must not be accepted later. */
  readonly refusedSteps: Set<number>
  unusedCodes: string[]
  /** Used codes, and codes of a replaced set. */
  deadCodes: string[]
  guesses: { failures: number; blockedUntil: number; isDoubtful: boolean }
  wrongPasswords: number
  /** Whether the login service has signed the person in completely. Before that, the second factor must link it. */
  isTicketLinked: boolean
  /** Since when the account has had a second factor, whichever. */
  enrolledAt: number
  readonly recoveries: Recoveries
}

export interface Session {
  readonly account: PersonName
  provider: string
  authTime: number
  /** When the second factor was proved, or null. */
  provedAt: number | null
  /**
   * Counts the cookie's values. The value changes with each proof, and a copy of an older value is worthless.
   */
  token: number
  /** The earliest and the latest time at which the session was last seen. */
  seen: [earliest: number, latest: number]
  expiresAt: number
  isEnded: boolean
}

export interface Pass {
  readonly session: number
  readonly workspace: WorkspaceName
  readonly provider: string
  readonly provedAt: number | null
  readonly role: Role
  readonly expiresAt: number
  /** The extension that was in force when the pass was issued. */
  readonly extension: Extension | null
}

/** More time for one member, under one version of the policy. */
export interface Extension {
  readonly until: number
  readonly version: number
}

export interface Login {
  readonly account: PersonName
  /** Whether this way in has not opened the account before. The second factor would link it. */
  readonly isLinking: boolean
  readonly provider: string
  readonly authTime: number
  readonly expiresAt: number
  isEnded: boolean
}

/** A code from the portal for one workspace that no browser has brought there yet. */
export interface HandOff {
  readonly session: number
  readonly token: number
  readonly workspace: WorkspaceName
  readonly at: number
  isSpent: boolean
}

export interface Browser {
  session: { id: number; token: number } | null
  login: number | null
  handOff: number | null
  passes: Partial<Record<WorkspaceName, Pass>>
}

export interface Workspace {
  readonly members: Map<PersonName, Role>
  /** When each member joined, or last became an owner or admin. */
  readonly since: Map<PersonName, number>
  /** Whether a member may recover an account by waiting. */
  allowsDelay: boolean
  /**
   * Members who have entered through the portal since they were added. The workspace's policy applies only to
   * them.
   */
  readonly entered: Map<PersonName, Verdict>
  graceDays: number
  effectiveAt: number | null
  /** Counts the changes of the policy. Each ends all extensions. */
  version: number
  /** The version under which each person last got an extension here. They get one for each version. */
  readonly extendedUnder: Map<PersonName, number>
  /** The extensions that were neither taken back nor ended by a change. Time may have ended them. */
  readonly extensions: Map<PersonName, Extension>
  /** An earlier policy that a copy may still have, because a request read it while the policy changed. */
  doubt: { effectiveAt: number | null; version: number; until: number } | null
}

export interface Model {
  now: number
  readonly accounts: Record<PersonName, Account>
  readonly workspaces: Record<WorkspaceName, Workspace>
  readonly browsers: Record<BrowserName, Browser>
  readonly sessions: Session[]
  readonly logins: Login[]
  readonly handOffs: HandOff[]
  readonly invitations: Invitation[]
  apps: number
}

export const PASS_SECONDS = 120
export const HAND_OFF_SECONDS = 60
export const SESSION_SECONDS = 86_400
export const IDLE_SECONDS = 28_800
export const FRESH_SECONDS = 600
const SEEN_EVERY_SECONDS = 60

export const stepAt = (now: number) => Math.floor(now / 30)

/**
 * Returns the first state: two people, both members of both workspaces. Nobody is enrolled or signed in, and
 * no workspace requires a second factor.
 */
export function beginModel(now: number): Model {
  const account = (): Account => ({
    app: null,
    isUnusedImport: false,
    lastStep: 0,
    refusedSteps: new Set(),
    unusedCodes: [],
    deadCodes: [],
    guesses: { failures: 0, blockedUntil: 0, isDoubtful: false },
    wrongPasswords: 0,
    isTicketLinked: false,
    enrolledAt: 0,
    recoveries: noRecoveries(),
  })
  const workspace = (): Workspace => ({
    members: new Map([
      ['Ada', 'member'],
      ['Bela', 'member'],
    ]),
    since: new Map([
      ['Ada', now],
      ['Bela', now],
    ]),
    allowsDelay: true,
    entered: new Map(),
    graceDays: 0,
    effectiveAt: null,
    version: 0,
    extendedUnder: new Map(),
    extensions: new Map(),
    doubt: null,
  })
  const browser = (): Browser => ({ session: null, login: null, handOff: null, passes: {} })
  const each = <N extends string, T>(names: readonly N[], make: () => T) =>
    Object.fromEntries(names.map((name) => [name, make()])) as Record<N, T>
  return {
    now,
    accounts: each(PEOPLE, account),
    workspaces: each(WORKSPACES, workspace),
    browsers: each(BROWSERS, browser),
    sessions: [],
    logins: [],
    handOffs: [],
    invitations: [],
    apps: 0,
  }
}

// Sessions and logins.

export function aliveness(model: Model, session: Session): Verdict {
  const { now } = model
  if (session.isEnded || now >= session.expiresAt || now >= session.seen[1] + IDLE_SECONDS) return 'no'
  return now < session.seen[0] + IDLE_SECONDS ? 'yes' : 'either'
}

/** Returns the session that the browser's cookie opens, or null. */
export function sessionIn(model: Model, browser: BrowserName): Session | null {
  const held = model.browsers[browser].session
  const session = held && model.sessions[held.id]
  return session && session.token === held.token && aliveness(model, session) !== 'no' ? session : null
}

export const loginIn = (model: Model, browser: BrowserName): Login | null => {
  const login = model.logins[model.browsers[browser].login ?? -1]
  return login && !login.isEnded && login.expiresAt > model.now ? login : null
}

export function touch(model: Model, session: Session): void {
  const [earliest] = session.seen
  session.seen = [Math.max(earliest, model.now - SEEN_EVERY_SECONDS), model.now]
}

/** Notes that the browser has opened a page. */
export function notePage(model: Model, browser: BrowserName): void {
  const session = sessionIn(model, browser)
  if (!session) return
  if (aliveness(model, session) === 'yes') touch(model, session)
  else session.seen = [session.seen[0], model.now]
}

export const isProofMissing = (model: Model, session: Session): boolean =>
  model.accounts[session.account].app !== null && session.provedAt === null

interface Proof {
  readonly account: PersonName
  readonly provider: string
  readonly authTime: number
  readonly provedAt: number | null
}

/** Starts a session. The browser's previous session ends, with the passes that came from it. */
export function startSession(model: Model, browser: BrowserName, proof: Proof): void {
  const before = sessionIn(model, browser)
  if (before) before.isEnded = true
  model.browsers[browser].session = { id: model.sessions.length, token: 0 }
  model.sessions.push({
    ...proof,
    token: 0,
    seen: [model.now, model.now],
    expiresAt: model.now + SESSION_SECONDS,
    isEnded: false,
  })
}

/** Continues the session under a new id. Passes from the old id are no longer renewed. */
export function renameSession(model: Model, session: Session): void {
  model.sessions[model.sessions.indexOf(session)] = { ...session, isEnded: true }
  model.sessions.push(session)
}

export function renewToken(model: Model, browser: BrowserName, session: Session): void {
  session.token += 1
  model.browsers[browser].session = { id: model.sessions.indexOf(session), token: session.token }
}

export function endSessions(model: Model, account: PersonName, except: Session | null): void {
  for (const session of model.sessions) {
    if (session.account === account && session !== except) session.isEnded = true
  }
}

export function replaceCodes(account: Account, codes: readonly string[]): void {
  account.deadCodes.push(...account.unusedCodes)
  account.unusedCodes = [...codes]
}

/** Removes the factor. No session of the account then claims a proof. */
export function loseFactor(model: Model, name: PersonName): void {
  const account = model.accounts[name]
  account.app = null
  account.isUnusedImport = false
  replaceCodes(account, [])
  for (const session of model.sessions) if (session.account === name) session.provedAt = null
}

// Guesses at the second factor.

/** Tells whether the edge checks the guess at all. */
export function mayGuess(model: Model, { guesses }: Account): Verdict {
  if (guesses.isDoubtful) return 'either'
  return model.now >= guesses.blockedUntil ? 'yes' : 'no'
}

export function failGuess(model: Model, { guesses }: Account): void {
  guesses.failures += 1
  if (guesses.failures < 5) return
  guesses.blockedUntil = model.now + Math.min(3600, 30 * 2 ** (guesses.failures - 5))
}

export function forgetGuesses(account: Account): void {
  account.guesses = { failures: 0, blockedUntil: 0, isDoubtful: false }
}

// At the gate.

/** Tells whether the policy blocks a person who has not enrolled. An extension moves the date. */
const isInEffect = (effectiveAt: number | null, extension: Extension | null, now: number) =>
  effectiveAt !== null && effectiveAt <= now && (extension?.until ?? 0) <= now

/** Returns the extension in force, or null. */
export function extensionOf(model: Model, workspace: WorkspaceName, person: PersonName): Extension | null {
  const extension = model.workspaces[workspace].extensions.get(person)
  return extension && extension.until > model.now ? extension : null
}

/** Returns what a renewal from the database would make of the pass. */
export function renewed(model: Model, pass: Pass): { verdict: Verdict; pass: Pass } {
  const refusal = { verdict: 'no', pass } as const
  const session = model.sessions[pass.session]
  if (!session) return refusal
  const { members, effectiveAt } = model.workspaces[pass.workspace]
  const role = members.get(session.account)
  const isEnrolled = model.accounts[session.account].app !== null
  const extension = extensionOf(model, pass.workspace, session.account)
  const isRequired = isInEffect(effectiveAt, extension, model.now)
  if (!role || session.provider !== pass.provider) return refusal
  if (isEnrolled && (session.provedAt === null || pass.provedAt === null)) return refusal
  if (!isEnrolled && isRequired) return refusal
  const provedAt = session.provedAt === null ? null : pass.provedAt
  return {
    verdict: aliveness(model, session),
    pass: { ...pass, role, provedAt, extension, expiresAt: model.now + PASS_SECONDS },
  }
}

/**
 * Judges a pass that has not expired without the database. A right that was taken away still applies until
 * the pass expires.
 */
export function standsAlone(model: Model, pass: Pass): Verdict {
  if (model.now >= pass.expiresAt) return 'no'
  const { doubt, ...current } = model.workspaces[pass.workspace]
  // An extension in a pass is over once the policy has another version.
  const admits = (policy: { effectiveAt: number | null; version: number }) =>
    pass.provedAt !== null ||
    !isInEffect(
      policy.effectiveAt,
      pass.extension?.version === policy.version ? pass.extension : null,
      model.now,
    )
  const isAdmitted = admits(current)
  if (doubt && model.now < doubt.until && admits(doubt) !== isAdmitted) return 'either'
  return isAdmitted ? 'yes' : 'no'
}

/**
 * Judges an entrance through the portal with this browser's session. The person skips every page that they
 * may skip.
 */
export function entrance(
  model: Model,
  browser: BrowserName,
  workspace: WorkspaceName,
): { verdict: Verdict; pass: Pass | null } {
  return admission(model, sessionIn(model, browser), workspace)
}

/**
 * Judges a hand-off code that this browser brings. It is valid with the value of the session cookie that asked for it. If
 * the session has changed since, the way in begins again with the browser's own session.
 */
export function redemption(
  model: Model,
  browser: BrowserName,
  handOff: HandOff,
): { verdict: Verdict; pass: Pass | null } {
  if (handOff.isSpent || model.now >= handOff.at + HAND_OFF_SECONDS) return { verdict: 'no', pass: null }
  const session = model.sessions[handOff.session]
  const isCurrent = session?.token === handOff.token
  const direct = admission(model, isCurrent ? session : null, handOff.workspace)
  return direct.verdict === 'no' ? entrance(model, browser, handOff.workspace) : direct
}

/** Tells whether the person may see the page that asks them to enrol, which they may skip. */
export function isPromptedTo(model: Model, session: Session, workspace: WorkspaceName): boolean {
  return model.accounts[session.account].app === null && model.workspaces[workspace].effectiveAt !== null
}

function admission(
  model: Model,
  session: Session | null,
  workspace: WorkspaceName,
): { verdict: Verdict; pass: Pass | null } {
  const refusal = { verdict: 'no', pass: null } as const
  const { members, effectiveAt } = model.workspaces[workspace]
  const role = session && members.get(session.account)
  if (!session || !role || isProofMissing(model, session)) return refusal
  const isEnrolled = model.accounts[session.account].app !== null
  const extension = extensionOf(model, workspace, session.account)
  if (!isEnrolled && isInEffect(effectiveAt, extension, model.now)) return refusal
  const { provider, provedAt } = session
  const id = model.sessions.indexOf(session)
  const expiresAt = model.now + PASS_SECONDS
  const pass = { session: id, workspace, provider, provedAt, role, extension, expiresAt }
  return { verdict: aliveness(model, session), pass }
}

export function changePolicy(model: Model, name: WorkspaceName, isEnforced: boolean, graceDays: number) {
  const workspace = model.workspaces[name]
  const isSame = (workspace.effectiveAt !== null) === isEnforced && workspace.graceDays === graceDays
  if (isSame) return
  workspace.graceDays = graceDays
  workspace.effectiveAt = isEnforced ? model.now + graceDays * 86_400 : null
  workspace.version += 1
  workspace.extensions.clear()
}

/** Tells whether an admin may give the member more time: a date is set, and this version has given none yet. */
export function mayExtend(model: Model, name: WorkspaceName, person: PersonName): boolean {
  const { members, effectiveAt, version, extendedUnder } = model.workspaces[name]
  return members.has(person) && effectiveAt !== null && extendedUnder.get(person) !== version
}

export function putMember(model: Model, name: WorkspaceName, person: PersonName, role: Role): void {
  const { members, since } = model.workspaces[name]
  const before = members.get(person)
  if (before === undefined || (before === 'member' && role !== 'member')) since.set(person, model.now)
  members.set(person, role)
}

export function removeMember(model: Model, name: WorkspaceName, person: PersonName): void {
  const { members, since, entered, extensions } = model.workspaces[name]
  for (const each of [members, since, entered, extensions]) each.delete(person)
}

/** A workspace always keeps one owner. A workspace with enforcement always keeps one enrolled owner. */
export function isHeldAsOwner(model: Model, name: WorkspaceName, person: PersonName): boolean {
  const { members } = model.workspaces[name]
  const isOwner = (who: PersonName) => members.get(who) === 'owner'
  const isLast = isOwner(person) && !PEOPLE.some((who) => who !== person && isOwner(who))
  return isLast || isLastEnrolledOwner(model, name, person)
}

function isLastEnrolledOwner(model: Model, name: WorkspaceName, person: PersonName): boolean {
  const { members, effectiveAt } = model.workspaces[name]
  const isEnrolledOwner = (who: PersonName) =>
    members.get(who) === 'owner' && model.accounts[who].app !== null
  return (
    effectiveAt !== null &&
    isEnrolledOwner(person) &&
    !PEOPLE.some((who) => who !== person && isEnrolledOwner(who))
  )
}

/**
 * Tells whether the person may turn off their factor. No workspace that they have entered may require one,
 * now or from a set date.
 */
export function mayTurnOff(model: Model, person: PersonName): Verdict {
  const demands = Object.values(model.workspaces)
    .filter(({ effectiveAt }) => effectiveAt !== null)
    .map(({ entered }) => entered.get(person) ?? 'no')
  if (demands.includes('yes')) return 'no'
  return demands.includes('either') ? 'either' : 'yes'
}
