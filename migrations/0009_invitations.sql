-- # Workspaces

-- An invitation to become a member, mailed to an address that may have no account. The link in the mail is signed and
-- not stored. The links of the last two mails work.
-- Lifetime: the link works for 7 days after the last mail. The row stays for 30 days after it.
-- Written by: an admin, or an API token; the person who accepts it.
-- Deleted by: an admin, unless it was accepted; the sweep; the end of the workspace.
CREATE TABLE invitations (
  id TEXT PRIMARY KEY, -- names the invitation in the API and in its links
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE, -- the workspace that the person may join
  email TEXT NOT NULL, -- the address as it was typed
  email_key TEXT NOT NULL, -- the address in one spelling, as in `accounts.email_key`
  role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'member')), -- the role that the person gets
  -- the account of the admin who sent the last mail, or who made the API token that sent it. The invitation works only
  -- while this account may give the role. Null: the operator. Not a foreign key. Otherwise the invitation of a deleted
  -- account would become the operator's. Empty: nobody, because a report “This wasn’t me” ended it
  inviter_id TEXT,
  created_at INTEGER NOT NULL, -- when the person was invited
  sent_at INTEGER NOT NULL, -- when the last mail was written
  previous_sent_at INTEGER, -- when the mail before that was written. Null: there was only one
  accepted_at INTEGER, -- when the person accepted. Null: not yet. Setting this column uses the invitation up
  accepted_by TEXT, -- the account that accepted. Not a foreign key, because the row outlives the account
  CHECK ((accepted_at IS NULL) = (accepted_by IS NULL))
) STRICT, WITHOUT ROWID;
-- Allows one invitation for each address that was not accepted yet.
CREATE UNIQUE INDEX invitations_by_address ON invitations (workspace_id, email_key) WHERE accepted_at IS NULL;
CREATE INDEX invitations_by_workspace ON invitations (workspace_id, sent_at, id);
CREATE INDEX invitations_by_time ON invitations (sent_at);

-- A mail that brought an invitation. Counts the mails of a workspace in a day, and to one address in a week. A deleted
-- invitation keeps its rows here. Otherwise an admin could delete and invite again, and send mails without end.
-- Lifetime: 7 days.
-- Secrets: `address` is the digest of the address.
-- Written by: each mail of an invitation.
-- Deleted by: the sweep; the end of the workspace.
CREATE TABLE invitation_mails (
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE, -- the workspace that the mail invites to
  at INTEGER NOT NULL, -- when the mail was written
  id TEXT NOT NULL, -- distinguishes mails of one second
  address TEXT NOT NULL, -- stands for the address that the mail went to
  PRIMARY KEY (workspace_id, at, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX invitation_mails_by_address ON invitation_mails (workspace_id, address, at);
CREATE INDEX invitation_mails_by_time ON invitation_mails (at);
