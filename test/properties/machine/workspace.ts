// Commands about workspaces: visits, changes by admins and the operator, and time.

import { Secret, TOTP } from 'otpauth'
import { claimsOf } from '../../support/node/recording-origin.ts'
import { advance, api } from '../../support/node/test-bed.ts'
import { agree, atOnce, type Command, Disagreement, type Judge } from './command.ts'
import { endInvitation } from './invitations-model.ts'
import {
  aliveness,
  BROWSERS,
  type BrowserName,
  changePolicy,
  endSessions,
  entrance,
  extensionOf,
  forgetGuesses,
  isHeldAsOwner,
  isPromptedTo,
  loseFactor,
  type Model,
  mayExtend,
  type Pass,
  type PersonName,
  putMember,
  type Role,
  redemption,
  removeMember,
  renewed,
  standsAlone,
  stepAt,
  touch,
  type Verdict,
  type WorkspaceName,
} from './model.ts'
import { ADMINS_OF, stop } from './recovery-model.ts'
import {
  type Arrival,
  askOrigin,
  bringWayIn,
  copyWayIn,
  replayAssertion,
  takeWayIn,
  type World,
} from './world.ts'

export const asks = (browser: BrowserName, workspace: WorkspaceName, how: 'visits' | 'fetches'): Command => ({
  words: `${browser}: ${how === 'visits' ? 'goes to' : 'fetches something from'} ${workspace}`,
  prepare: atOnce(async (world) => {
    const arrival = await askOrigin(world, browser, workspace, how === 'visits')
    return (model) => judgeArrival(world, model, browser, workspace, how, arrival)
  }),
})

function judgeArrival(
  world: World,
  model: Model,
  browser: BrowserName,
  workspace: WorkspaceName,
  how: 'visits' | 'fetches',
  { received, isNewPass }: Arrival,
): void {
  const { passes } = model.browsers[browser]
  const held = passes[workspace]
  const alone = held ? standsAlone(model, held) : 'no'
  const renewal = held ? renewed(model, held) : null
  const door = how === 'visits' ? entrance(model, browser, workspace) : null
  agree(
    received !== null,
    anyOf([alone, renewal?.verdict ?? 'no', door?.verdict ?? 'no']),
    'the origin was reached',
  )
  noteContact(model, browser, held, alone)
  if (!received) return
  const ways = isNewPass ? [renewal, door] : [{ verdict: alone, pass: held ?? null }]
  const told = claimsOf(received)
  const pass = ways.find(
    (way) => way && way.verdict !== 'no' && way.pass && isToldBy(world, model, way.pass, told),
  )?.pass
  if (!pass)
    throw new Disagreement(`the origin was told what the model does not say: ${JSON.stringify(told)}`)
  passes[workspace] = pass
  const person = model.sessions[pass.session]?.account
  if (isNewPass && person) noteEntry(model, workspace, person, renewal?.verdict ?? 'no')
}

/** Notes that a person entered through the portal. A pass that could not be renewed must come from there. */
function noteEntry(model: Model, workspace: WorkspaceName, person: PersonName, isRenewal: Verdict): void {
  const { entered } = model.workspaces[workspace]
  if (isRenewal === 'yes' || entered.get(person) === 'yes') return
  entered.set(person, isRenewal === 'no' ? 'yes' : 'either')
}

/** Goes to the portal and keeps the code without bringing it. */
export const takesHandOff = (browser: BrowserName, workspace: WorkspaceName): Command => ({
  words: `${browser}: gets a code for ${workspace}, and keeps it`,
  prepare: atOnce(async (world) => {
    const isGiven = await takeWayIn(world, browser, workspace)
    return (model) => {
      const { verdict, pass } = entrance(model, browser, workspace)
      const held = model.browsers[browser].session
      const session = held && model.sessions[held.id]
      const isPrompted = session && isPromptedTo(model, session, workspace)
      agree(isGiven, verdict === 'yes' && isPrompted ? 'either' : verdict, 'a code is given')
      if (session && aliveness(model, session) !== 'no') session.seen = [session.seen[0], model.now]
      model.browsers[browser].handOff = isGiven && pass && held ? model.handOffs.length : null
      if (isGiven && pass && held)
        model.handOffs.push({
          session: pass.session,
          token: held.token,
          workspace,
          at: model.now,
          isSpent: false,
        })
    }
  }),
})

