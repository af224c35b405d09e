-- Who is linked by an address, and who no longer is. Only additions: the version before goes on working on these tables.

-- From whom an identity was unlinked: no address links it to them again.
CREATE TABLE unlinked_identities (
  provider TEXT NOT NULL,
  subject TEXT NOT NULL,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  PRIMARY KEY (provider, subject, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX unlinked_identities_by_account ON unlinked_identities (account_id);

-- Whatever links it all the same is a hand, whose word is the later one.
CREATE TRIGGER linked_is_not_unlinked AFTER INSERT ON identities
BEGIN DELETE FROM unlinked_identities WHERE provider = NEW.provider AND subject = NEW.subject AND account_id = NEW.account_id; END;

-- Whom the login's provider means, and by which address: linked once the second factor is proved. Null: linked already.
ALTER TABLE logins ADD COLUMN link_subject TEXT;
ALTER TABLE logins ADD COLUMN link_email TEXT;
