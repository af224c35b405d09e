-- # Passkeys

-- A passkey of an account: a public key of WebAuthn, and what its authenticator said about itself (decision 0053).
-- Lifetime: until its owner removes it, or the operator resets it.
-- Written by: its owner, who adds it. Each sign-in with it moves `sign_count`, `is_backed_up` and `last_used_at`.
-- Deleted by: its owner; the operator; with its account.
CREATE TABLE passkeys (
  id TEXT PRIMARY KEY, -- 128 random bits, not secret. Names the passkey on pages and in the API
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE, -- the owner
  -- the id that the authenticator gave it, in base64url. At most 1,023 bytes. It is not secret
  credential_id TEXT NOT NULL UNIQUE CHECK (length(credential_id) BETWEEN 1 AND 1364),
  public_key TEXT NOT NULL, -- the public key in COSE (RFC 9052), in base64url
  -- the portal's host when the passkey was added. It works only there
  rp_id TEXT NOT NULL,
  name TEXT NOT NULL, -- the name that its owner gave it, or its maker's name
  sign_count INTEGER NOT NULL, -- the highest signature counter seen. Many authenticators always send 0
  -- 1 if the authenticator may copy the passkey to other devices (flag BE), else 0. It never changes
  is_backup_eligible INTEGER NOT NULL CHECK (is_backup_eligible IN (0, 1)),
  is_backed_up INTEGER NOT NULL CHECK (is_backed_up IN (0, 1)), -- 1 if a copy existed at the last use (flag BS), else 0
  -- a JSON array: how the browser can reach the authenticator, such as `usb` or `hybrid`
  transports TEXT NOT NULL CHECK (json_valid(transports)),
  created_at INTEGER NOT NULL, -- when it was added
  last_used_at INTEGER -- when it last proved a second factor. Null: never since it was added
) STRICT, WITHOUT ROWID;
CREATE INDEX passkeys_by_account ON passkeys (account_id, created_at);

-- Sets `accounts.enrolled_at` with the first factor.
CREATE TRIGGER account_enrols_with_a_passkey AFTER INSERT ON passkeys
BEGIN UPDATE accounts SET enrolled_at = NEW.created_at WHERE id = NEW.account_id AND enrolled_at IS NULL; END;
-- Clears `accounts.enrolled_at` with the last factor.
CREATE TRIGGER account_loses_its_last_passkey AFTER DELETE ON passkeys
WHEN NOT EXISTS (SELECT 1 FROM passkeys WHERE account_id = OLD.account_id)
  AND NOT EXISTS (SELECT 1 FROM authenticators WHERE account_id = OLD.account_id)
BEGIN UPDATE accounts SET enrolled_at = NULL WHERE id = OLD.account_id; END;

DROP TRIGGER account_loses_its_factor;
-- Clears `accounts.enrolled_at`, unless the account has a passkey.
CREATE TRIGGER account_loses_its_app AFTER DELETE ON authenticators
WHEN NOT EXISTS (SELECT 1 FROM passkeys WHERE account_id = OLD.account_id)
BEGIN UPDATE accounts SET enrolled_at = NULL WHERE id = OLD.account_id; END;

-- A challenge of a WebAuthn ceremony. The answer deletes it before anything is verified, so that no answer is accepted
-- twice.
-- Lifetime: five minutes.
-- Secrets: `digest` is the digest of the challenge. `holder` is the digest of the cookie that asked for it.
-- Written by: the page that starts a ceremony.
-- Deleted by: the answer; the sweep, once it has expired.
CREATE TABLE challenges (
  digest TEXT PRIMARY KEY, -- stands for the challenge, which is not stored
  holder TEXT NOT NULL, -- the only login or session that may answer: the digest of its cookie
  -- what the answer is for. An answer for another purpose is refused
  purpose TEXT NOT NULL CHECK (purpose IN ('registration', 'sign-in', 'step-up')),
  expires_at INTEGER NOT NULL -- when the challenge ends
) STRICT, WITHOUT ROWID;

-- Sessions know a third method. SQLite can't change a CHECK, so the table is built again. Deleting the old table also
-- deletes the rows that refer to it, so they are kept aside.
CREATE TABLE kept_pending_authenticators AS SELECT * FROM pending_authenticators;
CREATE TABLE kept_prompt_deferrals AS SELECT * FROM prompt_deferrals;
DELETE FROM pending_authenticators;
DELETE FROM prompt_deferrals;
CREATE TABLE next_sessions (
  id TEXT PRIMARY KEY, -- names the session in passes and in the list of sessions. It is not secret
  token_digest TEXT NOT NULL UNIQUE, -- stands for the session cookie, which is not stored
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE, -- the account that is signed in
  -- how the first factor was proved: `pwd` for a password, `fed` for a provider
  first_factor TEXT NOT NULL CHECK (first_factor IN ('pwd', 'fed')),
  provider TEXT NOT NULL, -- the id of the provider that the person came through. For a password it is `password`
  -- a JSON array (RFC 8176): how a trusted provider proved a second factor. Null: it proved none
  provider_amr TEXT CHECK (provider_amr IS NULL OR json_valid(provider_amr)),
  sealed_id_token TEXT, -- the provider's id token. Null: the provider sent no such token
  auth_time INTEGER NOT NULL, -- when the first factor was proved. 0 if the provider did not say
  mfa_time INTEGER, -- when a second factor of Sallyport was proved. Null: none was
  mfa_method TEXT CHECK (mfa_method IN ('totp', 'recovery_code', 'passkey')), -- which second factor was proved
  -- a JSON array (RFC 8176): what a passkey proved, such as `["swk","user"]`. Null for every other method
  mfa_amr TEXT CHECK (mfa_amr IS NULL OR json_valid(mfa_amr)),
  passkey_id TEXT, -- the passkey that proved it. Null for every other method
  created_at INTEGER NOT NULL, -- when the person signed in
  last_seen_at INTEGER NOT NULL, -- when the session was last used. Written at most once a minute
  expires_at INTEGER NOT NULL, -- when the session ends, even if it is used
  ip TEXT NOT NULL, -- the network address at the sign-in
  user_agent TEXT NOT NULL, -- the browser at the sign-in
  CHECK ((mfa_time IS NULL) = (mfa_method IS NULL)),
  -- Says nothing about other methods, because the previous version leaves these columns as they are.
  CHECK (mfa_method IS NOT 'passkey' OR (mfa_amr IS NOT NULL AND passkey_id IS NOT NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO next_sessions (id, token_digest, account_id, first_factor, provider, provider_amr, sealed_id_token, auth_time,
  mfa_time, mfa_method, created_at, last_seen_at, expires_at, ip, user_agent)
SELECT id, token_digest, account_id, first_factor, provider, provider_amr, sealed_id_token, auth_time,
  mfa_time, mfa_method, created_at, last_seen_at, expires_at, ip, user_agent FROM sessions;
DROP TABLE sessions;
ALTER TABLE next_sessions RENAME TO sessions;
CREATE INDEX sessions_by_account ON sessions (account_id);
INSERT INTO pending_authenticators (session_id, id, sealed_secret, created_at, token_digest)
SELECT session_id, id, sealed_secret, created_at, token_digest FROM kept_pending_authenticators;
INSERT INTO prompt_deferrals (session_id, workspace_id) SELECT session_id, workspace_id FROM kept_prompt_deferrals;
DROP TABLE kept_pending_authenticators;
DROP TABLE kept_prompt_deferrals;
