-- # Accounts and their factors

-- when the account got its current address. Null: it has had the same address since it was created. Before this time,
-- the address may have belonged to another account, so the audit log does not name this one
ALTER TABLE accounts ADD COLUMN address_since INTEGER;

-- Copies a new address to the account's memberships.
CREATE TRIGGER members_follow_an_address AFTER UPDATE OF email_key ON accounts
WHEN OLD.email_key <> NEW.email_key
BEGIN UPDATE members SET email_key = NEW.email_key WHERE account_id = NEW.id; END;

-- An address that the owner of an account asked for, until they open the link that was mailed to it (decision 0062). An
-- account has at most one. A newer one replaces it.
-- Lifetime: 24 hours.
-- Secrets: none. The link has a digest of `id` and of the time of its mail.
-- Written by: the owner.
-- Deleted by: the use of its link; the owner, who cancels it; the operator, who changes the address; the sweep.
CREATE TABLE address_changes (
  account_id TEXT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE, -- the account that asked
  id TEXT NOT NULL UNIQUE, -- 128 random bits, not secret. The link names it
  email TEXT NOT NULL, -- the new address as it was typed
  email_key TEXT NOT NULL, -- the new address in one spelling, as in `accounts`
  expires_at INTEGER NOT NULL -- when the link ends
) STRICT, WITHOUT ROWID;
