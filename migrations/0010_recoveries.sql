-- # Recoveries

-- A recovery: a person who has lost every second factor gets a link by mail, and sets up a new factor with it. The old
-- factors work until the new one is confirmed. An account has at most one open recovery. It is open while `ended_at` is
-- null and `expires_at` is ahead.
-- Lifetime: 400 days, so that those of a year can be counted.
-- Secrets: none. The links in mails are signed (crypto/mailed-link.ts).
-- Written by: the person, an admin or the operator who asks for it. Approvals, links, the confirmed factor, a veto and the
-- cron trigger change it.
-- Deleted by: the sweep; the operator, with the account.
CREATE TABLE recoveries (
  id TEXT PRIMARY KEY, -- names the recovery in links, the API and the audit log
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE, -- whose second factor was lost
  path TEXT NOT NULL CHECK (path IN ('operator', 'admins', 'delay')), -- who must agree (core/recovery.ts)
  asked_by TEXT NOT NULL, -- who asked for it, as in `audit.actor`
  asked_in TEXT, -- the workspace of the admin who asked for it. Null: the person or the operator asked
  reason TEXT, -- why, in the words of the admin or operator. Null: the person asked
  asked_at INTEGER NOT NULL, -- when it was asked for
  operator_agreed_at INTEGER, -- when the operator agreed. Null: the operator has not
  next_step_at INTEGER, -- when the cron trigger reminds the person, or ends the wait. Null: it has nothing to do
  ready_at INTEGER, -- when the wait of the path `delay` is over. Null on other paths
  linked_at INTEGER, -- when the last link was mailed. Earlier links don't work. Null: not all have agreed yet
  expires_at INTEGER NOT NULL, -- when it ends, if nothing ends it before
  ended_at INTEGER, -- when it ended. Null: it may be open
  outcome TEXT CHECK (outcome IN ('recovered', 'stopped', 'expired')), -- how it ended
  CHECK ((ended_at IS NULL) = (outcome IS NULL)),
  CHECK ((path = 'delay') = (ready_at IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX recoveries_open ON recoveries (account_id) WHERE ended_at IS NULL;
CREATE INDEX recoveries_by_account ON recoveries (account_id, asked_at);
CREATE INDEX recoveries_by_next_step ON recoveries (next_step_at) WHERE next_step_at IS NOT NULL AND ended_at IS NULL;
CREATE INDEX recoveries_by_expiry ON recoveries (expires_at) WHERE ended_at IS NULL;
CREATE INDEX recoveries_by_age ON recoveries (asked_at);

-- An owner or admin agreed with a recovery, on behalf of one workspace. It counts as long as they are an enrolled owner
-- or admin there.
-- Lifetime: as long as the recovery.
-- Written by: an admin with a fresh second factor.
-- Deleted by: the sweep, with the recovery; the operator, with the account; the end of the workspace; “This wasn’t me” of
-- the admin who agreed, while the recovery is open.
CREATE TABLE recovery_approvals (
  recovery_id TEXT NOT NULL REFERENCES recoveries (id) ON DELETE CASCADE, -- the recovery that they agreed with
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE, -- the workspace that they spoke for
  approver_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE, -- who agreed
  reason TEXT NOT NULL, -- why, in their words
  approved_at INTEGER NOT NULL, -- when they agreed
  PRIMARY KEY (recovery_id, workspace_id, approver_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX recovery_approvals_by_workspace ON recovery_approvals (workspace_id);
CREATE INDEX recovery_approvals_by_approver ON recovery_approvals (approver_id);

-- when the member last became an owner or admin, or joined, in seconds since 1970. 0: before this column existed. An admin
-- agrees only with recoveries that were asked for seven days later. Otherwise one admin could make a second one who agrees
ALTER TABLE members ADD COLUMN role_at INTEGER NOT NULL DEFAULT 0;
-- the open recovery of the member's account. Triggers keep it up to date. It may have expired. Null: no recovery is open
ALTER TABLE members ADD COLUMN recovery_id TEXT;
CREATE INDEX members_recovering ON members (workspace_id, account_id) WHERE recovery_id IS NOT NULL;

-- Copies a new recovery to the memberships of its account.
CREATE TRIGGER members_follow_a_recovery AFTER INSERT ON recoveries
BEGIN UPDATE members SET recovery_id = NEW.id WHERE account_id = NEW.account_id; END;
-- Clears it when the recovery ends.
CREATE TRIGGER members_follow_the_end_of_a_recovery AFTER UPDATE OF ended_at ON recoveries WHEN NEW.ended_at IS NOT NULL
BEGIN UPDATE members SET recovery_id = NULL WHERE account_id = NEW.account_id AND recovery_id = NEW.id; END;
-- A recovery ends the lock of its account, before the session starts.
CREATE TRIGGER lock_ends_with_a_recovery AFTER UPDATE OF outcome ON recoveries WHEN NEW.outcome = 'recovered'
BEGIN UPDATE accounts SET locked_at = NULL WHERE id = NEW.account_id AND locked_at IS NOT NULL; END;
-- Copies an open recovery to a new membership.
CREATE TRIGGER new_member_follows_a_recovery AFTER INSERT ON members
WHEN EXISTS (SELECT 1 FROM recoveries WHERE account_id = NEW.account_id AND ended_at IS NULL)
BEGIN
  UPDATE members SET recovery_id = (SELECT id FROM recoveries WHERE account_id = NEW.account_id AND ended_at IS NULL)
  WHERE workspace_id = NEW.workspace_id AND account_id = NEW.account_id;
END;

-- # Workspaces

-- 1 if a member who lost every second factor may get back in after a wait, without anybody's agreement, else 0
ALTER TABLE workspaces ADD COLUMN self_recovery INTEGER NOT NULL DEFAULT 0 CHECK (self_recovery IN (0, 1));
DROP VIEW live_workspaces;
-- The workspaces that have not ended. Every statement reads workspaces through this view.
CREATE VIEW live_workspaces AS
  SELECT id, slug, name, display_name, accent, logo_digest, origin, created_at, allowed_providers, supervises_sockets, self_recovery
  FROM workspaces WHERE ended_at IS NULL;
