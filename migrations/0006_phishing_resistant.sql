-- # Workspaces

-- which members the policy applies to: all, or owners and admins only
ALTER TABLE policies ADD COLUMN applies_to TEXT NOT NULL DEFAULT 'everybody' CHECK (applies_to IN ('everybody', 'admins'));

-- Whether and when a workspace requires a phishing-resistant second factor, such as a passkey. The columns are those of
-- `policies`. Each policy has its own date. A workspace without a row does not require such a factor.
-- Lifetime: as long as the workspace.
-- Written by: an admin. The cron trigger moves `next_notice_at` and `mailed_at`.
-- Deleted by: the end of the workspace.
CREATE TABLE phishing_resistant_policies (
  workspace_id TEXT PRIMARY KEY REFERENCES workspaces (id) ON DELETE CASCADE, -- the workspace that the policy is for
  -- the days that the admin chose: how long after saving enforcement starts
  grace_days INTEGER NOT NULL CHECK (grace_days IN (0, 3, 7, 14, 30)),
  effective_at INTEGER, -- when enforcement starts. Null: such a factor is not required
  version INTEGER NOT NULL, -- the number of changes so far. The API uses it as the ETag
  updated_at INTEGER NOT NULL, -- when the policy was last changed
  updated_by TEXT NOT NULL, -- who last changed it: an address, a token or the operator
  next_notice_at INTEGER, -- when members are next notified about the policy. Null: no notice is planned
  mailed_at INTEGER, -- when mails about the policy were last put into the outbox
  -- which members the policy applies to: all, or owners and admins only
  applies_to TEXT NOT NULL DEFAULT 'everybody' CHECK (applies_to IN ('everybody', 'admins'))
) STRICT, WITHOUT ROWID;
CREATE INDEX phishing_resistant_policies_by_next_notice ON phishing_resistant_policies (next_notice_at)
WHERE next_notice_at IS NOT NULL;

