-- How enrolment goes from day to day, and what enforcement would have refused. Figures only, a row for each workspace and
-- day (UTC; in days since 1970) that had some. Only additions: the version before goes on working on these tables.

-- How a workspace's count stood at the end of a day on which it had changed.
CREATE TABLE enrollment_days (
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  day INTEGER NOT NULL,
  members INTEGER NOT NULL,
  enrolled INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX enrollment_days_by_day ON enrollment_days (day);

-- Workspaces whose count has changed since it was last written there, so that none has to be looked for.
CREATE TABLE enrollment_changes (
  workspace_id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TRIGGER count_waits_for_its_day AFTER UPDATE OF members, enrolled ON enrollment_counts
WHEN NOT EXISTS (SELECT 1 FROM enrollment_changes WHERE workspace_id = NEW.workspace_id)
BEGIN INSERT INTO enrollment_changes (workspace_id) VALUES (NEW.workspace_id); END;

-- So that each has a figure to begin from.
INSERT INTO enrollment_changes (workspace_id) SELECT workspace_id FROM enrollment_counts;

-- How often a workspace was entered with neither a second factor nor one that a provider vouched for: by those whom
-- enforcement would have asked to enrol first.
CREATE TABLE entries_without_factor (
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  day INTEGER NOT NULL,
  entries INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX entries_without_factor_by_day ON entries_without_factor (day);

CREATE TRIGGER entry_without_factor_is_counted AFTER INSERT ON audit
WHEN NEW.action = 'workspace.entered' AND json_extract(NEW.detail, '$.acr') = 'aal1'
BEGIN
  INSERT INTO entries_without_factor (workspace_id, day, entries)
  SELECT id, NEW.at / 86400, 1 FROM workspaces WHERE id = NEW.scope
  ON CONFLICT (workspace_id, day) DO UPDATE SET entries = entries + 1;
END;

-- The latest changes of a policy, without reading all that happened since.
CREATE INDEX audit_policy_changes ON audit (scope, id) WHERE action = 'policy.changed';