export const bringsHandOff = (browser: BrowserName): Command => ({
  words: `${browser}: brings the code that it kept`,
  prepare: atOnce(async (world) => {
    const { received, isNewPass } = await bringWayIn(world, browser)
    return (model) => {
      const handOff = model.handOffs[model.browsers[browser].handOff ?? -1]
      if (!handOff) return agree(isNewPass, false, 'a code that nobody gave opens something')
      const { verdict, pass } = redemption(model, browser, handOff)
      const session = pass && model.sessions[pass.session]
      const isPrompted = session && isPromptedTo(model, session, handOff.workspace)
      agree(isNewPass, verdict === 'yes' && isPrompted ? 'either' : verdict, 'the code is taken')
      handOff.isSpent = true
      model.browsers[browser].handOff = null
      if (!isNewPass || !pass) return
      const told = received && claimsOf(received)
      if (!told || !isToldBy(world, model, pass, told))
        throw new Disagreement(`a code told the origin what the model does not say: ${JSON.stringify(told)}`)
      model.browsers[browser].passes[handOff.workspace] = pass
      const person = model.sessions[pass.session]?.account
      if (person) noteEntry(model, handOff.workspace, person, 'no')
    }
  }),
})

function anyOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('yes')) return 'yes'
  return verdicts.includes('either') ? 'either' : 'no'
}

/** Notes when sessions were last seen. The range is narrower if more requests were made. */
function noteContact(model: Model, browser: BrowserName, held: Pass | undefined, alone: Verdict): void {
  const renewing = held && model.sessions[held.session]
  if (renewing && alone === 'no' && aliveness(model, renewing) === 'yes') touch(model, renewing)
  const signedIn = model.sessions[model.browsers[browser].session?.id ?? -1]
  for (const session of [renewing, signedIn]) {
    if (session && aliveness(model, session) !== 'no') session.seen = [session.seen[0], model.now]
  }
}

function isToldBy(world: World, model: Model, pass: Pass, told: Record<string, unknown>): boolean {
  const session = model.sessions[pass.session]
  const says = told as {
    workspace?: { slug: string; role: Role }
    exp: number
    mfa_time?: number
    acr: string
    email: string
  }
  return (
    session !== undefined &&
    says.email === world.people[session.account].email &&
    says.workspace?.slug === world.workspaces[pass.workspace].slug &&
    says.workspace.role === pass.role &&
    says.acr === (pass.provedAt === null ? 'aal1' : 'aal2') &&
    (says.mfa_time ?? null) === pass.provedAt &&
    says.exp === pass.expiresAt
  )
}

/** Every browser brings every pass that it holds. */
export const everybodyAsks: Command = {
  words: 'everybody fetches something from wherever they hold a pass',
  prepare: atOnce(async (world, before) => {
    const judges: Judge[] = []
    for (const browser of BROWSERS) {
      for (const { workspace } of Object.values(before.browsers[browser].passes)) {
        const arrival = await askOrigin(world, browser, workspace, false)
        judges.push((model) => judgeArrival(world, model, browser, workspace, 'fetches', arrival))
      }
    }
    return (model) => {
      for (const judge of judges) judge(model)
    }
  }),
}

export const replays = (workspace: WorkspaceName): Command => ({
  words: `somebody brings ${workspace} the assertion that its origin saw last`,
  prepare: atOnce(async (world) => {
    const isLetIn = await replayAssertion(world, workspace)
    return () => agree(isLetIn, false, 'an assertion opens the gate')
  }),
})

export const copiesCookies = (from: BrowserName, to: BrowserName): Command => ({
  words: `${to}: gets a copy of all cookies of ${from}`,
  prepare: atOnce(async ({ visitors, ways }) => {
    visitors[to].cookies.clear()
    for (const [host, jar] of visitors[from].cookies) visitors[to].cookies.set(host, new Map(jar))
    copyWayIn(ways, from, to)
    return ({ browsers }) => {
      browsers[to] = structuredClone(browsers[from])
    }
  }),
})

export const waits = (seconds: number, words: string): Command => ({
  words: `${words} later`,
  prepare: atOnce(async () => {
    await advance(seconds)
    return (model) => {
      model.now += seconds
    }
  }),
})

export type Timing = 'off' | 0 | 3 | 7 | 14 | 30

export const requires = (workspace: WorkspaceName, timing: Timing): Command => ({
  words: `${workspace} requires a second factor ${timing === 'off' ? 'no longer' : timing === 0 ? 'at once' : `in ${timing} days`}`,
  prepare: atOnce(async (world) => {
    const isEnforced = timing !== 'off'
    const days = isEnforced ? timing : 0
    const { slug } = world.workspaces[workspace]
    const { status, body } = await api('PUT', `/workspaces/${slug}/policy`, {
      enforced: isEnforced,
      grace_days: days,
    })
    return (model) => {
      agree(status === 200, true, 'the policy is saved')
      changePolicy(model, workspace, isEnforced, days)
      const { effectiveAt } = model.workspaces[workspace]
      const told = body.effective_at === null ? null : Date.parse(body.effective_at) / 1000
      if (told !== effectiveAt)
        throw new Disagreement(`in effect at ${told}, and the model says ${effectiveAt}`)
    }
  }),
})

