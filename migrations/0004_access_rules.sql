-- # Rules

-- The rules of a workspace: which of its paths members, services or everybody may open. The row exists once rules were
-- saved.
-- Lifetime: as long as the workspace.
-- Written by: an admin; the operator.
-- Deleted by: the end of the workspace.
CREATE TABLE access_rules (
  workspace_id TEXT PRIMARY KEY REFERENCES workspaces (id) ON DELETE CASCADE, -- the workspace that the rules are for
  rules TEXT NOT NULL CHECK (json_valid(rules)), -- a JSON array, at most 16 KiB: each site's copy has it. The first rule that matches decides
  version INTEGER NOT NULL, -- the number of changes so far. The API uses it as the ETag
  updated_at INTEGER NOT NULL, -- when the rules were last changed
  updated_by TEXT NOT NULL -- who last changed them: an address, a token or the operator
) STRICT, WITHOUT ROWID;

-- 1 if the edge closes a WebSocket when the person who opened it may no longer enter, else 0
ALTER TABLE workspaces ADD COLUMN supervises_sockets INTEGER NOT NULL DEFAULT 0 CHECK (supervises_sockets IN (0, 1));

-- The workspaces that have not ended. Every statement reads workspaces through this view.
DROP VIEW live_workspaces;
CREATE VIEW live_workspaces AS
  SELECT id, slug, name, display_name, accent, logo_digest, origin, created_at, allowed_providers, supervises_sockets
  FROM workspaces WHERE ended_at IS NULL;
