// Commands about recoveries. A mail's link is made from what the database says was mailed.

import { advance, api, mailedLink, runCron, runSql } from '../../support/node/test-bed.ts'
import { otpauthLink, recoveryCodesIn, Visitor } from '../../support/node/visitor.ts'
import { freshAdmin } from './admins.ts'
import { agree, atOnce, type Command } from './command.ts'
import {
  aliveness,
  type BrowserName,
  FRESH_SECONDS,
  isProofMissing,
  loginIn,
  type Model,
  notePage,
  ownerOf,
  PEOPLE,
  type PersonName,
  sessionIn,
  startSession,
  stepAt,
  type Verdict,
  type WorkspaceName,
} from './model.ts'
import {
  ADMINS_OF,
  type AdminName,
  type Approver,
  addApproval,
  countOwn,
  endWait,
  isAdminName,
  isAgreed,
  link,
  mayApprove,
  mayAsk,
  mayAskFor,
  mayOperatorAsk,
  mayRecover,
  maySendAgain,
  maySpeak,
  type OwnPath,
  open,
  openRecovery,
  type Recovery,
  recover,
  stop,
  waitingRecovery,
} from './recovery-model.ts'
import {
  appFrom,
  codeOf,
  givesSession,
  hasForm,
  holdsLogin,
  portalUrl,
  postOwn,
  submitAt,
  type World,
} from './world.ts'

const LOST = '/sign-in/lost'

interface Row {
  readonly id: string
  readonly linkedAt: number | null
  readonly outcome: string | null
  readonly approvals: number
}

/** Returns the last recovery of the person as it is stored. */
async function stored(world: World, person: PersonName): Promise<Row | null> {
  const [[row] = []] = await runSql<Row>(
    `SELECT r.id, r.linked_at AS linkedAt, r.outcome,
       (SELECT count(*) FROM recovery_approvals WHERE recovery_id = r.id) AS approvals
     FROM recoveries r JOIN accounts a ON a.id = r.account_id WHERE a.email = '${world.people[person].email}'
     ORDER BY r.asked_at DESC, r.ended_at IS NULL DESC LIMIT 1`,
  )
  return row ?? null
}

/** Judges whether a recovery was opened, and opens it. */
function judgeOpened(
  model: Model,
  person: PersonName,
  row: Row | null,
  path: Recovery['path'],
  verdict: Verdict | boolean,
): Recovery | null {
  const isOpened = row !== null && row.id !== model.accounts[person].recoveries.latest?.id
  agree(isOpened, verdict, `a recovery of ${person} is opened`)
  return isOpened ? open(model, person, path, row.id) : null
}

function judgeLinked(model: Model, person: PersonName, row: Row | null): void {
  const waiting = waitingRecovery(model, person)
  if (!waiting) return
  const isLinked = row?.linkedAt != null
  agree(isLinked, isAgreed(model, person, waiting), `the link for ${person} is mailed`)
  if (isLinked) link(model, waiting)
}

// Asking.

export const asksToRecover = (browser: BrowserName, path: OwnPath): Command => ({
  words: `${browser}: asks for a recovery, by ${path}`,
  prepare: atOnce(async (world) => {
    const person = ownerOf(browser)
    await submitAt(world.visitors[browser], LOST, LOST, { path })
    const row = await stored(world, person)
    return (model) => {
      const login = loginIn(model, browser)
      const may = login && login.account === person && !login.isLinking
      const opened = judgeOpened(model, person, row, path, may ? mayAsk(model, person, path) : 'no')
      if (opened) countOwn(model, person)
      notePage(model, browser)
    }
  }),
})

const decisionPath = (world: World, workspace: WorkspaceName) =>
  `/workspaces/${world.workspaces[workspace].slug}/settings/members/recovery`

/** A browser decides for the person who is signed in there. */
type Decider = AdminName | BrowserName

const visitorOf = (world: World, decider: Decider, now: number): Promise<Visitor> | Visitor =>
  isAdminName(decider) ? freshAdmin(world.admins, decider, now) : world.visitors[decider]

/** Returns who decides, if they have proved their factor lately. */
function approverAs(model: Model, decider: Decider): Approver | null {
  if (isAdminName(decider)) return decider
  const session = sessionIn(model, decider)
  if (!session || aliveness(model, session) !== 'yes' || isProofMissing(model, session)) return null
  const { provedAt } = session
  return provedAt !== null && model.now - provedAt < FRESH_SECONDS ? session.account : null
}

