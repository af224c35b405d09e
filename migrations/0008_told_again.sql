-- How often people are told of one policy. Only additions: the version before goes on working on these tables.

-- A workspace has one fan-out at most: of two notices, the later one is what there is to tell. Null: written by the version
-- before.
ALTER TABLE notice_fan_outs ADD COLUMN workspace_id TEXT REFERENCES workspaces (id) ON DELETE CASCADE;
CREATE UNIQUE INDEX notice_fan_outs_by_workspace ON notice_fan_outs (workspace_id);

-- When mails about it were last enqueued.
ALTER TABLE policies ADD COLUMN mailed_at INTEGER;
