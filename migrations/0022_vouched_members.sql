-- Members whose last entry was with a trusted provider's second factor. They are not enrolled here and not blocked either,
-- so whatever counts or lists members has to know them. Known from their next entry on. Only additions: the version before
-- goes on working on these tables.

-- The provider and what it said of the second factor ("northwind mfa"); '' after an entry without. Whether that is still
-- trusted is for whoever reads it: trust is withdrawn in the configuration, of which no row is told.
ALTER TABLE members ADD COLUMN vouched_by TEXT NOT NULL DEFAULT '';
-- The same, of members who are not enrolled.
ALTER TABLE members ADD COLUMN voucher TEXT NOT NULL GENERATED ALWAYS AS (iif(is_enrolled = 1, '', vouched_by)) VIRTUAL;

-- Under its name, by which the version before asks for it.
DROP INDEX members_by_standing;
CREATE INDEX members_by_standing ON members (workspace_id, is_enrolled, voucher, account_id);

-- How many members each voucher has: a JSON object, in the one row that has the other counts.
ALTER TABLE enrollment_counts ADD COLUMN vouchers TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(vouchers));

CREATE TRIGGER vouched_member_is_uncounted AFTER DELETE ON members WHEN OLD.voucher <> ''
BEGIN
  UPDATE enrollment_counts SET vouchers = json_patch(vouchers, json_object(OLD.voucher,
    nullif(coalesce((SELECT value FROM json_each(vouchers) WHERE key = OLD.voucher), 0) - 1, 0)))
  WHERE workspace_id = OLD.workspace_id;
END;
CREATE TRIGGER vouched_no_more_is_uncounted AFTER UPDATE OF vouched_by, is_enrolled ON members
WHEN OLD.voucher <> NEW.voucher AND OLD.voucher <> ''
BEGIN
  UPDATE enrollment_counts SET vouchers = json_patch(vouchers, json_object(OLD.voucher,
    nullif(coalesce((SELECT value FROM json_each(vouchers) WHERE key = OLD.voucher), 0) - 1, 0)))
  WHERE workspace_id = OLD.workspace_id;
END;
CREATE TRIGGER vouched_member_is_counted AFTER UPDATE OF vouched_by, is_enrolled ON members
WHEN OLD.voucher <> NEW.voucher AND NEW.voucher <> ''
BEGIN
  UPDATE enrollment_counts SET vouchers = json_patch(vouchers, json_object(NEW.voucher,
    nullif(coalesce((SELECT value FROM json_each(vouchers) WHERE key = NEW.voucher), 0) + 1, 0)))
  WHERE workspace_id = NEW.workspace_id;
END;

-- Without the identity they can't come in that way any more.
CREATE TRIGGER unlinked_provider_vouches_no_more AFTER DELETE ON identities
WHEN NOT EXISTS (SELECT 1 FROM identities WHERE provider = OLD.provider AND account_id = OLD.account_id)
BEGIN
  UPDATE members SET vouched_by = ''
  WHERE account_id = OLD.account_id AND substr(vouched_by, 1, length(OLD.provider) + 1) = OLD.provider || ' ';
END;
