// What the documents promise about recoveries: who must agree, what stops one, and when its link works.

import {
  endSessions,
  forgetGuesses,
  type Login,
  type Model,
  type PersonName,
  replaceCodes,
  stepAt,
  type Verdict,
  WORKSPACES,
  type WorkspaceName,
} from './model.ts'

/** Two admins who have long been there, and always have a fresh second factor. Globex has only one of them, so that its operator is needed. */
export const ADMINS = ['Amy', 'Ann'] as const
export type AdminName = (typeof ADMINS)[number]
export const ADMINS_OF: Readonly<Record<WorkspaceName, readonly AdminName[]>> = {
  acme: ['Amy', 'Ann'],
  globex: ['Amy'],
}
export type Approver = AdminName | PersonName
export const isAdminName = (who: string): who is AdminName => ADMINS.some((name) => name === who)

export type OwnPath = 'admins' | 'delay'

export interface Recovery {
  readonly id: string
  readonly path: OwnPath | 'operator'
  readonly askedAt: number
  /** Who agreed, as `workspace: name`. */
  readonly approvals: Set<string>
  operatorAgreed: boolean
  /** When its links were mailed. Only the last one works. */
  readonly links: number[]
  expiresAt: number
  end: 'recovered' | 'stopped' | null
}

export interface Recoveries {
  latest: Recovery | null
  /** How often the person has asked, and when that is forgotten. */
  asked: { times: number; until: number }
  /** When recoveries were asked for, by anybody. */
  readonly times: number[]
  readonly delays: number[]
  /** The path `delay` is closed until then. It may be, if `isDoubtful`. */
  delayClosed: { until: number; isDoubtful: boolean }
}

export const noRecoveries = (): Recoveries => ({
  latest: null,
  asked: { times: 0, until: 0 },
  times: [],
  delays: [],
  delayClosed: { until: 0, isDoubtful: false },
})

const HOUR = 3600
const DAY = 24 * HOUR
const DELAY = 72 * HOUR
const MOST_LINKS = 5

export function openRecovery(model: Model, person: PersonName): Recovery | null {
  const { latest } = model.accounts[person].recoveries
  return latest && latest.end === null && model.now < latest.expiresAt ? latest : null
}

/** Returns the open recovery, while somebody must still agree. */
export function waitingRecovery(model: Model, person: PersonName): Recovery | null {
  const open = openRecovery(model, person)
  return open?.links.length === 0 ? open : null
}

/** The workspaces that require a second factor or have scheduled it, and those that the person administers. */
const concernedBy = ({ workspaces }: Model, person: PersonName): WorkspaceName[] =>
  WORKSPACES.filter((name) => {
    const role = workspaces[name].members.get(person)
    return role !== undefined && (role !== 'member' || workspaces[name].effectiveAt !== null)
  })

const isEntered = ({ workspaces }: Model, name: WorkspaceName, person: PersonName): Verdict =>
  workspaces[name].entered.get(person) ?? 'no'

const anyEntered = (model: Model, person: PersonName): Verdict => {
  const verdicts = concernedBy(model, person).map((name) => isEntered(model, name, person))
  return verdicts.includes('yes') ? 'yes' : verdicts.includes('either') ? 'either' : 'no'
}

/** Owners and admins, other than the person, who had had their role and a factor for a week when it was asked for. */
function eligibleIn(model: Model, name: WorkspaceName, person: PersonName, askedAt: number): Approver[] {
  const { members, since } = model.workspaces[name]
  const others = [...members.keys()].filter(
    (who) =>
      who !== person &&
      members.get(who) !== 'member' &&
      model.accounts[who].app !== null &&
      Math.max(since.get(who) ?? 0, model.accounts[who].enrolledAt) <= askedAt - 7 * DAY,
  )
  return [...ADMINS_OF[name], ...others]
}

const approval = (name: WorkspaceName, who: Approver) => `${name}: ${who}`

/** Tells whether everybody has agreed. */
export function isAgreed(model: Model, person: PersonName, recovery: Recovery): Verdict {
  const { operatorAgreed, approvals, askedAt } = recovery
  const all = concernedBy(model, person).every((name) => {
    const eligible = eligibleIn(model, name, person, askedAt)
    const approved = eligible.filter((who) => approvals.has(approval(name, who)))
    return approved.length >= Math.min(2, eligible.length) && (operatorAgreed || eligible.length >= 2)
  })
  if (!all) return 'no'
  return operatorAgreed ? 'yes' : anyEntered(model, person)
}

export function mayApprove(model: Model, name: WorkspaceName, who: Approver, person: PersonName): boolean {
  const waiting = waitingRecovery(model, person)
  return waiting !== null && maySpeak(model, name, who, person) && !waiting.approvals.has(approval(name, who))
}

/** Tells whether this admin may speak for the workspace about the open recovery: agree with it, or stop it. */
export function maySpeak(model: Model, name: WorkspaceName, who: Approver, person: PersonName): boolean {
  const open = openRecovery(model, person)
  return (
    open !== null &&
    concernedBy(model, person).includes(name) &&
    eligibleIn(model, name, person, open.askedAt).includes(who)
  )
}

export const addApproval = (recovery: Recovery, name: WorkspaceName, who: Approver): void =>
  void recovery.approvals.add(approval(name, who))

