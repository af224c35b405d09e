// One table of all cases: both policies, factors, roles, an extension and a provider's word. The decision about an
// entry, the guard of the statement that records it, the decision about the pass, and the preview must agree.

import { env } from 'cloudflare:workers'
import { beforeEach, expect, it } from 'vitest'
import { decidePass, type EntryDecision, type PassDecision } from '../../src/core/access.ts'
import { NO_POLICY, type Policy } from '../../src/core/policy.ts'
import type { Role } from '../../src/core/roles.ts'
import { previewPolicy } from '../../src/flows/administration/change-policy.ts'
import type { Edge } from '../../src/flows/edge/edge.ts'
import { decideOn } from '../../src/flows/entry/decide.ts'
import { issuePass } from '../../src/flows/entry/issue-pass.ts'
import { batch, findFirst } from '../../src/store/batch.ts'
import { ADMISSION_JOINS, isAdmitted, selectEntrant } from '../../src/store/entrants.ts'
import { selectPoliciesAndGroups } from '../../src/store/policies.ts'
import { edgeAt } from '../support/edge-at.ts'
import {
  addWorkspace,
  digestOf,
  IN_EFFECT,
  LIFETIME,
  NOW,
  PROVIDERS,
  rows,
  SCHEDULED,
  setPolicy,
} from '../support/rows.ts'

const db = env.DB

const POLICIES = {
  off: NO_POLICY,
  scheduled: SCHEDULED,
  'in effect': IN_EFFECT,
  'for admins': { ...IN_EFFECT, appliesTo: 'admins' },
} as const satisfies Record<string, Policy>
type PolicyName = keyof typeof POLICIES

/** What the account has. */
const FACTORS = ['nothing', 'app', 'passkey'] as const
/** What the session has proved: its own factor, or what a trusted provider said. */
const PROOFS = ['nothing', 'totp', 'recovery_code', 'passkey', 'provider’s otp', 'provider’s key'] as const

interface Case {
  readonly secondFactor: PolicyName
  readonly phishingResistant: PolicyName
  readonly factor: (typeof FACTORS)[number]
  readonly proof: (typeof PROOFS)[number]
  readonly role: Role | null
  readonly isExtended: boolean
  readonly hasDeferred: boolean
}

/** Whether a person may enter, told as in the contract: in words, and not as the source decides. */
function mayEnter({ factor, proof, role, isExtended, hasDeferred, ...policies }: Case): boolean {
  const isProved = proof !== 'nothing'
  const isStrong = proof === 'passkey' || proof === 'provider’s key'
  if (role === null || (factor !== 'nothing' && !isProved)) return false
  const of = { role, isExtended }
  if (demands(policies.secondFactor, of) && !isProved) return false
  if (demands(policies.phishingResistant, of) && !isStrong) return false
  const isAsked =
    (asks(policies.secondFactor, of) && !isProved) ||
    (asks(policies.phishingResistant, of) && !isStrong && factor !== 'passkey')
  return !isAsked || hasDeferred
}

type Covered = Pick<Case, 'role' | 'isExtended'>
const covers = (name: PolicyName, { role }: Covered) =>
  name !== 'off' && (name !== 'for admins' || role === 'owner' || role === 'admin')
const asks = (name: PolicyName, of: Covered) => covers(name, of) && (name === 'scheduled' || of.isExtended)
const demands = (name: PolicyName, of: Covered) => covers(name, of) && name !== 'scheduled' && !of.isExtended

const WORDS: Partial<Record<Case['proof'], string>> = { 'provider’s otp': 'mfa', 'provider’s key': 'hwk' }

const ROLES: readonly (Role | null)[] = ['owner', 'admin', 'member', null]

/** All cases that can be. Nobody without a factor proves one of Sallyport's, and nobody a passkey without having one. */
const CASES: readonly Case[] = Object.keys(POLICIES).flatMap((secondFactor) =>
  Object.keys(POLICIES).flatMap((phishingResistant) =>
    FACTORS.flatMap((factor) =>
      PROOFS.filter(
        (proof) =>
          proof === 'nothing' ||
          proof.startsWith('provider') ||
          (proof === 'passkey' ? factor === 'passkey' : factor !== 'nothing'),
      ).flatMap((proof) =>
        ROLES.flatMap((role) =>
          [false, true].flatMap((isExtended) =>
            [false, true].map((hasDeferred) => ({
              secondFactor: secondFactor as PolicyName,
              phishingResistant: phishingResistant as PolicyName,
              ...{ factor, proof, role, isExtended, hasDeferred },
            })),
          ),
        ),
      ),
    ),
  ),
)