async function decides(
  world: World,
  { now }: Model,
  decider: Decider,
  path: string,
  person: PersonName,
): Promise<Row | null> {
  const visitor = await visitorOf(world, decider, now)
  await postOwn(visitor, path, { email: world.people[person].email, reason: 'Called' })
  return stored(world, person)
}

function noteDecider(model: Model, decider: Decider): void {
  if (!isAdminName(decider)) notePage(model, decider)
}

export const asksFor = (admin: AdminName, workspace: WorkspaceName, person: PersonName): Command => ({
  words: `${admin} of ${workspace} asks for a recovery of ${person}`,
  prepare: atOnce(async (world, before) => {
    const row = await decides(world, before, admin, decisionPath(world, workspace), person)
    return (model) => {
      const may = ADMINS_OF[workspace].includes(admin) ? mayAskFor(model, workspace, person) : 'no'
      const opened = judgeOpened(model, person, row, 'admins', may)
      if (opened) addApproval(opened, workspace, admin)
    }
  }),
})

export const agrees = (decider: Decider, workspace: WorkspaceName, person: PersonName): Command => ({
  words: `${decider}: agrees for ${workspace} with the recovery of ${person}`,
  prepare: atOnce(async (world, before) => {
    const row = await decides(world, before, decider, `${decisionPath(world, workspace)}/agree`, person)
    return (model) => {
      const who = approverAs(model, decider)
      const waiting = waitingRecovery(model, person)
      const had = model.accounts[person].recoveries.latest?.approvals.size ?? 0
      const may = who !== null && mayApprove(model, workspace, who, person)
      agree((row?.approvals ?? 0) > had, may, `${who} agrees with the recovery of ${person}`)
      noteDecider(model, decider)
      if (!may || !waiting) return
      addApproval(waiting, workspace, who)
      judgeLinked(model, person, row)
    }
  }),
})

export const refuses = (decider: Decider, workspace: WorkspaceName, person: PersonName): Command => ({
  words: `${decider}: stops for ${workspace} the recovery of ${person}`,
  prepare: atOnce(async (world, before) => {
    const row = await decides(world, before, decider, `${decisionPath(world, workspace)}/stop`, person)
    return (model) => {
      const who = approverAs(model, decider)
      judgeStopped(model, person, row, who !== null && maySpeak(model, workspace, who, person))
      noteDecider(model, decider)
    }
  }),
})

// The operator.

const REASON = { reason: 'Lost' }
const recoveryOf = (world: World, person: PersonName) => `/accounts/${world.people[person].email}/recovery`

export const operatorAsks = (person: PersonName): Command => ({
  words: `the operator asks for a recovery of ${person}`,
  prepare: atOnce(async (world) => {
    const { status } = await api('POST', recoveryOf(world, person), REASON)
    const row = await stored(world, person)
    return (model) => {
      const may = mayOperatorAsk(model, person)
      agree(status === 202, may, 'the operator may ask')
      const opened = judgeOpened(model, person, row, 'operator', may)
      if (opened) link(model, opened)
    }
  }),
})

export const operatorAgrees = (person: PersonName): Command => ({
  words: `the operator agrees with the recovery of ${person}`,
  prepare: atOnce(async (world) => {
    const { status } = await api('POST', `${recoveryOf(world, person)}/approve`, REASON)
    const row = await stored(world, person)
    return (model) => {
      const waiting = waitingRecovery(model, person)
      const may = waiting !== null && !waiting.operatorAgreed
      agree(status === 200, may, 'the operator agrees')
      if (!may) return
      waiting.operatorAgreed = true
      judgeLinked(model, person, row)
    }
  }),
})

export const operatorStops = (person: PersonName): Command => ({
  words: `the operator stops the recovery of ${person}`,
  prepare: atOnce(async (world) => {
    const { status } = await api('DELETE', recoveryOf(world, person))
    const row = await stored(world, person)
    return (model) => {
      const isOpen = openRecovery(model, person) !== null
      agree(status === 204, isOpen, 'the operator stops it')
      judgeStopped(model, person, row, isOpen)
    }
  }),
})

// Stopping, and waiting.

function judgeStopped(model: Model, person: PersonName, row: Row | null, may: boolean): void {
  const recovery = openRecovery(model, person)
  if (!recovery) return
  agree(row?.id === recovery.id && row.outcome === 'stopped', may, `the recovery of ${person} is stopped`)
  if (may) stop(model, person)
}

