// Fills a platform of any size with SQL that D1 and plain SQLite both accept. Passwords, seals and digests
// are random, so no filler account can sign in. Triggers are on, so that their counts are right.

export interface Size {
  readonly accounts: number
  readonly workspaces: number
  /** Members of the first workspace. Each other workspace has `membersEach`. */
  readonly membersOfLargest: number
  readonly membersEach: number
  /** Entries in the operator's scope, in the first workspace's, and in each other workspace's. */
  readonly audit: readonly [operator: number, largest: number, each: number]
}

export const START = 1_800_000_000
export const LARGEST = { slug: 'w0', host: 'w0.localhost:8787' }
const DAY = 86_400
const TODAY = Math.floor(START / DAY)

/** Returns the slug of the workspace in the middle, where lists start that are read from there. */
export const middleSlug = ({ workspaces }: Size) => `w${Math.floor(workspaces / 2)}`

// Ids of 22 characters in scrambled order, like real ones. Rows created together are not stored together.
const id = (n: string) => `printf('%08x%014x', (${n} * 2654435761) & 4294967295, ${n})`
/** Returns the id of the filler row with this number. */
export const fillerId = (n: number): string =>
  ((BigInt(n) * 2654435761n) & 4294967295n).toString(16).padStart(8, '0') + n.toString(16).padStart(14, '0')
const DIGEST = 'substr(hex(randomblob(22)), 1, 43)'
const count = (most: number) => `n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${most})`

/** Returns the statements, to run in this order on empty tables. */
export function fill(size: Size): string[] {
  const { accounts, workspaces, membersOfLargest, membersEach } = size
  const client = "'192.0.2.1', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'"
  return [
    `WITH RECURSIVE ${count(accounts)}
     INSERT INTO accounts (id, email, email_key, name, password_hash, recovery_set_id, created_at)
     SELECT ${id('i')}, 'p' || i || '@people.example', 'p' || i || '@people.example', 'Person ' || i,
       'scrypt$ln=14,r=8,p=5$' || ${DIGEST} || '$' || ${DIGEST}, iif(i % 5, 'set', NULL), ${START - 300 * DAY} FROM n ORDER BY 1`,
    `WITH RECURSIVE ${count(workspaces)}
     INSERT INTO workspaces (id, slug, name, origin, created_at)
     SELECT ${id('i')}, 'w' || i, 'Workspace ' || i, 'http://127.0.0.1:9', ${START - 300 * DAY} FROM n`,
    `INSERT INTO hosts (host, workspace_id) SELECT slug || '.localhost:8787', id FROM workspaces`,
    // A third of the workspaces enforce a policy now, and a third will later.
    `WITH RECURSIVE ${count(workspaces)}
     INSERT INTO policies (workspace_id, grace_days, effective_at, version, updated_at, updated_by, next_notice_at)
     SELECT ${id('i')}, 14, iif(i % 3 = 1, ${START - DAY}, ${START + 14 * DAY}), 1, ${START - DAY}, 'filler',
       iif(i % 3 = 1, NULL, ${START + 7 * DAY}) FROM n WHERE i % 3 <> 0`,
    `WITH RECURSIVE ${count(membersOfLargest)}
     INSERT INTO members (workspace_id, account_id, role, is_enrolled, joined_at, email_key)
     SELECT ${id('0')}, ${id('i')}, CASE i WHEN 0 THEN 'owner' WHEN 1 THEN 'admin' ELSE 'member' END, 0, ${START - 200 * DAY},
       'p' || i || '@people.example'
     FROM n ORDER BY 2`,
    `WITH RECURSIVE ${count((workspaces - 1) * membersEach)}
     INSERT INTO members (workspace_id, account_id, role, is_enrolled, joined_at, email_key)
     SELECT ${id(`(1 + i / ${membersEach})`)}, ${id(`(i % ${accounts})`)},
       CASE i % ${membersEach} WHEN 0 THEN 'owner' WHEN 1 THEN 'admin' ELSE 'member' END, 0, ${START - 200 * DAY},
       'p' || (i % ${accounts}) || '@people.example'
     FROM n ORDER BY 1, 2`,
    `INSERT INTO authenticators (account_id, id, sealed_secret, confirmed_at, last_step)
     SELECT id, id, 'no-key-of-this-ring-at.' || hex(randomblob(36)), ${START - 100 * DAY}, 1 FROM accounts WHERE recovery_set_id IS NOT NULL`,
    `WITH RECURSIVE ${count(10)}
     INSERT INTO recovery_codes (account_id, digest, set_id)
     SELECT id, i || substr(hex(randomblob(21)), 1, 42), 'set' FROM accounts CROSS JOIN n WHERE recovery_set_id IS NOT NULL`,
    `INSERT INTO identities (provider, subject, account_id, email, linked_at)
     SELECT 'platform', 'subject-' || id, id, email, ${START - 100 * DAY} FROM accounts WHERE recovery_set_id IS NULL`,
    // Half of all people are signed in, since random times of the last eight hours.
    `INSERT INTO sessions (id, token_digest, account_id, first_factor, provider, auth_time, mfa_time, mfa_method, created_at,
       last_seen_at, expires_at, ip, user_agent)
     SELECT substr(hex(randomblob(11)), 1, 22), ${DIGEST}, id, 'pwd', 'password', at, at, 'totp', at, at, at + ${DAY}, ${client}
     FROM (SELECT id, ${START - 8 * 3600} + abs(random()) % 28000 AS at FROM accounts WHERE unicode(substr(id, 22)) % 2)`,
    `INSERT INTO notices (id, at, kind, account_id, detail, ip, user_agent, expires_at)
     SELECT id, ${START - 100 * DAY}, 'authenticator.enrolled', id, '{}', ${client}, ${START + 265 * DAY} FROM accounts
     WHERE recovery_set_id IS NOT NULL`,
    `INSERT INTO attempts (budget, subject, failures, blocked_until, updated_at)
     SELECT 'password', ${DIGEST}, 1, 0, ${START - 3600} FROM accounts WHERE substr(id, 1, 1) = '0'`,
    `WITH RECURSIVE ${count(3)}
     INSERT INTO credentials (id, kind, digest, workspace_id, name, created_at, expires_at)
     SELECT substr(hex(randomblob(11)), 1, 22), 'api', ${DIGEST}, id, 'deploy', ${START - 10 * DAY}, ${START + 80 * DAY} FROM workspaces CROSS JOIN n`,
    ...fillAudit(size),
    ...fillDays,
  ]
}