/** Makes a workspace with two policies, and each person of the cases with a session, a member or not. */
async function addCases(workspace: string, cases: readonly Case[]): Promise<void> {
  await addWorkspace(workspace)
  const [first] = cases
  for (const [kind, name] of [
    ['second-factor', first?.secondFactor ?? 'off'],
    ['phishing-resistant', first?.phishingResistant ?? 'off'],
  ] as const)
    if (name !== 'off') await setPolicy(workspace, POLICIES[name], kind)
  await db.batch(cases.flatMap((each, i) => rowsOf(workspace, `${workspace}-${i}`, each)))
}

function rowsOf(workspace: string, id: string, each: Case): D1PreparedStatement[] {
  const { factor, proof, role, isExtended, hasDeferred } = each
  const word = WORDS[proof]
  const isOwn = proof !== 'nothing' && !word
  const add = (table: string, row: Record<string, unknown>) =>
    db
      .prepare(`INSERT INTO ${table} (${Object.keys(row)}) VALUES (${Object.keys(row).fill('?')})`)
      .bind(...Object.values(row))
  const session = {
    ...{
      id,
      token_digest: digestOf(id),
      account_id: id,
      first_factor: 'pwd',
      auth_time: NOW,
      created_at: NOW,
    },
    ...{
      last_seen_at: NOW,
      expires_at: NOW + 60,
      ip: '',
      user_agent: '',
      provider: word ? 'okta' : 'password',
    },
    ...{ provider_amr: word ? JSON.stringify([word]) : null, mfa_time: isOwn ? NOW : null },
    ...{ mfa_method: isOwn ? proof : null, mfa_amr: proof === 'passkey' ? '["hwk"]' : null },
    passkey_id: proof === 'passkey' ? id : null,
  }
  const member = {
    ...{ workspace_id: workspace, account_id: id, role, is_enrolled: 0, joined_at: NOW },
    ...{ vouched_by: word ? `okta ${word}` : '', extended_until: isExtended ? NOW + 60 : null },
  }
  return [
    add('accounts', { id, email: id, email_key: id, name: id, created_at: NOW }),
    ...(role ? [add('members', member)] : []),
    ...(factor === 'app'
      ? [add('authenticators', { account_id: id, id, sealed_secret: 's', confirmed_at: NOW, last_step: 0 })]
      : []),
    ...(factor === 'passkey' ? [add('passkeys', passkeyOf(id))] : []),
    add('sessions', session),
    ...(hasDeferred ? [add('prompt_deferrals', { session_id: id, workspace_id: workspace })] : []),
  ]
}

const passkeyOf = (id: string) => ({
  ...{ id, account_id: id, credential_id: id, public_key: '', rp_id: '', name: '', sign_count: 0 },
  ...{ is_backup_eligible: 0, is_backed_up: 0, transports: '[]', created_at: NOW },
})

let edge: Edge

beforeEach(async () => {
  const base = await edgeAt(NOW)
  edge = { ...base, config: { ...base.config, providers: PROVIDERS } }
})

/** Returns the sessions that the guard of an entry (store/hand-offs.ts) admits to the workspace. */
async function admittedByGuard(workspace: string): Promise<ReadonlySet<string>> {
  const { sql, values } = isAdmitted(LIFETIME)
  const admitted = await rows<{ id: string }>(
    `SELECT s.id FROM sessions s JOIN hosts h ON h.host = ? ${ADMISSION_JOINS} WHERE ${sql}`,
    ...[`${workspace}.example.com`, ...values],
  )
  return new Set(admitted.map(({ id }) => id))
}

interface Verdict {
  readonly decision: EntryDecision
  readonly gate: PassDecision
  readonly requires: readonly string[] | undefined
}

