-- Times are seconds since 1970, UTC. A nullable ..._at says whether and when.
-- Secrets are here only sealed (AES-256-GCM, "keyId.base64url") or as peppered digests (base64url).

CREATE TABLE ring_keys (
  id TEXT PRIMARY KEY,
  purpose TEXT NOT NULL CHECK (purpose IN ('pass-signing', 'totp-sealing', 'digest-pepper')),
  sealed TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  active_from INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password_hash TEXT,
  enrolled_at INTEGER, -- kept by the triggers below: null without a confirmed second factor
  recovery_set_id TEXT, -- the set that was confirmed as saved
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  token_digest TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  first_factor TEXT NOT NULL CHECK (first_factor IN ('pwd', 'fed')),
  auth_time INTEGER NOT NULL,
  mfa_time INTEGER,
  mfa_method TEXT CHECK (mfa_method IN ('totp', 'recovery_code')),
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ip TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  CHECK ((mfa_time IS NULL) = (mfa_method IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_account ON sessions (account_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE logins (
  token_digest TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  first_factor TEXT NOT NULL CHECK (first_factor IN ('pwd', 'fed')),
  auth_time INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX logins_by_account ON logins (account_id);

-- One authenticator app an account. A second kind of factor gets a table of its own, and triggers like these
-- two that look at both.
CREATE TABLE authenticators (
  account_id TEXT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  sealed_secret TEXT NOT NULL,
  confirmed_at INTEGER NOT NULL,
  last_step INTEGER NOT NULL -- a code of this step or an earlier one is refused for ever
) STRICT, WITHOUT ROWID;

-- By the key that sealed it (its id is 22 letters): to find what a retired key still seals.
CREATE INDEX authenticators_by_key ON authenticators (substr(sealed_secret, 1, 22));

CREATE TABLE pending_authenticators (
  session_id TEXT PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  sealed_secret TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Steps ahead of time whose code was typed early: the answer told how far ahead, so they must never be accepted.
CREATE TABLE refused_steps (
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  step INTEGER NOT NULL,
  PRIMARY KEY (account_id, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE recovery_codes (
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  digest TEXT NOT NULL,
  set_id TEXT NOT NULL,
  used_at INTEGER,
  PRIMARY KEY (account_id, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE attempts (
  budget TEXT NOT NULL CHECK (budget IN ('second-factor', 'password')),
  subject TEXT NOT NULL,
  failures INTEGER NOT NULL,
  blocked_until INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (budget, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE workspaces (
  id TEXT PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  origin TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE hosts (
  host TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX hosts_by_workspace ON hosts (workspace_id);

CREATE TABLE policies (
  workspace_id TEXT PRIMARY KEY REFERENCES workspaces (id) ON DELETE CASCADE,
  grace_days INTEGER NOT NULL CHECK (grace_days IN (0, 3, 7, 14, 30)),
  effective_at INTEGER, -- null: not enforced
  version INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  updated_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE members (
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'member')),
  is_enrolled INTEGER NOT NULL CHECK (is_enrolled IN (0, 1)), -- accounts.enrolled_at, copied by the triggers below
  joined_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_by_account ON members (account_id);
CREATE INDEX members_by_standing ON members (workspace_id, is_enrolled, account_id);
CREATE INDEX members_by_role ON members (workspace_id, role, is_enrolled);

-- Kept by triggers, so that the count of a workspace is one row however many members it has.
CREATE TABLE enrollment_counts (
  workspace_id TEXT PRIMARY KEY REFERENCES workspaces (id) ON DELETE CASCADE,
  members INTEGER NOT NULL,
  enrolled INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE prompt_deferrals (
  session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  PRIMARY KEY (session_id, workspace_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE hand_offs (
  code_digest TEXT PRIMARY KEY,
  session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  host TEXT NOT NULL,
  flow_digest TEXT NOT NULL,
  return_to TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  maker_id TEXT REFERENCES accounts (id) ON DELETE CASCADE, -- null: made by the operator
  parent_id TEXT REFERENCES tokens (id) ON DELETE CASCADE, -- the token that it was made with, if any
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tokens_by_workspace ON tokens (workspace_id);
CREATE INDEX tokens_by_parent ON tokens (parent_id);
CREATE INDEX tokens_by_maker ON tokens (maker_id);

-- `scope` is a workspace's id, or 'operator' for what belongs to no workspace; `id` counts from 1 in each scope.
CREATE TABLE audit (
  scope TEXT NOT NULL,
  id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  account_id TEXT,
  ip TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  detail TEXT NOT NULL CHECK (json_valid(detail)),
  PRIMARY KEY (scope, id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE (ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_is_never_replaced BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE scope = NEW.scope AND id = NEW.id)
BEGIN SELECT RAISE (ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE (ABORT, 'audit is append-only'); END;

CREATE TRIGGER account_enrols AFTER INSERT ON authenticators
BEGIN UPDATE accounts SET enrolled_at = NEW.confirmed_at WHERE id = NEW.account_id AND enrolled_at IS NULL; END;
CREATE TRIGGER account_loses_its_factor AFTER DELETE ON authenticators
BEGIN UPDATE accounts SET enrolled_at = NULL WHERE id = OLD.account_id; END;
CREATE TRIGGER members_follow_their_account AFTER UPDATE OF enrolled_at ON accounts
WHEN (OLD.enrolled_at IS NULL) <> (NEW.enrolled_at IS NULL)
BEGIN UPDATE members SET is_enrolled = (NEW.enrolled_at IS NOT NULL) WHERE account_id = NEW.id; END;

CREATE TRIGGER workspace_starts_counting AFTER INSERT ON workspaces
BEGIN INSERT INTO enrollment_counts (workspace_id, members, enrolled) VALUES (NEW.id, 0, 0); END;
CREATE TRIGGER member_is_counted AFTER INSERT ON members
BEGIN UPDATE enrollment_counts SET members = members + 1, enrolled = enrolled + NEW.is_enrolled WHERE workspace_id = NEW.workspace_id; END;
CREATE TRIGGER member_is_uncounted AFTER DELETE ON members
BEGIN UPDATE enrollment_counts SET members = members - 1, enrolled = enrolled - OLD.is_enrolled WHERE workspace_id = OLD.workspace_id; END;
CREATE TRIGGER member_is_recounted AFTER UPDATE OF is_enrolled ON members WHEN OLD.is_enrolled <> NEW.is_enrolled
BEGIN UPDATE enrollment_counts SET enrolled = enrolled + NEW.is_enrolled - OLD.is_enrolled WHERE workspace_id = NEW.workspace_id; END;

-- A token dies with its maker's role, and does not come back with it.
CREATE TRIGGER tokens_die_with_membership AFTER DELETE ON members
BEGIN DELETE FROM tokens WHERE workspace_id = OLD.workspace_id AND maker_id = OLD.account_id; END;
CREATE TRIGGER tokens_die_with_role AFTER UPDATE OF role ON members WHEN NEW.role = 'member'
BEGIN DELETE FROM tokens WHERE workspace_id = NEW.workspace_id AND maker_id = NEW.account_id; END;
