-- A report “This wasn’t me” ends the open invitations of an account (decision 0066). Without the index, it would read the
-- invitations of all workspaces.
CREATE INDEX invitations_by_inviter ON invitations (inviter_id) WHERE accepted_at IS NULL;
