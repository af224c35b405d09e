// Rows to start from, written through the store's own statements if it has one. Times are in seconds.

import { env } from 'cloudflare:workers'
import { parseEmail } from '../../src/core/email.ts'
import { NO_POLICY, type Policy, type PolicyChoice, type PolicyKind } from '../../src/core/policy.ts'
import { type OidcProvider, PASSWORD, type Provider } from '../../src/core/provider.ts'
import type { Role } from '../../src/core/roles.ts'
import type { Digest } from '../../src/crypto/digest.ts'
import type { PasswordHash } from '../../src/crypto/password.ts'
import type { Sealed } from '../../src/crypto/seal.ts'
import type { Author } from '../../src/flows/administration/actor.ts'
import { changePolicy } from '../../src/flows/administration/change-policy.ts'
import type { Edge } from '../../src/flows/edge/edge.ts'
import { makeAccount } from '../../src/store/accounts.ts'
import { type AuditEntry, audited } from '../../src/store/audit.ts'
import { batch, findFirst, listAll, type Query } from '../../src/store/batch.ts'
import { ALWAYS } from '../../src/store/condition.ts'
import * as endedWorkspaces from '../../src/store/ended-workspaces.ts'
import { acceptMembership, putMember, selectMembershipsOf } from '../../src/store/members.ts'
import { selectPoliciesAndGroups, TABLE_OF } from '../../src/store/policies.ts'
import type { ProvedFirstFactor } from '../../src/store/sessions.ts'
import { putWorkspace, selectWorkspace } from '../../src/store/workspaces.ts'

export const NOW = 1_800_000_000
const LONG_AGO = NOW - 30 * 86_400
export const CLIENT = { ip: '192.0.2.1', userAgent: 'a test' }

export const PASSWORD_HASH = 'the hash of a password' as PasswordHash

/** A first factor by the password of `PASSWORD_HASH`, proved at NOW. */
export const BY_PASSWORD: ProvedFirstFactor = {
  kind: 'pwd',
  provider: 'password',
  authTime: NOW,
  providerAmr: null,
  sealedIdToken: null,
  passwordHash: PASSWORD_HASH,
  subject: null,
  linkEmail: null,
}

// The store compares digests and keeps sealed values without looking inside them.
export const digestOf = (words: string) => `digest of ${words}` as Digest
export const sealedOf = (words: string) => `key.${words}` as Sealed

/** Returns whether the step changed a row. */
export async function changes(step: D1PreparedStatement | Query<unknown>): Promise<boolean> {
  return (await batch(env.DB, { step })).step.changed
}

export async function rows<T = Record<string, unknown>>(sql: string, ...values: unknown[]): Promise<T[]> {
  return (
    await env.DB.prepare(sql)
      .bind(...values)
      .all<T>()
  ).results
}

export async function count(table: string): Promise<number> {
  const [row] = await rows<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)
  return row?.n ?? 0
}

/** Returns the statement that records an entry which depends on no other step. */
export const recordingOf = (entry: AuditEntry, at = NOW) =>
  audited({ db: env.DB, client: CLIENT, now: at }, entry) as D1PreparedStatement

/** Adds an account. `ada` has the address ada@acme.example. */
export async function addAccount(id: string, passwordHash: PasswordHash | null = null): Promise<string> {
  const email = parseEmail(`${id}@acme.example`)
  if (!email) throw new Error(`${id} does not make an address`)
  await batch(env.DB, {
    made: makeAccount(env.DB, { id, email, name: id, passwordHash, language: null }, NOW),
  })
  return id
}

/** Adds an authenticator with the id `app of ID` and no used step. */
export async function enrol(accountId: string, lastStep = 0): Promise<void> {
  await env.DB.prepare(
    'INSERT INTO authenticators (account_id, id, sealed_secret, confirmed_at, last_step) VALUES (?1, ?2, ?3, ?4, ?5)',
  )
    .bind(accountId, `app of ${accountId}`, sealedOf(accountId), NOW, lastStep)
    .run()
}

/** Returns an author who may make every change. */
export const author = (name: string): Author => ({ name, accountId: null, isStill: ALWAYS })

/** Adds a workspace. `acme` has the host acme.example.com unless other hosts are given. */
export async function addWorkspace(id: string, hosts = [`${id}.example.com`]): Promise<string> {
  const origin = `https://origin.${id}.example`
  await batch(env.DB, putWorkspace(env.DB, { id, slug: id, name: id, origin, hosts }, NOW))
  return id
}

/**
 * Ends the workspace as the operator's request does. Its members and other large sets of rows stay for the
 * sweep.
 */
export async function end(workspaceId: string): Promise<void> {
  await batch(env.DB, {
    ended: endedWorkspaces.endWorkspace(env.DB, workspaceId, NOW),
    cleared: endedWorkspaces.clearEnded(env.DB, workspaceId),
  })
}

/** Deletes what ended workspaces left, as the sweep does. */
export async function removeEnded(): Promise<void> {
  const piece = endedWorkspaces.removeEnded(env.DB)
  while (await piece(200));
}

export const findWorkspace = (db: D1Database, slug: string) => findFirst(db, selectWorkspace(db, slug))

export const listMembershipsOf = (db: D1Database, accountId: string) =>
  listAll(db, selectMembershipsOf(db, accountId))

