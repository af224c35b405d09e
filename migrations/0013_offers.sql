-- An authenticator is offered to one cookie: what was shown to it is on offer to no other that the session has later. Only an
-- addition: an offer of the version before has none, and is made anew.
ALTER TABLE pending_authenticators ADD COLUMN token_digest TEXT;