-- An extension that an admin granted to a member: until its end, both policies let the member in. A member gets one for
-- each version of the policies, taken back or not. The row remembers it.
-- Lifetime: as long as the account and the workspace.
-- Written by: an admin, or an API token.
-- Deleted by: the end of the workspace; the operator, with the account.
CREATE TABLE extensions (
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE, -- the workspace that granted it
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE, -- the member that it is for
  until INTEGER NOT NULL, -- when the extension ends
  reason TEXT NOT NULL, -- why it was granted, in the admin's words
  granted_by TEXT NOT NULL, -- who granted it: an address or a token
  granted_at INTEGER NOT NULL, -- when it was granted
  policy_version INTEGER NOT NULL, -- the `version` of the workspace's row in `policies`, 0 without a row
  phishing_resistant_version INTEGER NOT NULL, -- the same for `phishing_resistant_policies`
  PRIMARY KEY (workspace_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX extensions_by_account ON extensions (account_id);

-- 1 if the account has a passkey, else 0. Triggers keep it up to date
ALTER TABLE members ADD COLUMN has_passkey INTEGER NOT NULL DEFAULT 0 CHECK (has_passkey IN (0, 1));
-- when the member's extension ends. Null: the member has no extension. A new version of a policy ends it
ALTER TABLE members ADD COLUMN extended_until INTEGER;
-- the group that the member is counted in (core/member-groups.ts): `m` for a member, `a` for an owner or admin; `n` without
-- a factor, `e` enrolled without a passkey, `p` with a passkey; `x` with an extension, else `-`; then `vouched_by`
ALTER TABLE members ADD COLUMN group_key TEXT NOT NULL GENERATED ALWAYS AS (iif(role = 'member', 'm', 'a') || iif(has_passkey = 1, 'p', iif(is_enrolled = 1, 'e', 'n')) || iif(extended_until IS NULL, '-', 'x') || vouched_by) VIRTUAL;
UPDATE members SET has_passkey = 1 WHERE account_id IN (SELECT account_id FROM passkeys);

CREATE INDEX members_by_group ON members (workspace_id, group_key, account_id);
CREATE INDEX members_by_group_and_address ON members (workspace_id, group_key, email_key, account_id);
CREATE INDEX members_by_extension ON members (extended_until) WHERE extended_until IS NOT NULL;
CREATE INDEX members_extended ON members (workspace_id, extended_until) WHERE extended_until IS NOT NULL;

-- Copies the account's first passkey to its memberships.
CREATE TRIGGER members_get_a_passkey AFTER INSERT ON passkeys
BEGIN UPDATE members SET has_passkey = 1 WHERE account_id = NEW.account_id AND has_passkey = 0; END;
-- Copies the loss of the last passkey.
CREATE TRIGGER members_lose_their_passkey AFTER DELETE ON passkeys
WHEN NOT EXISTS (SELECT 1 FROM passkeys WHERE account_id = OLD.account_id)
BEGIN UPDATE members SET has_passkey = 0 WHERE account_id = OLD.account_id; END;

-- a JSON object: the number of members for each value of `members.group_key`
ALTER TABLE enrollment_counts ADD COLUMN by_group TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(by_group));
UPDATE enrollment_counts SET by_group = coalesce((SELECT json_group_object(group_key, members) FROM (
  SELECT group_key, count(*) AS members FROM members WHERE workspace_id = enrollment_counts.workspace_id GROUP BY group_key)), '{}');

DROP TRIGGER vouched_member_is_uncounted;
DROP TRIGGER vouched_no_more_is_uncounted;
DROP TRIGGER vouched_member_is_counted;
DROP INDEX members_by_standing;
DROP INDEX members_by_standing_and_address;
ALTER TABLE members DROP COLUMN voucher;
ALTER TABLE enrollment_counts DROP COLUMN vouchers;

-- Adds the member to the number of their group.
CREATE TRIGGER member_joins_a_group AFTER INSERT ON members
BEGIN
  UPDATE enrollment_counts SET by_group = json_patch(by_group, json_object(NEW.group_key,
    coalesce((SELECT value FROM json_each(by_group) WHERE key = NEW.group_key), 0) + 1))
  WHERE workspace_id = NEW.workspace_id;
END;
-- Removes the member from the number of their group.
CREATE TRIGGER member_leaves_a_group AFTER DELETE ON members
BEGIN
  UPDATE enrollment_counts SET by_group = json_patch(by_group, json_object(OLD.group_key,
    nullif(coalesce((SELECT value FROM json_each(by_group) WHERE key = OLD.group_key), 0) - 1, 0)))
  WHERE workspace_id = OLD.workspace_id;
END;
-- Moves the member from the number of one group to another.
CREATE TRIGGER member_changes_group AFTER UPDATE OF role, is_enrolled, has_passkey, extended_until, vouched_by ON members
WHEN OLD.group_key <> NEW.group_key
BEGIN
  UPDATE enrollment_counts SET by_group = json_patch(by_group, json_object(
    OLD.group_key, nullif(coalesce((SELECT value FROM json_each(by_group) WHERE key = OLD.group_key), 0) - 1, 0),
    NEW.group_key, coalesce((SELECT value FROM json_each(by_group) WHERE key = NEW.group_key), 0) + 1))
  WHERE workspace_id = NEW.workspace_id;
END;

-- Ends the extensions of a workspace whose policy changes. With `> 0` the index of extensions is used: without it, all
-- members are read.
CREATE TRIGGER extensions_end_with_the_policy AFTER UPDATE OF version ON policies
BEGIN
  UPDATE members SET extended_until = NULL WHERE workspace_id = NEW.workspace_id AND extended_until > 0;
END;
-- The same for the first policy of a workspace.
CREATE TRIGGER extensions_end_with_the_first_policy AFTER INSERT ON policies
BEGIN
  UPDATE members SET extended_until = NULL WHERE workspace_id = NEW.workspace_id AND extended_until > 0;
END;
-- The same for the policy about phishing-resistant factors.
CREATE TRIGGER extensions_end_with_the_second_policy AFTER UPDATE OF version ON phishing_resistant_policies
BEGIN
  UPDATE members SET extended_until = NULL WHERE workspace_id = NEW.workspace_id AND extended_until > 0;
END;
-- The same for its first version.
CREATE TRIGGER extensions_end_with_its_first_version AFTER INSERT ON phishing_resistant_policies
BEGIN
  UPDATE members SET extended_until = NULL WHERE workspace_id = NEW.workspace_id AND extended_until > 0;
END;

-- # Notices

-- the policy that a notice with a `policy_version` is about
ALTER TABLE notices ADD COLUMN policy TEXT CHECK (policy IN ('second-factor', 'phishing-resistant'));
UPDATE notices SET policy = 'second-factor' WHERE policy_version IS NOT NULL;
DROP INDEX notices_by_policy;
-- Finds the notices of the current policy without reading undismissed notices of earlier versions.
CREATE INDEX notices_by_policy ON notices (workspace_id, policy, policy_version, seen_at, at) WHERE workspace_id IS NOT NULL;
-- Finds the notices about extensions that no admin has dismissed.
CREATE INDEX notices_about_extensions ON notices (workspace_id, seen_at, at) WHERE kind = 'extension.granted';
-- the policy that the mails are about. A later notice about it replaces them
ALTER TABLE notice_fan_outs ADD COLUMN policy TEXT NOT NULL DEFAULT 'second-factor' CHECK (policy IN ('second-factor', 'phishing-resistant'));
DROP INDEX notice_fan_outs_by_workspace;
CREATE UNIQUE INDEX notice_fan_outs_by_policy ON notice_fan_outs (workspace_id, policy);