/** Returns what the portal and the gate say about each person, and which factor the pass requires. */
async function verdictsOn(workspace: string, cases: readonly Case[]): Promise<readonly Verdict[]> {
  const host = `${workspace}.example.com`
  const found = await batch(
    db,
    Object.fromEntries(
      cases.map((_, i) => [`of ${i}`, selectEntrant(db, { sessionId: `${workspace}-${i}` }, host, LIFETIME)]),
    ),
  )
  return Promise.all(
    cases.map(async ({ role }, i) => {
      const entrant = found[`of ${i}`]?.first
      if (!entrant) throw new Error(`no entrant ${i}`)
      const { decision, ...decided } = decideOn(edge, entrant)
      const admitted = { ...decided, role: role ?? 'member', proof: entrant.proof }
      const { claims } = await issuePass(edge, admitted, 'secret')
      const { mfa_method: method, enforcement } = claims
      const pass = { ...claims, role: claims.workspace.role, method, extension: enforcement.extension }
      return { decision, gate: decidePass(pass, entrant.site, NOW), requires: enforcement.requires }
    }),
  )
}

const AT_THE_GATE: Partial<Record<EntryDecision, PassDecision>> = {
  'enrollment-required': 'second-factor-required',
  'stronger-factor-required': 'stronger-factor-required',
  'passkey-needed': 'stronger-factor-required',
}

it.each(Object.keys(POLICIES) as PolicyName[])(
  'an entry, its guard, the pass and the preview agree, with the first policy %s',
  async (secondFactor) => {
    for (const phishingResistant of Object.keys(POLICIES) as PolicyName[]) {
      const cases = CASES.filter(
        (each) => each.secondFactor === secondFactor && each.phishingResistant === phishingResistant,
      )
      const workspace = `${secondFactor}-${phishingResistant}`.replaceAll(' ', '-')
      await addCases(workspace, cases)
      const admitted = await admittedByGuard(workspace)
      const verdicts = await verdictsOn(workspace, cases)
      for (const [i, each] of cases.entries()) {
        const { decision, gate, requires } = verdicts[i] as Verdict
        const guard = admitted.has(`${workspace}-${i}`)
        const told = JSON.stringify(each)
        expect([decision === 'admit', guard], `${decision}: ${told}`).toEqual([
          mayEnter(each),
          mayEnter(each),
        ])
        if (each.role === null) continue
        expect(requires, told).toEqual(demands(phishingResistant, each) ? ['passkey'] : undefined)
        // The portal asks an enrolled account for its proof, before anybody gets a pass.
        if (decision !== 'second-factor-needed') expect(gate, told).toBe(AT_THE_GATE[decision] ?? 'admit')
      }
      await expectPreviews(workspace, cases)
    }
  },
  60_000,
)

/** Expects a preview of the same policy to count whoever that policy alone would not let in, however they sign in. */
async function expectPreviews(workspace: string, cases: readonly Case[]): Promise<void> {
  const facts = await findFirst(db, selectPoliciesAndGroups(db, workspace, PROVIDERS, NOW))
  if (!facts) throw new Error(`no workspace ${workspace}`)
  const alone = { secondFactor: 'off', phishingResistant: 'off' } as const
  for (const [kind, name] of [
    ['second-factor', 'secondFactor'],
    ['phishing-resistant', 'phishingResistant'],
  ] as const) {
    const blocked = cases.filter(
      (each) => each.role !== null && !mayEnter({ ...each, ...alone, [name]: each[name], ...atBest(each) }),
    )
    const { graceDays, effectiveAt } = facts.policies[name]
    const preview = previewPolicy(facts, kind, { graceDays, enforced: effectiveAt !== null }, NOW)
    expect([preview.isChange, preview.blockedNow], `${workspace} ${kind}`).toEqual([false, blocked.length])
  }
}

/** The best that the person can prove in the way that they sign in, and no prompt. */
function atBest({ factor, proof }: Case): Pick<Case, 'proof' | 'hasDeferred'> {
  const own = { nothing: 'nothing', app: 'totp', passkey: 'passkey' } as const
  const isKey = factor === 'passkey' && proof !== 'provider’s key'
  return { proof: proof.startsWith('provider') && !isKey ? proof : own[factor], hasDeferred: true }
}

it('has a case for each combination that can be', () => {
  expect(CASES.length).toBe(4 * 4 * (3 + 5 + 6) * 4 * 2 * 2)
})
