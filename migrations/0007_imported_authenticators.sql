-- # Accounts and their factors

-- the hash that the app makes its codes with. An app that its owner sets up here uses SHA-1
ALTER TABLE authenticators ADD COLUMN algorithm TEXT NOT NULL DEFAULT 'SHA1' CHECK (algorithm IN ('SHA1', 'SHA256', 'SHA512'));
-- how many digits its codes have. An app that its owner sets up here shows 6
ALTER TABLE authenticators ADD COLUMN digits INTEGER NOT NULL DEFAULT 6 CHECK (digits IN (6, 8));
-- the length of its steps in seconds. An app that its owner sets up here shows a new code every 30 seconds
ALTER TABLE authenticators ADD COLUMN period INTEGER NOT NULL DEFAULT 30 CHECK (period BETWEEN 15 AND 120);
-- when the operator imported it (decision 0058). Null: its owner set it up here
ALTER TABLE authenticators ADD COLUMN imported_at INTEGER;
-- 1 while no code of this app was accepted since it was added, else 0. The code that confirms an app may be of the next
-- step. A code is accepted only after an import's own step
ALTER TABLE authenticators ADD COLUMN is_unused INTEGER NOT NULL GENERATED ALWAYS AS (last_step <= confirmed_at / period + (imported_at IS NULL)) VIRTUAL;

-- Gives a replaced app the settings of an app that was set up here. The previous version does not know these columns.
CREATE TRIGGER replaced_app_is_not_imported AFTER UPDATE OF id ON authenticators
WHEN NEW.id <> OLD.id AND NEW.imported_at IS NOT NULL
BEGIN
  UPDATE authenticators SET algorithm = 'SHA1', digits = 6, period = 30, imported_at = NULL WHERE account_id = NEW.account_id;
END;

-- the length of the step in seconds
ALTER TABLE refused_steps ADD COLUMN period INTEGER NOT NULL DEFAULT 30;

-- # Workspaces

-- the number of members with an imported app that was never used
ALTER TABLE enrollment_counts ADD COLUMN imported INTEGER NOT NULL DEFAULT 0;

-- Counts an imported app in the workspaces of its owner.
CREATE TRIGGER imported_app_is_counted AFTER INSERT ON authenticators WHEN NEW.imported_at IS NOT NULL AND NEW.is_unused = 1
BEGIN
  UPDATE enrollment_counts SET imported = imported + 1
  WHERE workspace_id IN (SELECT workspace_id FROM members WHERE account_id = NEW.account_id);
END;
-- Stops counting it with its first use, or once its owner replaces it.
CREATE TRIGGER used_import_is_uncounted AFTER UPDATE OF last_step, imported_at ON authenticators
WHEN OLD.imported_at IS NOT NULL AND OLD.is_unused = 1 AND (NEW.imported_at IS NULL OR NEW.is_unused = 0)
BEGIN
  UPDATE enrollment_counts SET imported = imported - 1
  WHERE workspace_id IN (SELECT workspace_id FROM members WHERE account_id = NEW.account_id);
END;
-- The same for an imported app that is removed before its first use.
CREATE TRIGGER removed_import_is_uncounted AFTER DELETE ON authenticators WHEN OLD.imported_at IS NOT NULL AND OLD.is_unused = 1
BEGIN
  UPDATE enrollment_counts SET imported = imported - 1
  WHERE workspace_id IN (SELECT workspace_id FROM members WHERE account_id = OLD.account_id);
END;
-- Counts the unused import of a new member.
CREATE TRIGGER member_with_import_is_counted AFTER INSERT ON members
WHEN EXISTS (SELECT 1 FROM authenticators WHERE account_id = NEW.account_id AND imported_at IS NOT NULL AND is_unused = 1)
BEGIN UPDATE enrollment_counts SET imported = imported + 1 WHERE workspace_id = NEW.workspace_id; END;
-- Stops counting the unused import of a member who leaves.
CREATE TRIGGER member_with_import_is_uncounted AFTER DELETE ON members
WHEN EXISTS (SELECT 1 FROM authenticators WHERE account_id = OLD.account_id AND imported_at IS NOT NULL AND is_unused = 1)
BEGIN UPDATE enrollment_counts SET imported = imported - 1 WHERE workspace_id = OLD.workspace_id; END;