/** Links every audit entry, but with random hashes, which only a verification of the chain would notice. */
function fillAudit({ workspaces, audit: [operator, largest, each] }: Size): string[] {
  const entries = (scope: string, number: string) => `
    INSERT INTO audit (scope, id, at, actor, action, account_id, ip, user_agent, detail)
    SELECT ${scope}, ${number}, ${START - 100 * DAY} + i % 8640000, 'p' || (i % 1000) || '@people.example',
      iif(i % 50, 'workspace.entered', 'policy.changed'), ${id('(i % 1000)')}, '192.0.2.1',
      'Mozilla/5.0 (X11; Linux x86_64; rv:140.0)', '{"acr":"aal2","effective_at":null}' FROM n`
  return [
    `WITH RECURSIVE ${count(operator)} ${entries("'operator'", 'i + 1')}`,
    `WITH RECURSIVE ${count(largest)} ${entries(id('0'), 'i + 1')}`,
    `WITH RECURSIVE ${count((workspaces - 1) * each)} ${entries(id(`(1 + i / ${each})`), `i % ${each} + 1`)} ORDER BY 1, 2`,
    `INSERT INTO audit_links (scope, id, hash) SELECT scope, id, ${DIGEST} FROM audit`,
    'DELETE FROM audit_unlinked',
  ]
}

