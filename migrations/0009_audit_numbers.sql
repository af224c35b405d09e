-- The audit's numbers have no gap, whoever writes: after one that was put far ahead there would be no number left for the
-- next, and whatever is recorded could not be done any more. What is there already is in no next place, either.
DROP TRIGGER audit_is_never_replaced;
CREATE TRIGGER audit_is_never_replaced BEFORE INSERT ON audit
WHEN NEW.id <> coalesce((SELECT max(id) FROM audit WHERE scope = NEW.scope), 0) + 1
BEGIN SELECT RAISE (ABORT, 'audit is append-only, without a gap'); END;
