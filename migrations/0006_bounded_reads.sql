-- Whatever ends a session, an account or a workspace, or sweeps what is over, finds its rows by an index, however many
-- others there are. The version before goes on working on these tables.

-- A code for a session that is gone opens nothing (the join that spends it finds none), and goes within minutes. As a
-- reference it would be looked for at the end of each session, among all codes there are, or cost each entry an index.
CREATE TABLE hand_offs_without_references (
  code_digest TEXT PRIMARY KEY,
  session_id TEXT NOT NULL,
  workspace_id TEXT NOT NULL,
  host TEXT NOT NULL,
  flow_digest TEXT NOT NULL,
  return_to TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO hand_offs_without_references
  SELECT code_digest, session_id, workspace_id, host, flow_digest, return_to, expires_at FROM hand_offs;
DROP TABLE hand_offs;
ALTER TABLE hand_offs_without_references RENAME TO hand_offs;

CREATE INDEX prompt_deferrals_by_workspace ON prompt_deferrals (workspace_id);
CREATE INDEX tokens_by_expiry ON tokens (expires_at);

-- What an earlier version of a policy told, and nobody has dismissed, is not read to find what the present one tells.
CREATE INDEX notices_by_policy ON notices (workspace_id, policy_version, seen_at, at) WHERE workspace_id IS NOT NULL;
