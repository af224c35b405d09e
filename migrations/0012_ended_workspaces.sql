-- A workspace that ends is out of use at once, and its rows go a few hundred at a time, its own last: until then it keeps
-- the others from being orphans. Only additions: the version before goes on working on these tables.

ALTER TABLE workspaces ADD COLUMN ended_at INTEGER;
CREATE INDEX workspaces_ended ON workspaces (ended_at) WHERE ended_at IS NOT NULL;

-- What whoever reads workspaces reads.
CREATE VIEW live_workspaces AS
  SELECT id, slug, name, display_name, accent, logo_digest, origin, created_at, allowed_providers
  FROM workspaces WHERE ended_at IS NULL;