/** Adds a member who has entered. */
export async function addMember(workspaceId: string, accountId: string, role: Role): Promise<void> {
  await addStranger(workspaceId, accountId, role)
  await acceptMembership(env.DB, { workspaceId, accountId }, NOW, ALWAYS).run()
}

/** Makes every role and every second factor so far older than a recovery asks for. */
export async function settle(): Promise<void> {
  await rows('UPDATE members SET joined_at = ?1, role_at = ?1', LONG_AGO)
  await rows('UPDATE accounts SET enrolled_at = ? WHERE enrolled_at IS NOT NULL', LONG_AGO)
}

/** Adds a member who never entered, as an admin can. */
export async function addStranger(workspaceId: string, accountId: string, role: Role): Promise<void> {
  await putMember(env.DB, { workspaceId, accountId, before: null, role }, NOW).run()
}

/** Saves a policy over the current one. Its own version is not looked at. */
export async function setPolicy(
  workspaceId: string,
  { graceDays, effectiveAt, appliesTo }: Policy,
  kind: PolicyKind = 'second-factor',
): Promise<void> {
  await env.DB.prepare(
    `INSERT INTO ${TABLE_OF[kind]} (workspace_id, grace_days, effective_at, applies_to, version, updated_at, updated_by)
     VALUES (?1, ?2, ?3, ?4, 1, ?5, 'a test') ON CONFLICT (workspace_id) DO UPDATE
     SET grace_days = excluded.grace_days, effective_at = excluded.effective_at, applies_to = excluded.applies_to,
         version = version + 1`,
  )
    .bind(workspaceId, graceDays, effectiveAt, appliesTo, NOW)
    .run()
}

/** Changes the policy as a request does that has just read it. */
export async function saveChoice(
  edge: Edge,
  workspaceId: string,
  choice: PolicyChoice,
  {
    by,
    onVersion = null,
    kind = 'second-factor',
  }: { by: Author; onVersion?: number | null; kind?: PolicyKind },
) {
  const facts = await findFirst(
    edge.db,
    selectPoliciesAndGroups(edge.db, workspaceId, edge.config.providers, edge.now),
  )
  if (!facts) throw new Error(`no workspace ${workspaceId}`)
  return changePolicy(edge, workspaceId, facts, { kind, choice, by, onVersion })
}

export const IN_EFFECT: Policy = { ...NO_POLICY, effectiveAt: NOW, version: 1 }
export const SCHEDULED: Policy = { ...NO_POLICY, graceDays: 14, effectiveAt: NOW + 14 * 86_400, version: 1 }
export const OFF: Policy = { ...NO_POLICY, version: 1 }

export interface SessionFacts {
  readonly mfaTime?: number
  /** What a passkey proved at `mfaTime`. Without it, the method is an authenticator app. */
  readonly passkeyAmr?: readonly string[]
  /** The passkey that proved it. */
  readonly passkeyId?: string
  readonly provider?: string
  readonly providerAmr?: readonly string[]
  readonly lastSeenAt?: number
  readonly expiresAt?: number
}

/** Adds a session whose cookie has the digest `digestOf(id)`. */
export async function addSession(id: string, accountId: string, facts: SessionFacts = {}): Promise<void> {
  const {
    mfaTime = null,
    passkeyAmr = null,
    passkeyId = passkeyAmr && 'a passkey',
    provider = 'password',
    providerAmr = null,
    lastSeenAt = NOW,
    expiresAt = NOW + 86_400,
  } = facts
  await env.DB.prepare(
    `INSERT INTO sessions (id, token_digest, account_id, first_factor, auth_time, mfa_time, mfa_method, created_at,
       last_seen_at, expires_at, ip, user_agent, provider, provider_amr, mfa_amr, passkey_id)
     VALUES (?1, ?2, ?3, 'pwd', ?4, ?5, iif(?5 IS NULL, NULL, iif(?10 IS NULL, 'totp', 'passkey')), ?4, ?6, ?7,
       '192.0.2.1', 'a test', ?8, ?9, ?10, ?11)`,
  )
    .bind(
      id,
      digestOf(id),
      accountId,
      NOW,
      mfaTime,
      lastSeenAt,
      expiresAt,
      provider,
      providerAmr && JSON.stringify(providerAmr),
      passkeyAmr && JSON.stringify(passkeyAmr),
      passkeyId,
    )
    .run()
}

/** A provider that is trusted for the second factor if it reports one of these. */
export const OKTA: OidcProvider = {
  kind: 'oidc',
  id: 'okta',
  label: 'Okta',
  issuer: 'https://okta.example',
  clientId: 'sallyport',
  clientAuth: 'none',
  clientSecret: null,
  scope: 'openid',
  freshPrompt: 'login',
  trustsEmail: false,
  assumesEmailVerified: false,
  provisions: false,
  emailDomains: null,
  acrValues: [],
  trustedAmr: ['mfa', 'hwk'],
  trustedAcr: [],
  reportsAuthTime: true,
  contact: null,
}
export const CHALLENGED_OKTA: OidcProvider = { ...OKTA, trustedAmr: [] }
export const PROVIDERS: readonly Provider[] = [PASSWORD, OKTA]

export const LIFETIME = { now: NOW, idleSeconds: 8 * 3600, providers: PROVIDERS }
