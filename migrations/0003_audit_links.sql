-- The audit as a chain: each entry's hash is over the entry and the hash before it (src/crypto/audit-chain.ts). Hashes
-- are made a moment after the entries, since SQLite has no SHA-256. Only additions: the version before goes on working.

CREATE TABLE audit_links (
  scope TEXT NOT NULL,
  id INTEGER NOT NULL, -- of the entry
  hash TEXT NOT NULL, -- SHA-256, base64url
  PRIMARY KEY (scope, id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_links_are_never_changed BEFORE UPDATE ON audit_links
BEGIN SELECT RAISE (ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_links_are_never_replaced BEFORE INSERT ON audit_links
WHEN EXISTS (SELECT 1 FROM audit_links WHERE scope = NEW.scope AND id = NEW.id)
BEGIN SELECT RAISE (ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_links_are_never_deleted BEFORE DELETE ON audit_links
BEGIN SELECT RAISE (ABORT, 'audit is append-only'); END;

-- Workspaces' scopes with entries that have no hash yet, so that none has to be looked for. Written by the first entry
-- after a linking only. The operator's scope is looked at each time, which costs sign-ins nothing.
CREATE TABLE audit_unlinked (
  scope TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_entry_waits_for_its_link AFTER INSERT ON audit
WHEN NEW.scope <> 'operator' AND NOT EXISTS (SELECT 1 FROM audit_unlinked WHERE scope = NEW.scope)
BEGIN INSERT INTO audit_unlinked (scope) VALUES (NEW.scope); END;

-- From one scope to the next by the primary key, without reading the entries between.
WITH RECURSIVE scopes (scope) AS (
  SELECT min(scope) FROM audit
  UNION ALL
  SELECT (SELECT min(scope) FROM audit WHERE scope > scopes.scope) FROM scopes WHERE scope IS NOT NULL
)
INSERT INTO audit_unlinked (scope) SELECT scope FROM scopes WHERE scope IS NOT NULL AND scope <> 'operator';
