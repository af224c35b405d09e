-- The schema of D1. `npm run schema` generates docs/schema.md from the migrations and their comments.
-- Never edit a migration that has been deployed. Add a new one.

-- Times are Unix seconds. A nullable `..._at` says whether something happened, and when.
-- A secret is stored in one of two ways only. Sealed: encrypted with AES-256-GCM under a key of the ring, as
-- `keyId.base64url`. Digest: HMAC-SHA-256 under the ring's pepper, as base64url. Ids are 128 random bits in base64url.
-- Ids are not secret.

-- Most rows expire. *The sweep* is the cron trigger that deletes expired rows (`flows/upkeep/sweep.ts`). Security does
-- not depend on it: each statement that reads such a row checks its time.

-- # Keys

-- A key of the key ring. Each purpose has one key in use. The next key is added a day before it is used. Older keys stay
-- while stored values or passes need them.
-- Lifetime: a signing key is used for 30 days, and kept until every pass it signed has expired. A sealing key is used for
-- 365 days, and kept until nothing is sealed under it. The pepper is kept forever.
-- Secrets: `sealed` is the key, encrypted under `MASTER_KEY`.
-- Written by: the first request that needs a key, the cron trigger, the operator who rotates a key.
-- Deleted by: the cron trigger.
CREATE TABLE ring_keys (
  id TEXT PRIMARY KEY, -- names the key: in passes, sealed values and `GET /keys`
  purpose TEXT NOT NULL CHECK (purpose IN ('pass-signing', 'totp-sealing', 'digest-pepper')), -- what the key is for
  sealed TEXT NOT NULL, -- the key itself
  created_at INTEGER NOT NULL, -- when the key was made
  active_from INTEGER NOT NULL -- the key is used from this time on, until a newer key of the same purpose is used
) STRICT, WITHOUT ROWID;

-- # Accounts and their factors