/** The largest workspace has counts for each day of four months, and the others for one day. */
const fillDays = [
  `INSERT INTO enrollment_days (workspace_id, day, members, enrolled)
   SELECT workspace_id, ${TODAY} - 120, members, enrolled FROM enrollment_counts`,
  `WITH RECURSIVE ${count(119)} INSERT INTO enrollment_days (workspace_id, day, members, enrolled)
   SELECT workspace_id, ${TODAY} - 119 + i, members, enrolled FROM n JOIN enrollment_counts ON workspace_id = ${id('0')}`,
  `INSERT INTO entries_without_factor (workspace_id, day, entries)
   SELECT workspace_id, day, 3 FROM enrollment_days WHERE workspace_id = ${id('0')}`,
  'DELETE FROM enrollment_changes',
]

/** Adds rows that expired yesterday to a filled platform. */
export function fillExpired({ sessions, others }: { sessions: number; others: number }): string[] {
  const past = START - DAY
  const account = id('(i % 1000)')
  // Like real digests, these begin with random letters of the whole alphabet.
  const digest = `substr('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', 1 + abs(random()) % 64, 1) || ${DIGEST}`
  return [
    `WITH RECURSIVE ${count(sessions)}
     INSERT INTO sessions (id, token_digest, account_id, first_factor, provider, auth_time, mfa_time, mfa_method, created_at,
       last_seen_at, expires_at, ip, user_agent)
     SELECT ${digest}, ${digest}, ${id(`(i % 1000000)`)}, 'pwd', 'password', 0, 0, 'totp', 0, 0, ${past}, '192.0.2.1', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0)' FROM n`,
    `WITH RECURSIVE ${count(others)} INSERT INTO logins (token_digest, account_id, first_factor, provider, auth_time, expires_at, epoch)
     SELECT ${digest}, ${account}, 'pwd', 'password', 0, ${past}, 0 FROM n`,
    `WITH RECURSIVE ${count(others)} INSERT INTO spent_arrivals (digest, expires_at) SELECT ${digest}, ${past} FROM n`,
    `WITH RECURSIVE ${count(others)} INSERT INTO attempts (budget, subject, failures, blocked_until, updated_at)
     SELECT 'password', ${digest}, 1, 0, ${past - DAY} FROM n`,
  ]
}

/** Returns rows only where the triggers' counts and copies differ from a full count. */
export const MISCOUNTED = `
  WITH factors AS (SELECT a.id, EXISTS (SELECT 1 FROM authenticators WHERE account_id = a.id) AS has_app,
      EXISTS (SELECT 1 FROM passkeys WHERE account_id = a.id) AS has_passkey FROM accounts a)
  SELECT w.id, c.members, c.enrolled, coalesce(r.members, 0) AS counted, coalesce(r.enrolled, 0) AS counted_enrolled
  FROM live_workspaces w LEFT JOIN enrollment_counts c ON c.workspace_id = w.id
    LEFT JOIN (SELECT m.workspace_id, count(*) AS members, sum(f.has_app OR f.has_passkey) AS enrolled
      FROM members m JOIN factors f ON f.id = m.account_id GROUP BY m.workspace_id) r ON r.workspace_id = w.id
  WHERE (c.members, c.enrolled) IS NOT (coalesce(r.members, 0), coalesce(r.enrolled, 0))
  UNION ALL
  SELECT m.workspace_id, NULL, m.is_enrolled, m.has_passkey, NULL FROM members m JOIN factors f ON f.id = m.account_id
  WHERE m.is_enrolled <> (f.has_app OR f.has_passkey) OR m.has_passkey <> f.has_passkey
  UNION ALL SELECT workspace_id, members, enrolled, NULL, NULL FROM enrollment_counts WHERE workspace_id NOT IN (SELECT id FROM workspaces)
  UNION ALL SELECT workspace_id, NULL, NULL, NULL, NULL FROM enrollment_counts c
  WHERE (SELECT json_group_object(key, value) FROM (SELECT key, value FROM json_each(c.by_group) ORDER BY key))
    IS NOT (SELECT json_group_object(group_key, members) FROM (
      SELECT group_key, count(*) AS members FROM members WHERE workspace_id = c.workspace_id GROUP BY group_key ORDER BY group_key))`