/** Tells whether a workspace has used up its ten recoveries of a day. The two may have come at different times. */
const isDayFull = ({ now, accounts }: Model): boolean =>
  Object.values(accounts).flatMap(({ recoveries }) => recoveries.times.filter((at) => at > now - 2 * DAY))
    .length >= 10

const mayOpen = (model: Model, person: PersonName) =>
  model.accounts[person].app !== null && openRecovery(model, person) === null

const unlessFull = (model: Model, verdict: Verdict): Verdict =>
  verdict === 'yes' && isDayFull(model) ? 'either' : verdict

/** Tells whether the person may ask, after the first factor. */
export function mayAsk(model: Model, person: PersonName, path: OwnPath): Verdict {
  const { asked } = model.accounts[person].recoveries
  if (!mayOpen(model, person) || (model.now < asked.until && asked.times >= 3)) return 'no'
  return unlessFull(model, path === 'delay' ? isDelayOpen(model, person) : anyEntered(model, person))
}

/** Tells whether an admin of the workspace may ask for a member, who must have entered it. */
export function mayAskFor(model: Model, name: WorkspaceName, person: PersonName): Verdict {
  if (!mayOpen(model, person) || !concernedBy(model, person).includes(name)) return 'no'
  return unlessFull(model, isEntered(model, name, person))
}

export const mayOperatorAsk = mayOpen

/** Each concerned workspace allows the wait, and the person administers none that requires a second factor. */
const allAllowDelay = (model: Model, person: PersonName) =>
  concernedBy(model, person).every((name) => {
    const { allowsDelay, effectiveAt, members } = model.workspaces[name]
    return allowsDelay && (effectiveAt === null || members.get(person) === 'member')
  })

function isDelayOpen(model: Model, person: PersonName): Verdict {
  const { delays, delayClosed } = model.accounts[person].recoveries
  if (delays.filter((at) => at > model.now - 365 * DAY).length >= 3 || !allAllowDelay(model, person))
    return 'no'
  if (model.now >= delayClosed.until) return 'yes'
  return delayClosed.isDoubtful ? 'either' : 'no'
}

export function open(model: Model, person: PersonName, path: Recovery['path'], id: string): Recovery {
  const { recoveries } = model.accounts[person]
  const expiresAt = model.now + 7 * DAY
  const recovery: Recovery = {
    ...{ id, path, askedAt: model.now, expiresAt },
    ...{ approvals: new Set(), operatorAgreed: false, links: [], end: null },
  }
  recoveries.latest = recovery
  if (path !== 'operator') recoveries.times.push(model.now)
  if (path === 'delay') recoveries.delays.push(model.now)
  return recovery
}

/** Counts what the person asked for themselves. */
export function countOwn({ now, accounts }: Model, person: PersonName): void {
  const { asked } = accounts[person].recoveries
  accounts[person].recoveries.asked =
    now >= asked.until ? { times: 1, until: now + DAY } : { ...asked, times: asked.times + 1 }
}

/** Mails the first link. Another one can be asked for within three days. */
export function link({ now }: Model, recovery: Recovery): void {
  recovery.links.push(now)
  recovery.expiresAt = now + 3 * DAY
}

export function maySendAgain(model: Model, person: PersonName): boolean {
  const links = openRecovery(model, person)?.links ?? []
  const last = links.at(-1)
  return last !== undefined && model.now >= last + 60 && links.length < MOST_LINKS
}

/** A veto, or an old factor that was used. It closes the path `delay` for a week. */
export function stop(model: Model, person: PersonName): void {
  const recovery = openRecovery(model, person)
  if (!recovery) return
  recovery.end = 'stopped'
  model.accounts[person].recoveries.delayClosed = { until: model.now + 7 * DAY, isDoubtful: false }
}

/** The platform ends each wait that is over. Returns what becomes of the recovery. */
export function endWait(model: Model, person: PersonName): void {
  const { recoveries } = model.accounts[person]
  const { latest } = recoveries
  if (latest?.path !== 'delay' || latest.end !== null || latest.links.length > 0) return
  if (model.now < latest.askedAt + DELAY) return
  if (openRecovery(model, person)) {
    if (allAllowDelay(model, person)) link(model, latest)
    else stop(model, person)
    return
  }
  // Nobody came for a week. Whether it ended by that or was stopped is open, and it may have closed the path.
  recoveries.delayClosed = { until: model.now + 7 * DAY, isDoubtful: true }
}

/** The link works once, for an hour, until another one is sent, in a browser that has proved the first factor. */
export function mayRecover(model: Model, person: PersonName, sentAt: number, login: Login | null): boolean {
  const recovery = openRecovery(model, person)
  if (!recovery || !login || login.account !== person || login.isLinking) return false
  return recovery.links.at(-1) === sentAt && model.now < sentAt + HOUR
}

/** The old factor, the codes, and all earlier sessions and sign-ins end. */
export function recover(model: Model, person: PersonName, codes: readonly string[]): void {
  const account = model.accounts[person]
  const recovery = openRecovery(model, person)
  if (recovery) recovery.end = 'recovered'
  account.app = ++model.apps
  account.isUnusedImport = false
  account.lastStep = stepAt(model.now)
  replaceCodes(account, codes)
  endSessions(model, person, null)
  for (const login of model.logins) if (login.account === person) login.isEnded = true
  forgetGuesses(account)
}
