-- Lists of members are sorted by address, and searched by its beginning. Without the address in `members`, a page
-- would have to read and sort all members of the workspace.

-- a copy of `accounts.email_key`. A trigger keeps it up to date. The list of members is sorted by it
ALTER TABLE members ADD COLUMN email_key TEXT NOT NULL DEFAULT '';
UPDATE members SET email_key = (SELECT email_key FROM accounts WHERE id = account_id);

CREATE INDEX members_by_address ON members (workspace_id, email_key, account_id);
CREATE INDEX members_by_standing_and_address ON members (workspace_id, is_enrolled, voucher, email_key, account_id);

-- Sets `email_key` of a member whom the previous version adds while this version is being deployed.
CREATE TRIGGER member_gets_an_address AFTER INSERT ON members WHEN NEW.email_key = ''
BEGIN
  UPDATE members SET email_key = (SELECT email_key FROM accounts WHERE id = NEW.account_id)
  WHERE workspace_id = NEW.workspace_id AND account_id = NEW.account_id;
END;
