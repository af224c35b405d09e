-- when the account was locked, because its owner said that a change was not theirs (decision 0059). Null: it is not
-- locked. A locked account has no session. Only a recovery or the operator unlocks it
ALTER TABLE accounts ADD COLUMN locked_at INTEGER;

-- Ends the sessions of an account that is locked. No statement starts one until it is unlocked.
CREATE TRIGGER sessions_end_with_a_lock AFTER UPDATE OF locked_at ON accounts
WHEN NEW.locked_at IS NOT NULL
BEGIN DELETE FROM sessions WHERE account_id = NEW.id; END;
