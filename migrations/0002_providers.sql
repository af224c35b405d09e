-- First factors from elsewhere: OpenID providers, and login services that sign tickets. Only additions: the version
-- before goes on working on these tables.

-- Whom a provider means by a subject. `email` is what it said when the two were linked, for showing.
CREATE TABLE identities (
  provider TEXT NOT NULL,
  subject TEXT NOT NULL,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  email TEXT,
  linked_at INTEGER NOT NULL,
  PRIMARY KEY (provider, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX identities_by_account ON identities (account_id);

-- What a provider's answer may be used for once: the state of a request, the id of a ticket; as digests.
CREATE TABLE spent_arrivals (
  digest TEXT PRIMARY KEY,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE sessions ADD COLUMN provider TEXT NOT NULL DEFAULT 'password';
-- The methods (RFC 8176) by which a trusted provider proved a second factor, at `auth_time`: a JSON array, or null.
ALTER TABLE sessions ADD COLUMN provider_amr TEXT CHECK (provider_amr IS NULL OR json_valid(provider_amr));
-- Sealed: the hint by which the provider knows what to end when this session is signed out.
ALTER TABLE sessions ADD COLUMN sealed_id_token TEXT;

ALTER TABLE logins ADD COLUMN provider TEXT NOT NULL DEFAULT 'password';
ALTER TABLE logins ADD COLUMN sealed_id_token TEXT;

-- The providers that members may come through: a JSON array of their ids, or null for any.
ALTER TABLE workspaces ADD COLUMN allowed_providers TEXT CHECK (allowed_providers IS NULL OR json_valid(allowed_providers));