-- A person, known by an email address.
-- Lifetime: until the operator deletes it.
-- Secrets: `password_hash` is scrypt of the peppered password, with its salt and parameters.
-- Written by: the operator, and a provider with `provision`.
-- Deleted by: the operator.
CREATE TABLE accounts (
  id TEXT PRIMARY KEY, -- the account's id, which never changes. Origins see it as `sub`
  email TEXT NOT NULL, -- the address as it was typed
  -- the address in one spelling for all cases and Unicode forms (core/email.ts). Accounts are found by it
  email_key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL, -- the person's name
  password_hash TEXT, -- scrypt of the password. Null: no password is set
  enrolled_at INTEGER, -- when the account got its authenticator app. Null: it has not enrolled. Triggers keep this up to date
  recovery_set_id TEXT, -- the `set_id` of the recovery codes that work: the set that the owner confirmed as saved
  created_at INTEGER NOT NULL, -- when the account was created
  language TEXT, -- the language of mails to the person (core/language.ts). Null means English
  -- a counter. It is raised by each change that must end sign-ins under way, such as a new password
  login_epoch INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Copies `enrolled_at` to the account's memberships.
CREATE TRIGGER members_follow_their_account AFTER UPDATE OF enrolled_at ON accounts
WHEN (OLD.enrolled_at IS NULL) <> (NEW.enrolled_at IS NULL)
BEGIN UPDATE members SET is_enrolled = (NEW.enrolled_at IS NOT NULL) WHERE account_id = NEW.id; END;

-- The confirmed authenticator app of an account. A second kind of factor needs its own table, and triggers like the two
-- here that check both tables.
-- Lifetime: until its owner replaces or removes it, or the operator resets it.
-- Secrets: `sealed_secret` is the TOTP secret, sealed and bound to this account and id.
-- Written by: its owner, with a code that confirms it. The cron trigger seals it again under a newer key.
-- Deleted by: its owner; the operator.
CREATE TABLE authenticators (
  account_id TEXT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE, -- the owner
  id TEXT NOT NULL, -- a new id for each app. `sealed_secret` is bound to it
  sealed_secret TEXT NOT NULL, -- the TOTP secret
  confirmed_at INTEGER NOT NULL, -- when the owner typed the first code of this app
  -- the latest 30-second step whose code was accepted. Codes of this step and earlier are refused, so each works once
  last_step INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Finds the secrets that a retired key still seals. A sealed value starts with the id of its key, 22 characters.
CREATE INDEX authenticators_by_key ON authenticators (substr(sealed_secret, 1, 22));

-- Sets `accounts.enrolled_at`.
CREATE TRIGGER account_enrols AFTER INSERT ON authenticators
BEGIN UPDATE accounts SET enrolled_at = NEW.confirmed_at WHERE id = NEW.account_id AND enrolled_at IS NULL; END;
-- Clears `accounts.enrolled_at`.
CREATE TRIGGER account_loses_its_factor AFTER DELETE ON authenticators
BEGIN UPDATE accounts SET enrolled_at = NULL WHERE id = OLD.account_id; END;

-- Future steps whose code was typed too early. The answer said how far the clock is off, so these steps must never be
-- accepted. Otherwise an attacker who guesses would learn which code to type in a few minutes.
-- Lifetime: 90 seconds after the step.
-- Written by: a code that is typed too early.
-- Deleted by: the sweep.
CREATE TABLE refused_steps (
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE, -- the owner of the authenticator app
  step INTEGER NOT NULL, -- the number of the 30-second step, counted from 1970. Its code is refused
  PRIMARY KEY (account_id, step)
) STRICT, WITHOUT ROWID;

-- A recovery code. Codes belong to a set of ten, and a set works only while `accounts.recovery_set_id` names it.
-- Lifetime: until another set is confirmed or the last factor is removed.
-- Secrets: `digest` is the digest of the account and the code.
-- Written by: its owner, who generates a set.
-- Deleted by: its owner, who confirms or generates a later set or removes the factor; the operator's reset.
CREATE TABLE recovery_codes (
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE, -- the owner
  digest TEXT NOT NULL, -- stands for the code, which is not stored
  set_id TEXT NOT NULL, -- the set that the code belongs to
  used_at INTEGER, -- when the code was used. Null: not yet. Setting this column spends the code
  PRIMARY KEY (account_id, digest)
) STRICT, WITHOUT ROWID;

-- Wrong guesses in a row, and the wait that they caused. A guess is charged before anybody learns whether it was
-- right. Otherwise an attacker could send many guesses at once and learn of all of them.
-- Lifetime: for a second factor until a success, for a password until a day after the last guess.
-- Secrets: for a password, `subject` is the digest of an account's address, of a browser or of a network.
-- Written by: each guess.
-- Deleted by: a success; the operator's reset; the sweep, for passwords.
CREATE TABLE attempts (
  -- whether the guesses were at a second factor or at a password
  budget TEXT NOT NULL CHECK (budget IN ('second-factor', 'password')),
  subject TEXT NOT NULL, -- whose guesses: an account's id for a second factor, a digest for a password
  failures INTEGER NOT NULL, -- the number of wrong guesses in a row
  blocked_until INTEGER NOT NULL, -- no guess is accepted before this time
  updated_at INTEGER NOT NULL, -- the time of the last guess
  PRIMARY KEY (budget, subject)
) STRICT, WITHOUT ROWID;

-- Links a provider's subject to an account. The key is provider and subject, never the address. Otherwise the next holder
-- of an address at the provider could open the account. An account may have several identities.
-- Lifetime: until it is unlinked.
-- Written by: its owner, the operator, a sign-in at a provider that may link by address.
-- Deleted by: its owner; the operator.
CREATE TABLE identities (
  provider TEXT NOT NULL, -- the provider's id in `PROVIDERS`
  subject TEXT NOT NULL, -- the id that the provider has for the person (`sub`)
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE, -- the account that the person signs in to
  email TEXT, -- the address that the provider sent when the two were linked. It is only displayed
  linked_at INTEGER NOT NULL, -- when the two were linked
  PRIMARY KEY (provider, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX identities_by_account ON identities (account_id);

-- An identity that was unlinked from an account. An address can't link it to that account again.
-- Lifetime: until a person links the two by hand.
-- Written by: an unlink, by the owner or the operator.
-- Deleted by: a trigger, once the two are linked.
CREATE TABLE unlinked_identities (
  provider TEXT NOT NULL, -- the provider's id in `PROVIDERS`
  subject TEXT NOT NULL, -- the id that the provider has for the person (`sub`)
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE, -- the account that it was unlinked from
  at INTEGER NOT NULL, -- when it was unlinked
  PRIMARY KEY (provider, subject, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX unlinked_identities_by_account ON unlinked_identities (account_id);

-- Forgets the unlink. Only a link by hand can link this identity again, and that is the owner's later decision.
CREATE TRIGGER linked_is_not_unlinked AFTER INSERT ON identities
BEGIN DELETE FROM unlinked_identities WHERE provider = NEW.provider AND subject = NEW.subject AND account_id = NEW.account_id; END;

-- Removes the provider's proofs from the account's memberships: without the identity, the account can't sign in with
-- that provider.
CREATE TRIGGER unlinked_provider_vouches_no_more AFTER DELETE ON identities
WHEN NOT EXISTS (SELECT 1 FROM identities WHERE provider = OLD.provider AND account_id = OLD.account_id)
BEGIN
  UPDATE members SET vouched_by = ''
  WHERE account_id = OLD.account_id AND substr(vouched_by, 1, length(OLD.provider) + 1) = OLD.provider || ' ';
END;

-- # Workspaces

-- A tenant: hosts, one origin, a policy, members.
-- Lifetime: until the operator ends it. It stops working at once. Its rows are deleted a few hundred at a time, this one
-- last.
-- Written by: the operator; its admins choose appearance and providers.
-- Deleted by: the sweep, once `ended_at` is set.
CREATE TABLE workspaces (
  id TEXT PRIMARY KEY, -- the workspace's id, which is never used again. Origins see it as `workspace.id`
  slug TEXT NOT NULL UNIQUE, -- the workspace's name in addresses of the portal and the API
  name TEXT NOT NULL, -- the name that the operator gave it
  -- the name that its admins chose. Pages show it instead of `name`. The operator's calls do not change it
  display_name TEXT,
  origin TEXT NOT NULL, -- where the gate forwards requests: the web origin of the service
  -- the colour of buttons and links, as its admins chose it. Null: the platform's colour
  accent TEXT CHECK (accent GLOB '#[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]'),
  logo_digest TEXT, -- a copy of `logos.digest`, so that a page need not read `logos`. Triggers keep it up to date
  -- a JSON array of provider ids: the ways of signing in that the workspace accepts. Null: all of them
  allowed_providers TEXT CHECK (allowed_providers IS NULL OR json_valid(allowed_providers)),
  created_at INTEGER NOT NULL, -- when the workspace was created
  ended_at INTEGER -- when the operator deleted it. Null: it has not been deleted
) STRICT, WITHOUT ROWID;
-- Finds the workspaces that forward to a web origin. Another workspace must not use that origin's host as its own host.
CREATE INDEX workspaces_by_origin ON workspaces (origin);
CREATE INDEX workspaces_ended ON workspaces (ended_at) WHERE ended_at IS NOT NULL;

-- The workspaces that have not ended. Every statement reads workspaces through this view.
CREATE VIEW live_workspaces AS
  SELECT id, slug, name, display_name, accent, logo_digest, origin, created_at, allowed_providers
  FROM workspaces WHERE ended_at IS NULL;

-- A host of a workspace.
-- Lifetime: as long as the workspace has it.
-- Written by: the operator.
-- Deleted by: the operator; the end of the workspace.
CREATE TABLE hosts (
  host TEXT PRIMARY KEY, -- the host name, with the port if there is one
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE -- the workspace that answers on this host
) STRICT, WITHOUT ROWID;
CREATE INDEX hosts_by_workspace ON hosts (workspace_id);

-- The logo of a workspace. The key starts with the digest, because browsers ask for a logo by its digest.
-- Lifetime: until it is replaced or removed.
-- Written by: an admin of the workspace.
-- Deleted by: an admin; the end of the workspace.
CREATE TABLE logos (
  digest TEXT NOT NULL, -- SHA-256 of `bytes`, in base64url
  workspace_id TEXT NOT NULL UNIQUE REFERENCES workspaces (id) ON DELETE CASCADE, -- the workspace that shows the logo
  media_type TEXT NOT NULL CHECK (media_type IN ('image/png', 'image/jpeg', 'image/webp')), -- the kind of image
  bytes BLOB NOT NULL CHECK (length(bytes) <= 262144), -- the image, at most 256 KiB
  PRIMARY KEY (digest, workspace_id)
) STRICT, WITHOUT ROWID;
-- Sets `workspaces.logo_digest`.
CREATE TRIGGER logo_is_put_up AFTER INSERT ON logos
BEGIN UPDATE workspaces SET logo_digest = NEW.digest WHERE id = NEW.workspace_id; END;
-- Clears `workspaces.logo_digest`.
CREATE TRIGGER logo_is_taken_down AFTER DELETE ON logos
BEGIN UPDATE workspaces SET logo_digest = NULL WHERE id = OLD.workspace_id; END;

-- Whether and when a workspace requires two-factor authentication. A workspace without a row does not require it.
-- Lifetime: as long as the workspace.
-- Written by: an admin. The cron trigger moves `next_notice_at` and `mailed_at`.
-- Deleted by: the end of the workspace.
CREATE TABLE policies (
  workspace_id TEXT PRIMARY KEY REFERENCES workspaces (id) ON DELETE CASCADE, -- the workspace that the policy is for
  -- the days that the admin chose: how long after saving enforcement starts
  grace_days INTEGER NOT NULL CHECK (grace_days IN (0, 3, 7, 14, 30)),
  effective_at INTEGER, -- when enforcement starts for all members. Null: two-factor authentication is not required
  version INTEGER NOT NULL, -- the number of changes so far. The API uses it as the ETag
  updated_at INTEGER NOT NULL, -- when the policy was last changed
  updated_by TEXT NOT NULL, -- who last changed it: an address, a token or the operator
  next_notice_at INTEGER, -- when members are next notified about the policy. Null: no notice is planned
  mailed_at INTEGER -- when mails about the policy were last put into the outbox
) STRICT, WITHOUT ROWID;
CREATE INDEX policies_by_next_notice ON policies (next_notice_at) WHERE next_notice_at IS NOT NULL;

-- An account in a workspace, with a role.
-- Lifetime: until it is removed.
-- Written by: an admin, the operator. The first entry sets `entered_at`. An entry sets `vouched_by` if it has changed.
-- Deleted by: an admin; the operator; the sweep, with the workspace.
CREATE TABLE members (
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE, -- the workspace
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE, -- the member
  role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'member')), -- what the member may do
  -- 1 if `accounts.enrolled_at` is set, else 0. A trigger keeps it up to date
  is_enrolled INTEGER NOT NULL CHECK (is_enrolled IN (0, 1)),
  joined_at INTEGER NOT NULL, -- when the membership was made
  -- when the member first entered the workspace. Null: never. Until then the workspace's rules do not apply to the
  -- account. Otherwise an admin could add a stranger, and decide about the stranger's second factor.
  entered_at INTEGER,
  -- the provider that proved the second factor of the last entry, and how, such as `northwind mfa`. Empty: no provider
  -- did. The statement that reads it checks whether this provider is still trusted.
  vouched_by TEXT NOT NULL DEFAULT '',
  -- the same as `vouched_by`, but empty if the member is enrolled
  voucher TEXT NOT NULL GENERATED ALWAYS AS (iif(is_enrolled = 1, '', vouched_by)) VIRTUAL,
  PRIMARY KEY (workspace_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_by_account ON members (account_id);
CREATE INDEX members_by_role ON members (workspace_id, role, is_enrolled);
CREATE INDEX members_by_standing ON members (workspace_id, is_enrolled, voucher, account_id);

-- The numbers of members of a workspace, in one row for any number of members (decisions 0007 and 0036).
-- Lifetime: as long as the workspace.
-- Written by: triggers on `workspaces` and `members`.
-- Deleted by: the end of the workspace.
CREATE TABLE enrollment_counts (
  workspace_id TEXT PRIMARY KEY REFERENCES workspaces (id) ON DELETE CASCADE, -- the workspace
  members INTEGER NOT NULL, -- the number of members
  enrolled INTEGER NOT NULL, -- the number of members who are enrolled
  -- a JSON object: the number of members for each value of `members.voucher`
  vouchers TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(vouchers))
) STRICT, WITHOUT ROWID;

-- Adds the row of `enrollment_counts`.
CREATE TRIGGER workspace_starts_counting AFTER INSERT ON workspaces
BEGIN INSERT INTO enrollment_counts (workspace_id, members, enrolled) VALUES (NEW.id, 0, 0); END;
-- Adds the member to `enrollment_counts`.
CREATE TRIGGER member_is_counted AFTER INSERT ON members
BEGIN UPDATE enrollment_counts SET members = members + 1, enrolled = enrolled + NEW.is_enrolled WHERE workspace_id = NEW.workspace_id; END;
-- Removes the member from `enrollment_counts`.
CREATE TRIGGER member_is_uncounted AFTER DELETE ON members
BEGIN UPDATE enrollment_counts SET members = members - 1, enrolled = enrolled - OLD.is_enrolled WHERE workspace_id = OLD.workspace_id; END;
-- Adds the member to the number of enrolled members, or subtracts it.
CREATE TRIGGER member_is_recounted AFTER UPDATE OF is_enrolled ON members WHEN OLD.is_enrolled <> NEW.is_enrolled
BEGIN UPDATE enrollment_counts SET enrolled = enrolled + NEW.is_enrolled - OLD.is_enrolled WHERE workspace_id = NEW.workspace_id; END;

-- Removes the member from the number for their voucher.
CREATE TRIGGER vouched_member_is_uncounted AFTER DELETE ON members WHEN OLD.voucher <> ''
BEGIN
  UPDATE enrollment_counts SET vouchers = json_patch(vouchers, json_object(OLD.voucher,
    nullif(coalesce((SELECT value FROM json_each(vouchers) WHERE key = OLD.voucher), 0) - 1, 0)))
  WHERE workspace_id = OLD.workspace_id;
END;
-- Removes the member from the number for their previous voucher.
CREATE TRIGGER vouched_no_more_is_uncounted AFTER UPDATE OF vouched_by, is_enrolled ON members
WHEN OLD.voucher <> NEW.voucher AND OLD.voucher <> ''
BEGIN
  UPDATE enrollment_counts SET vouchers = json_patch(vouchers, json_object(OLD.voucher,
    nullif(coalesce((SELECT value FROM json_each(vouchers) WHERE key = OLD.voucher), 0) - 1, 0)))
  WHERE workspace_id = OLD.workspace_id;
END;
-- Adds the member to the number for their new voucher.
CREATE TRIGGER vouched_member_is_counted AFTER UPDATE OF vouched_by, is_enrolled ON members
WHEN OLD.voucher <> NEW.voucher AND NEW.voucher <> ''
BEGIN
  UPDATE enrollment_counts SET vouchers = json_patch(vouchers, json_object(NEW.voucher,
    nullif(coalesce((SELECT value FROM json_each(vouchers) WHERE key = NEW.voucher), 0) + 1, 0)))
  WHERE workspace_id = NEW.workspace_id;
END;

-- An API token of a workspace. It works only while its creator may administer the workspace.
-- Lifetime: until `expires_at`, 365 days at most.
-- Secrets: `digest` is the digest of the token, which is shown once.
-- Written by: an admin; another token of the workspace; the operator.
-- Deleted by: an admin; a trigger, when its creator loses the role; with the token that created it; the end of the
-- workspace; the sweep, once it has expired.
CREATE TABLE tokens (
  id TEXT PRIMARY KEY, -- names the token in the API and the audit log
  digest TEXT NOT NULL UNIQUE, -- stands for the token, which is not stored
  -- the only workspace that the token can read and change
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  maker_id TEXT REFERENCES accounts (id) ON DELETE CASCADE, -- the admin who created it. Null: the operator created it
  -- the token that created this token. Null: a person created it
  parent_id TEXT REFERENCES tokens (id) ON DELETE CASCADE,
  name TEXT NOT NULL, -- the name that its creator gave it
  created_at INTEGER NOT NULL, -- when the token was created
  expires_at INTEGER NOT NULL -- when the token stops working
) STRICT, WITHOUT ROWID;
CREATE INDEX tokens_by_workspace ON tokens (workspace_id);
CREATE INDEX tokens_by_parent ON tokens (parent_id);
CREATE INDEX tokens_by_maker ON tokens (maker_id);
CREATE INDEX tokens_by_expiry ON tokens (expires_at);

-- Deletes the tokens of a removed member. They do not return with the membership.
CREATE TRIGGER tokens_die_with_membership AFTER DELETE ON members
BEGIN DELETE FROM tokens WHERE workspace_id = OLD.workspace_id AND maker_id = OLD.account_id; END;
-- The same for an owner or admin who becomes a member.
CREATE TRIGGER tokens_die_with_role AFTER UPDATE OF role ON members WHEN NEW.role = 'member'
BEGIN DELETE FROM tokens WHERE workspace_id = NEW.workspace_id AND maker_id = NEW.account_id; END;

-- # Sign-ins and sessions

-- A sign-in between the first and the second factor. It opens nothing by itself. It has no foreign key to its account and
-- no index by account, because each would cost every sign-in two rows. A login of a deleted account is not found, because
-- reading it joins the account.
-- Lifetime: 10 minutes, or until its account's epoch is raised.
-- Secrets: `token_digest` is the digest of the login cookie. `sealed_id_token` is the provider's ID token, sealed.
-- Written by: a correct password or a sign-in at a provider, for an account that is enrolled.
-- Deleted by: the second factor; the sweep, once it has expired.
CREATE TABLE logins (
  token_digest TEXT PRIMARY KEY, -- stands for the login cookie, which is not stored
  account_id TEXT NOT NULL, -- the account that is signing in
  -- how the first factor was proved: `pwd` for a password, `fed` for a provider
  first_factor TEXT NOT NULL CHECK (first_factor IN ('pwd', 'fed')),
  provider TEXT NOT NULL, -- the id of the provider that the person came through. For a password it is `password`
  sealed_id_token TEXT, -- the provider's id token. Null: the provider sent no such token
  auth_time INTEGER NOT NULL, -- when the first factor was proved. 0 if the provider did not say
  expires_at INTEGER NOT NULL, -- when the login ends
  link_subject TEXT, -- the identity to link once the second factor is proved. Null: no link is waiting
  link_email TEXT, -- the address by which the two are linked
  epoch INTEGER NOT NULL -- a copy of `accounts.login_epoch`. The login is invalid once the account's number is higher
) STRICT, WITHOUT ROWID;

-- A signed-in browser on the portal host. Passes are renewed from this row, so deleting it ends them.
-- Lifetime: until `expires_at`, `SESSION_HOURS` after the sign-in. It is refused once idle for `SESSION_IDLE_HOURS`.
-- Secrets: `token_digest` is the digest of the session cookie. `sealed_id_token` is the provider's ID token, sealed. At
-- sign-out it tells the provider which of its sessions to end.
-- Written by: a sign-in. Each step-up and each change of factors rotates its cookie.
-- Deleted by: signing out; a change of password or factors elsewhere; the operator; the sweep, once it has expired.
CREATE TABLE sessions (
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
  mfa_method TEXT CHECK (mfa_method IN ('totp', 'recovery_code')), -- which second factor was proved
  created_at INTEGER NOT NULL, -- when the person signed in
  last_seen_at INTEGER NOT NULL, -- when the session was last used. Written at most once a minute
  expires_at INTEGER NOT NULL, -- when the session ends, even if it is used
  ip TEXT NOT NULL, -- the network address at the sign-in
  user_agent TEXT NOT NULL, -- the browser at the sign-in
  CHECK ((mfa_time IS NULL) = (mfa_method IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_account ON sessions (account_id);

-- An authenticator app that is being set up in a session, until a code confirms it.
-- Lifetime: an hour. It is offered to one cookie only. Otherwise a thief with an earlier cookie of the session would know
-- its secret.
-- Secrets: `sealed_secret` is the TOTP secret, sealed. `token_digest` is the digest of the session cookie it was shown to.
-- Written by: the page that shows the QR code.
-- Deleted by: the code that confirms it; the end of the session.
CREATE TABLE pending_authenticators (
  -- the session in which the app is being set up
  session_id TEXT PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
  id TEXT NOT NULL, -- becomes `authenticators.id`. `sealed_secret` is bound to it
  sealed_secret TEXT NOT NULL, -- the TOTP secret in the QR code
  created_at INTEGER NOT NULL, -- when the QR code was first shown
  token_digest TEXT NOT NULL -- stands for the one cookie that the secret is shown to
) STRICT, WITHOUT ROWID;

-- A session chose *Remind me later* for a workspace.
-- Lifetime: as long as the session.
-- Written by: the member.
-- Deleted by: the end of the session; the sweep, with the workspace.
CREATE TABLE prompt_deferrals (
  session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE, -- the session in which the button was pressed
  -- the workspace that does not ask again in this session
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  PRIMARY KEY (session_id, workspace_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX prompt_deferrals_by_workspace ON prompt_deferrals (workspace_id);

-- A single-use value that was used: the state of a request to a provider, a ticket's id, or the id in a hand-off code.
-- Lifetime: 10 minutes.
-- Secrets: `digest` is the digest of the state or id.
-- Written by: the first request that brings it.
-- Deleted by: the sweep, once it has expired.
CREATE TABLE spent_arrivals (
  digest TEXT PRIMARY KEY, -- stands for the value that was used
  expires_at INTEGER NOT NULL -- the sweep may delete the row from this time on, because the value has expired too
) STRICT, WITHOUT ROWID;

-- How often something was done recently. It limits actions that an ordinary person could otherwise repeat without end.
-- Lifetime: until `until`, a day at most.
-- Written by: every limited action: recorded refusals, changes of one's own factors, notices sent in a minute.
-- Deleted by: the sweep, once it has expired.
CREATE TABLE recent_counts (
  what TEXT PRIMARY KEY, -- names the action and who does it, such as an account's id and `changes`
  used INTEGER NOT NULL, -- how often the action was done since the count began
  until INTEGER NOT NULL -- when the count begins again at 0
) STRICT, WITHOUT ROWID;

-- # Notices

-- A message to an account or a workspace about an event. It is written in the batch of the event. Pages show it until
-- `seen_at`, and carriers deliver it.
-- Lifetime: a year, or 90 days after it was dismissed.
-- Written by: the event that it is about.
-- Deleted by: the sweep, after its deliveries.
CREATE TABLE notices (
  id TEXT PRIMARY KEY, -- the notice's id, also in the webhook and the mail
  at INTEGER NOT NULL, -- when the event happened
  kind TEXT NOT NULL, -- what happened. The kinds are in core/notice.ts
  -- the account that is notified. Null: the notice is for a workspace
  account_id TEXT REFERENCES accounts (id) ON DELETE CASCADE,
  -- the workspace that is notified. Null: the notice is for an account
  workspace_id TEXT REFERENCES workspaces (id) ON DELETE CASCADE,
  -- for a notice about a policy: the `version` it reports. It is outdated once the policy has another version
  policy_version INTEGER,
  detail TEXT NOT NULL CHECK (json_valid(detail)), -- a JSON object with the details of the event
  ip TEXT NOT NULL, -- the network address that caused the event
  user_agent TEXT NOT NULL, -- the browser that caused the event
  seen_at INTEGER, -- when a person dismissed it. Null: pages still show it
  expires_at INTEGER NOT NULL, -- when the sweep may delete it
  CHECK ((account_id IS NULL) <> (workspace_id IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX notices_by_account ON notices (account_id, seen_at, at) WHERE account_id IS NOT NULL;
CREATE INDEX notices_by_workspace ON notices (workspace_id, seen_at, at) WHERE workspace_id IS NOT NULL;
-- Finds the notices of the current policy without reading undismissed notices of earlier versions.
CREATE INDEX notices_by_policy ON notices (workspace_id, policy_version, seen_at, at) WHERE workspace_id IS NOT NULL;
CREATE INDEX notices_by_expiry ON notices (expires_at);

-- The outbox: a notice that a carrier must still deliver to a recipient, or has given up on.
-- Lifetime: until it is delivered, otherwise as long as the notice.
-- Written by: the event of the notice; the cron trigger, for a workspace's members.
-- Deleted by: its delivery; the sweep, once the notice has expired.
CREATE TABLE notice_deliveries (
  notice_id TEXT NOT NULL REFERENCES notices (id) ON DELETE CASCADE, -- the notice to deliver
  carrier TEXT NOT NULL CHECK (carrier IN ('webhook', 'email')), -- how it is sent
  recipient TEXT NOT NULL, -- the id of the account that gets the mail. Empty for the webhook
  attempts INTEGER NOT NULL, -- how often it was tried
  -- when it may be tried next, also after an attempt that never reported its result. Null: it was given up
  next_at INTEGER,
  dead_at INTEGER, -- when it was given up. Null: it will be tried again
  last_error TEXT, -- why the last attempt failed. Null: none has failed
  PRIMARY KEY (notice_id, carrier, recipient),
  CHECK ((next_at IS NULL) <> (dead_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_deliveries_due ON notice_deliveries (carrier, next_at) WHERE next_at IS NOT NULL;
CREATE INDEX notice_deliveries_dead ON notice_deliveries (dead_at) WHERE dead_at IS NOT NULL;

-- A notice whose emails go to the members of a workspace, a limited number at a time. A workspace has at most one, because
-- a later notice replaces an earlier one.
-- Lifetime: until every member has a delivery, or the policy changes.
-- Written by: a change of a policy; the cron trigger at each moment of enforcement.
-- Deleted by: the cron trigger.
CREATE TABLE notice_fan_outs (
  notice_id TEXT PRIMARY KEY REFERENCES notices (id) ON DELETE CASCADE, -- the notice that the members get
  after TEXT NOT NULL, -- an account's id. Members with a higher id still have to get their mail
  turn_at INTEGER NOT NULL, -- when the next of these mails may be sent
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE -- the workspace whose members get it
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_fan_outs_by_turn ON notice_fan_outs (turn_at);
CREATE UNIQUE INDEX notice_fan_outs_by_workspace ON notice_fan_outs (workspace_id);

-- # The audit

-- An entry of the audit log. Append-only: triggers refuse every other change.
-- Lifetime: forever.
-- Written by: the event that it records, in the same batch.
-- Deleted by: nobody.
CREATE TABLE audit (
  scope TEXT NOT NULL, -- the log that the entry belongs to: a workspace's id, or `operator` for everything else
  id INTEGER NOT NULL, -- the entry's number in its log, from 1, without a gap
  at INTEGER NOT NULL, -- when it happened
  actor TEXT NOT NULL, -- who did it: an address, a token, a provider, the operator or the platform itself
  action TEXT NOT NULL, -- what was done. The actions are in core/audit-action.ts
  account_id TEXT, -- the account that it was done to. Not a foreign key, because the entry outlives the account
  ip TEXT NOT NULL, -- the network address that the request came from
  user_agent TEXT NOT NULL, -- the browser or program that made the request
  detail TEXT NOT NULL CHECK (json_valid(detail)), -- a JSON object with the details
  PRIMARY KEY (scope, id)
) STRICT, WITHOUT ROWID;
-- Finds the latest changes of a policy without reading the later entries.
CREATE INDEX audit_policy_changes ON audit (scope, id) WHERE action = 'policy.changed';

-- Refuses every change of an entry.
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE (ABORT, 'audit is append-only'); END;
-- Refuses to delete an entry.
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE (ABORT, 'audit is append-only'); END;
-- Refuses a number that is not the next one. Otherwise an entry with the highest possible number would leave none for
-- later entries, and every recorded action would fail. It also refuses to replace an entry, whose number is never the next.
CREATE TRIGGER audit_is_never_replaced BEFORE INSERT ON audit
WHEN NEW.id <> coalesce((SELECT max(id) FROM audit WHERE scope = NEW.scope), 0) + 1
BEGIN SELECT RAISE (ABORT, 'audit is append-only, without a gap'); END;

-- The hash of an entry and the previous hash (crypto/audit-chain.ts). It is computed shortly after the entry, because SQLite
-- has no SHA-256.
-- Lifetime: forever.
-- Written by: the cron trigger, each minute.
-- Deleted by: nobody.
CREATE TABLE audit_links (
  scope TEXT NOT NULL, -- the log, as in `audit.scope`
  id INTEGER NOT NULL, -- the number of the entry, as in `audit.id`
  hash TEXT NOT NULL, -- SHA-256 of the entry and the previous hash, in base64url
  PRIMARY KEY (scope, id)
) STRICT, WITHOUT ROWID;

-- Refuses every change of a hash.
CREATE TRIGGER audit_links_are_never_changed BEFORE UPDATE ON audit_links
BEGIN SELECT RAISE (ABORT, 'audit is append-only'); END;
-- Refuses a second hash for an entry.
CREATE TRIGGER audit_links_are_never_replaced BEFORE INSERT ON audit_links
WHEN EXISTS (SELECT 1 FROM audit_links WHERE scope = NEW.scope AND id = NEW.id)
BEGIN SELECT RAISE (ABORT, 'audit is append-only'); END;
-- Refuses to delete a hash.
CREATE TRIGGER audit_links_are_never_deleted BEFORE DELETE ON audit_links
BEGIN SELECT RAISE (ABORT, 'audit is append-only'); END;

-- A workspace's scope with entries that have no hash yet, so that the cron trigger need not search. The operator's scope
-- has no row: the cron trigger always checks it, so that sign-ins write no row here.
-- Lifetime: a minute.
-- Written by: a trigger, with the first entry after the hashes were computed.
-- Deleted by: the cron trigger.
CREATE TABLE audit_unlinked (
  scope TEXT PRIMARY KEY -- the workspace's log, as in `audit.scope`
) STRICT, WITHOUT ROWID;

-- Adds the scope to `audit_unlinked`.
CREATE TRIGGER audit_entry_waits_for_its_link AFTER INSERT ON audit
WHEN NEW.scope <> 'operator' AND NOT EXISTS (SELECT 1 FROM audit_unlinked WHERE scope = NEW.scope)
BEGIN INSERT INTO audit_unlinked (scope) VALUES (NEW.scope); END;

-- Sets `members.entered_at`, once. The statement that writes this entry checks all conditions of admission.
CREATE TRIGGER member_has_entered AFTER INSERT ON audit WHEN NEW.action = 'workspace.entered'
BEGIN
  UPDATE members SET entered_at = NEW.at
  WHERE workspace_id = NEW.scope AND account_id = NEW.account_id AND entered_at IS NULL;
END;

-- # Figures
-- Numbers for the enforcement panel. A day is the number of days since 1970 in UTC.

-- The numbers of a workspace at the end of a day on which they changed.
-- Lifetime: 400 days.
-- Written by: the cron trigger, each minute, for the workspaces in `enrollment_changes`.
-- Deleted by: the sweep.
CREATE TABLE enrollment_days (
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE, -- the workspace
  day INTEGER NOT NULL, -- the day, counted from 1970
  members INTEGER NOT NULL, -- the number of members at the end of the day
  enrolled INTEGER NOT NULL, -- the number of enrolled members at the end of the day
  PRIMARY KEY (workspace_id, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX enrollment_days_by_day ON enrollment_days (day);

-- A workspace whose numbers have changed since they were last written to `enrollment_days`, so that the cron trigger need
-- not search.
-- Lifetime: a minute.
-- Written by: a trigger.
-- Deleted by: the cron trigger.
CREATE TABLE enrollment_changes (
  workspace_id TEXT PRIMARY KEY -- the workspace
) STRICT, WITHOUT ROWID;

-- Adds the workspace to `enrollment_changes`.
CREATE TRIGGER count_waits_for_its_day AFTER UPDATE OF members, enrolled ON enrollment_counts
WHEN NOT EXISTS (SELECT 1 FROM enrollment_changes WHERE workspace_id = NEW.workspace_id)
BEGIN INSERT INTO enrollment_changes (workspace_id) VALUES (NEW.workspace_id); END;

-- How often members entered a workspace on a day without any second factor, their own or a provider's. Enforcement would
-- have asked them to enrol first.
-- Lifetime: 400 days.
-- Written by: a trigger on the audit.
-- Deleted by: the sweep.
CREATE TABLE entries_without_factor (
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE, -- the workspace
  day INTEGER NOT NULL, -- the day, counted from 1970
  entries INTEGER NOT NULL, -- the number of such entries
  PRIMARY KEY (workspace_id, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX entries_without_factor_by_day ON entries_without_factor (day);

-- Counts the entry in `entries_without_factor`.
CREATE TRIGGER entry_without_factor_is_counted AFTER INSERT ON audit
WHEN NEW.action = 'workspace.entered' AND json_extract(NEW.detail, '$.acr') = 'aal1'
BEGIN
  INSERT INTO entries_without_factor (workspace_id, day, entries)
  SELECT id, NEW.at / 86400, 1 FROM workspaces WHERE id = NEW.scope
  ON CONFLICT (workspace_id, day) DO UPDATE SET entries = entries + 1;
END;
