-- The session cookie that asked for a hand-off code, as the digest that the session had at that moment. Only an addition: a
-- code of the previous version has none and is refused. Its browser asks for another.
ALTER TABLE hand_offs ADD COLUMN token_digest TEXT;
