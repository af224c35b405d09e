-- # Credentials of programs

-- A credential of a workspace that a program sends: an API token (kind `api`), or a service token (kind `service`), which
-- opens paths of the workspace. A value works only while the member who received it may administer the workspace.
-- Lifetime: until `expires_at`, 365 days at most.
-- Secrets: `digest` and `previous_digest` are digests of values, each of which is shown once.
-- Written by: an admin; an API token of the workspace; the operator. The gate writes `last_used_on`.
-- Deleted by: an admin; a trigger, when its creator loses the role; with the token that created it; the end of the
-- workspace; the sweep, once it has expired.
CREATE TABLE credentials (
  id TEXT PRIMARY KEY, -- 128 random bits, not secret
  kind TEXT NOT NULL CHECK (kind IN ('api', 'service')), -- what the credential opens: the API, or paths of the workspace
  digest TEXT NOT NULL UNIQUE, -- digest of the current value
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE, -- the workspace in which it works
  maker_id TEXT REFERENCES accounts (id) ON DELETE CASCADE, -- who received the value. Null: the operator, or a token that the operator created
  parent_id TEXT REFERENCES credentials (id) ON DELETE CASCADE, -- the token that received the value, if any
  name TEXT NOT NULL, -- the name that its creator chose
  created_at INTEGER NOT NULL, -- when it was created, in seconds since 1970
  expires_at INTEGER NOT NULL, -- when it ends. A rotation moves it
  scope TEXT CHECK (scope IS NULL OR json_valid(scope)), -- paths, methods and networks of a service token
  lifetime_days INTEGER, -- how long each value of a service token lasts
  version INTEGER NOT NULL DEFAULT 1, -- counts the rotations
  disabled_at INTEGER, -- null: enabled
  last_used_on INTEGER, -- the day of the last use, in days since 1970. Written at most once a day
  next_notice_at INTEGER, -- when admins are told that it expires. Null: they have been told
  previous_digest TEXT, -- digest of the value before the rotation, until `previous_until`
  previous_until INTEGER, -- when the previous value ends. Null: no rotation is under way
  previous_maker_id TEXT, -- who received the previous value. Null: as in `maker_id`
  previous_parent_id TEXT, -- the token that received the previous value, if any
  CHECK ((kind = 'service') = (scope IS NOT NULL)),
  CHECK ((previous_digest IS NULL) = (previous_until IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX credentials_by_workspace ON credentials (workspace_id, kind);
CREATE INDEX credentials_by_parent ON credentials (parent_id);
CREATE INDEX credentials_by_maker ON credentials (maker_id);
CREATE INDEX credentials_by_expiry ON credentials (expires_at);
CREATE UNIQUE INDEX credentials_by_previous_digest ON credentials (previous_digest) WHERE previous_digest IS NOT NULL;
CREATE INDEX credentials_by_previous_maker ON credentials (previous_maker_id) WHERE previous_maker_id IS NOT NULL;
CREATE INDEX credentials_by_previous_parent ON credentials (previous_parent_id) WHERE previous_parent_id IS NOT NULL;
-- Finds the credentials whose expiry must be announced.
CREATE INDEX credentials_by_next_notice ON credentials (next_notice_at) WHERE next_notice_at IS NOT NULL AND disabled_at IS NULL;

INSERT INTO credentials (id, kind, digest, workspace_id, maker_id, parent_id, name, created_at, expires_at)
SELECT id, 'api', digest, workspace_id, maker_id, parent_id, name, created_at, expires_at FROM tokens;

DROP TRIGGER tokens_die_with_membership;
DROP TRIGGER tokens_die_with_role;
DROP TABLE tokens;

-- Deletes the credentials of a removed member. They do not return with the membership.
CREATE TRIGGER credentials_die_with_membership AFTER DELETE ON members
BEGIN
  DELETE FROM credentials WHERE workspace_id = OLD.workspace_id AND maker_id = OLD.account_id;
  UPDATE credentials SET previous_digest = NULL, previous_until = NULL, previous_maker_id = NULL, previous_parent_id = NULL
  WHERE workspace_id = OLD.workspace_id AND previous_maker_id = OLD.account_id;
END;
-- The same for an owner or admin who becomes a member.
CREATE TRIGGER credentials_die_with_role AFTER UPDATE OF role ON members WHEN NEW.role = 'member'
BEGIN
  DELETE FROM credentials WHERE workspace_id = NEW.workspace_id AND maker_id = NEW.account_id;
  UPDATE credentials SET previous_digest = NULL, previous_until = NULL, previous_maker_id = NULL, previous_parent_id = NULL
  WHERE workspace_id = NEW.workspace_id AND previous_maker_id = NEW.account_id;
END;
-- Ends the previous values that a deleted token received.
CREATE TRIGGER previous_values_die_with_their_token AFTER DELETE ON credentials WHEN OLD.kind = 'api'
BEGIN
  UPDATE credentials SET previous_digest = NULL, previous_until = NULL, previous_maker_id = NULL, previous_parent_id = NULL
  WHERE previous_parent_id = OLD.id;
END;

-- API tokens, for the previous version while this version is being deployed, and after a rollback. That version can use
-- and revoke tokens, but it can't create any.
CREATE VIEW tokens AS
SELECT id, digest, workspace_id, maker_id, parent_id, name, created_at, expires_at FROM credentials WHERE kind = 'api';
CREATE TRIGGER tokens_are_revoked INSTEAD OF DELETE ON tokens
BEGIN DELETE FROM credentials WHERE id = OLD.id; END;
