-- What people are told about their factors and their workspaces. Only additions: the version before goes on working on
-- these tables.

-- One row for each thing to tell, of an account or of a workspace, written in the batch of what happened. It is what the
-- pages show until `seen_at`, and what the carriers carry. It goes at `expires_at`, with its deliveries.
CREATE TABLE notices (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  account_id TEXT REFERENCES accounts (id) ON DELETE CASCADE,
  workspace_id TEXT REFERENCES workspaces (id) ON DELETE CASCADE,
  policy_version INTEGER, -- of a moment of enforcement: under another version it is no longer true
  detail TEXT NOT NULL CHECK (json_valid(detail)),
  ip TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  seen_at INTEGER,
  expires_at INTEGER NOT NULL,
  CHECK ((account_id IS NULL) <> (workspace_id IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX notices_by_account ON notices (account_id, seen_at, at) WHERE account_id IS NOT NULL;
CREATE INDEX notices_by_workspace ON notices (workspace_id, seen_at, at) WHERE workspace_id IS NOT NULL;
CREATE INDEX notices_by_expiry ON notices (expires_at);

-- What is still to be delivered, and what could not be. A delivered one goes.
CREATE TABLE notice_deliveries (
  notice_id TEXT NOT NULL REFERENCES notices (id) ON DELETE CASCADE,
  carrier TEXT NOT NULL CHECK (carrier IN ('webhook', 'email')),
  recipient TEXT NOT NULL, -- an account's id; '' for the webhook
  attempts INTEGER NOT NULL,
  next_at INTEGER, -- when it may be claimed: the next attempt, or the end of a claim that came to nothing
  dead_at INTEGER, -- given up
  last_error TEXT,
  PRIMARY KEY (notice_id, carrier, recipient),
  CHECK ((next_at IS NULL) <> (dead_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_deliveries_due ON notice_deliveries (carrier, next_at) WHERE next_at IS NOT NULL;
CREATE INDEX notice_deliveries_dead ON notice_deliveries (dead_at) WHERE dead_at IS NOT NULL;

-- Notices that many members are to be told of: those after `after` (an account's id) have no delivery yet.
CREATE TABLE notice_fan_outs (
  notice_id TEXT PRIMARY KEY REFERENCES notices (id) ON DELETE CASCADE,
  after TEXT NOT NULL,
  turn_at INTEGER NOT NULL -- when it last had its turn
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_fan_outs_by_turn ON notice_fan_outs (turn_at);

-- The next moment of a policy's way to its date that is to be told of, if any.
ALTER TABLE policies ADD COLUMN next_notice_at INTEGER;
CREATE INDEX policies_by_next_notice ON policies (next_notice_at) WHERE next_notice_at IS NOT NULL;
UPDATE policies SET next_notice_at = max(updated_at, effective_at - 604800) WHERE effective_at > unixepoch();
