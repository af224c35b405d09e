-- # Workspaces

-- The number of changes of `self_recovery` so far. The API adds it to the version of the first policy for the ETag
ALTER TABLE workspaces ADD COLUMN self_recovery_changes INTEGER NOT NULL DEFAULT 0;
DROP VIEW live_workspaces;
-- The workspaces that have not ended. Every statement reads workspaces through this view.
CREATE VIEW live_workspaces AS
  SELECT id, slug, name, display_name, accent, logo_digest, origin, created_at, allowed_providers, supervises_sockets,
    self_recovery, self_recovery_changes
  FROM workspaces WHERE ended_at IS NULL;
