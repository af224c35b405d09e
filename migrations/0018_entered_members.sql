-- A membership binds its account only once the account has entered the workspace. Otherwise an admin of any workspace
-- could add a stranger as a member and so decide about the stranger's second factor and ways to sign in. Only additions:
-- the version before goes on working on these tables.

ALTER TABLE members ADD COLUMN entered_at INTEGER; -- null: never entered as this member

-- The statement that lets a member in writes this entry under the full conditions of admission, in the version before as
-- well. Only the first entry writes a row here.
CREATE TRIGGER member_has_entered AFTER INSERT ON audit WHEN NEW.action = 'workspace.entered'
BEGIN
  UPDATE members SET entered_at = NEW.at
  WHERE workspace_id = NEW.scope AND account_id = NEW.account_id AND entered_at IS NULL;
END;

-- Each entry so far is in the audit, which keeps all of them. An entry before `joined_at` was made as an earlier member.
UPDATE members SET entered_at = e.at
FROM (
  SELECT scope, account_id, max(at) AS at FROM audit WHERE action = 'workspace.entered' GROUP BY scope, account_id
) e
WHERE e.scope = members.workspace_id AND e.account_id = members.account_id AND e.at >= members.joined_at;