export const puts = (workspace: WorkspaceName, person: PersonName, role: Role | 'nobody'): Command => ({
  words: `${person} becomes ${role === 'nobody' ? role : `a ${role}`} in ${workspace}`,
  prepare: atOnce(async (world) => {
    const path = `/workspaces/${world.workspaces[workspace].slug}/members/${world.people[person].email}`
    const { status } = await (role === 'nobody' ? api('DELETE', path) : api('PUT', path, { role }))
    return (model) => {
      const { members } = model.workspaces[workspace]
      const isKept = role !== 'owner' && isHeldAsOwner(model, workspace, person)
      const isPossible = (role !== 'nobody' || members.has(person)) && !isKept
      agree(status < 300, isPossible, 'the membership is changed')
      if (!isPossible) return
      if (members.get(person) !== role) endInvitation(model, workspace, person)
      if (role === 'nobody') removeMember(model, workspace, person)
      else putMember(model, workspace, person, role)
    }
  }),
})

const extensionPath = (world: World, workspace: WorkspaceName, person: PersonName) =>
  `/workspaces/${world.workspaces[workspace].slug}/members/${world.people[person].email}/extension`

export const extendsMember = (workspace: WorkspaceName, person: PersonName, days: number): Command => ({
  words: `${workspace} gives ${person} ${days} more days`,
  prepare: atOnce(async (world, { now }) => {
    const until = now + days * 86_400
    const { status } = await api('PUT', extensionPath(world, workspace, person), {
      until: new Date(until * 1000).toISOString(),
      reason: 'On leave',
    })
    return (model) => {
      const isPossible = mayExtend(model, workspace, person)
      agree(status === 200, isPossible, 'the member gets more time')
      if (!isPossible) return
      const { extensions, extendedUnder, version } = model.workspaces[workspace]
      extendedUnder.set(person, version)
      extensions.set(person, { until, version })
    }
  }),
})

export const endsExtension = (workspace: WorkspaceName, person: PersonName): Command => ({
  words: `${workspace} takes the extension of ${person} back`,
  prepare: atOnce(async (world) => {
    const { status } = await api('DELETE', extensionPath(world, workspace, person))
    return (model) => {
      agree(status === 204, extensionOf(model, workspace, person) !== null, 'the extension is taken back')
      model.workspaces[workspace].extensions.delete(person)
    }
  }),
})

export const resets = (person: PersonName): Command => ({
  words: `the operator resets the second factor of ${person}`,
  prepare: atOnce(async (world) => {
    const { status } = await api('DELETE', `/accounts/${world.people[person].email}/second-factor`, {
      reason: 'Lost',
    })
    return (model) => {
      agree(status < 300, true, 'the second factor is reset')
      stop(model, person)
      loseFactor(model, person)
      endSessions(model, person, null)
      for (const login of model.logins) if (login.account === person) login.isEnded = true
      forgetGuesses(model.accounts[person])
    }
  }),
})

/** The operator brings the app that the person used elsewhere. Its code of this step is spent. */
export const imports = (person: PersonName): Command => ({
  words: `the operator imports an app of ${person}`,
  prepare: atOnce(async (world, before) => {
    const app = new TOTP({ secret: new Secret({ size: 20 }) })
    const { status } = await api('PUT', `/accounts/${world.people[person].email}/authenticator`, {
      ...{ secret: app.secret.base32, algorithm: 'SHA1', digits: 6, period: 30 },
    })
    world.apps.set(before.apps + 1, app)
    return (model) => {
      const account = model.accounts[person]
      const isPossible = account.app === null
      agree(status === 201, isPossible, 'the app is imported')
      if (!isPossible) return
      account.app = ++model.apps
      account.isUnusedImport = true
      account.enrolledAt = model.now
      account.lastStep = stepAt(model.now)
    }
  }),
})

/** Compares the counts that a workspace keeps with a count of all members. */
export async function judgeCounts(world: World, model: Model): Promise<void> {
  for (const [name, { members, effectiveAt }] of Object.entries(model.workspaces)) {
    const { slug } = world.workspaces[name as WorkspaceName]
    const { body } = await api('GET', `/workspaces/${slug}/enrollment`)
    const missing = [...members.keys()].filter((person) => model.accounts[person].app === null)
    const isExtended = (person: PersonName) => extensionOf(model, name as WorkspaceName, person) !== null
    const mayWait = missing.filter((person) => (effectiveAt ?? 0) > model.now || isExtended(person))
    const isSet = effectiveAt !== null
    const fixed = ADMINS_OF[name as WorkspaceName].length
    const counted = {
      members: members.size + fixed,
      admins: [...members.values()].filter((role) => role !== 'member').length + fixed,
      enrolled: members.size - missing.length + fixed,
      vouched: 0,
      extended: [...members.keys()].filter(isExtended).length,
      pending: isSet ? mayWait.length : 0,
      overdue: isSet ? missing.length - mayWait.length : 0,
      with_passkey: 0,
      imported: [...members.keys()].filter((person) => model.accounts[person].isUnusedImport).length,
    }
    if (JSON.stringify(body) === JSON.stringify(counted)) continue
    throw new Disagreement(`${name} counts ${JSON.stringify(body)}, and it is ${JSON.stringify(counted)}`)
  }
}
