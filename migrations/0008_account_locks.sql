-- when the account was locked, because its owner said that a change was not theirs (decision 0059). Null: it is not
-- locked. A locked account has no session. Only a recovery or the operator unlocks it
ALTER TABLE accounts ADD COLUMN locked_at INTEGER;

-- Ends the sessions of an account that is locked. No statement starts one until it is unlocked.
CREATE TRIGGER sessions_end_with_a_lock AFTER UPDATE OF locked_at ON accounts
WHEN NEW.locked_at IS NOT NULL
BEGIN DELETE FROM sessions WHERE account_id = NEW.id; END;

-- The last link to choose a new password that was mailed to an account.
-- Lifetime: an hour. Until then, a newer link, a change of the password or of the address ends it.
-- Secrets: none. The link in the mail is made from `id` and `sent_at` (crypto/mailed-link.ts).
-- Written by: a person who asks for the mail.
-- Deleted by: the link, once it has set a password; a change of the password or of the address; the operator, with the
-- account.
CREATE TABLE password_resets (
  id TEXT PRIMARY KEY, -- 128 random bits. The link names the row by it
  account_id TEXT NOT NULL UNIQUE REFERENCES accounts (id) ON DELETE CASCADE, -- the account whose password it sets
  sent_at INTEGER NOT NULL -- when the mail was written
) STRICT, WITHOUT ROWID;

-- Ends the link that was mailed before a change. Otherwise the next holder of an old address could use it.
CREATE TRIGGER password_link_ends_with_a_change AFTER UPDATE OF password_hash, email_key ON accounts
WHEN NEW.password_hash IS NOT OLD.password_hash OR NEW.email_key <> OLD.email_key
BEGIN DELETE FROM password_resets WHERE account_id = NEW.id; END;

-- what was changed: the id of an app or a passkey, or a provider's subject. Null where nothing else has to be known
ALTER TABLE notices ADD COLUMN about TEXT;
-- when somebody used the link “This wasn’t me” in the mail of this notice. Null: never. Setting it spends the link
ALTER TABLE notices ADD COLUMN disowned_at INTEGER;
-- what came of that, and a random value that tells the request which did it
ALTER TABLE notices ADD COLUMN disowned_as TEXT;