/** Somebody who is not signed in presses the button behind the link of the first mail. */
export const vetoes = (person: PersonName): Command => ({
  words: `${person} stops the recovery by the link of a mail`,
  prepare: atOnce(async (world, before) => {
    const { latest } = before.accounts[person].recoveries
    if (!latest) return () => {}
    const path = `/stop-recovery/${await mailedLink('link-stop-recovery', latest.id, latest.askedAt)}`
    await submitAt(new Visitor(), path, path)
    const row = await stored(world, person)
    return (model) => judgeStopped(model, person, row, true)
  }),
})

export const allowsDelay = (workspace: WorkspaceName, isAllowed: boolean): Command => ({
  words: `${workspace} ${isAllowed ? 'lets members' : 'lets no member'} recover by waiting`,
  prepare: atOnce(async (world, before) => {
    const { effectiveAt, graceDays } = before.workspaces[workspace]
    const policy = { enforced: effectiveAt !== null, grace_days: graceDays, self_recovery: isAllowed }
    const { status } = await api('PUT', `/workspaces/${world.workspaces[workspace].slug}/policy`, policy)
    return (model) => {
      agree(status === 200, true, 'the policy is saved')
      model.workspaces[workspace].allowsDelay = isAllowed
    }
  }),
})

export const outwaits = (seconds: number, words: string): Command => ({
  words: `${words} later, the platform does what is due`,
  prepare: atOnce(async (world) => {
    await advance(seconds)
    await runCron()
    const rows = await Promise.all(PEOPLE.map((person) => stored(world, person)))
    return (model) => {
      model.now += seconds
      PEOPLE.forEach((person, i) => {
        const before = openRecovery(model, person)
        endWait(model, person)
        if (!before) return
        agree(rows[i]?.linkedAt != null, before.links.length > 0, `the link for ${person} is mailed`)
        agree(rows[i]?.outcome === 'stopped', before.end === 'stopped', `the wait of ${person} is stopped`)
      })
    }
  }),
})

// The link.

export const sendsLinkAgain = (browser: BrowserName): Command => ({
  words: `${browser}: asks for another link`,
  prepare: atOnce(async (world) => {
    const person = ownerOf(browser)
    await submitAt(world.visitors[browser], LOST, `${LOST}/link`)
    const row = await stored(world, person)
    return (model) => {
      const login = loginIn(model, browser)
      const may = login?.account === person && !login.isLinking && maySendAgain(model, person)
      const recovery = openRecovery(model, person)
      const isSent = row?.linkedAt === model.now && recovery?.links.at(-1) !== model.now
      notePage(model, browser)
      if (!recovery) return
      agree(isSent, may, `another link for ${person} is mailed`)
      if (may) recovery.links.push(model.now)
    }
  }),
})

/** Opens the link of the last mail, or of the one before, and sets up a new app. Sends the form twice. */
export const recovers = (browser: BrowserName, mail: 'last' | 'before'): Command => ({
  words: `${browser}: sets up a new app by the link of ${mail === 'last' ? 'the last mail' : 'the mail before'}`,
  prepare: atOnce(async (world, before) => {
    const person = ownerOf(browser)
    const { latest } = before.accounts[person].recoveries
    if (!latest) return () => {}
    const sentAt = latest.links.at(mail === 'last' ? -1 : -2) ?? latest.links.at(-1) ?? latest.askedAt
    const path = `/recover/${await mailedLink('link-recovery', latest.id, sentAt)}`
    const visitor = world.visitors[browser]
    const page = await visitor.ask(portalUrl(path))
    if (!hasForm(page, path)) return (model) => judgeRecovered(model, browser, sentAt, null, visitor)
    const app = appFrom(otpauthLink(page.text))
    const code = codeOf(app, stepAt(before.now))
    const done = await visitor.submit(page, path, { code })
    const codes = recoveryCodesIn(done.text)
    if (codes.length > 0) await visitor.submit(done, '/account/security/recovery-codes/confirm', {})
    const again = await visitor.submit(page, path, { code }, false)
    agree(codes.length === 10 && givesSession(again), false, 'the link works twice')
    if (codes.length > 0) world.apps.set(before.apps + 1, app)
    return (model) => judgeRecovered(model, browser, sentAt, codes, visitor)
  }),
})

function judgeRecovered(
  model: Model,
  browser: BrowserName,
  sentAt: number,
  codes: readonly string[] | null,
  visitor: Visitor,
): void {
  const person = ownerOf(browser)
  const login = loginIn(model, browser)
  const may = mayRecover(model, person, sentAt, login)
  agree(codes?.length === 10, may, `${person} recovers the account`)
  notePage(model, browser)
  if (!may || !login) return
  recover(model, person, codes ?? [])
  startSession(model, browser, { ...login, provedAt: model.now })
  if (!holdsLogin(visitor)) model.browsers[browser].login = null
}
