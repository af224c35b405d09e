-- Logos of up to 256 KiB. The table is made again, as SQLite changes no CHECK; its columns stay, so that the version
-- before goes on working on it. Dropping a table fires no trigger: `workspaces.logo_digest` stays as it is.
CREATE TABLE larger_logos (
  digest TEXT NOT NULL, -- SHA-256 of the bytes, base64url
  workspace_id TEXT NOT NULL UNIQUE REFERENCES workspaces (id) ON DELETE CASCADE,
  media_type TEXT NOT NULL CHECK (media_type IN ('image/png', 'image/jpeg', 'image/webp')),
  bytes BLOB NOT NULL CHECK (length(bytes) <= 262144),
  PRIMARY KEY (digest, workspace_id)
) STRICT, WITHOUT ROWID;
INSERT INTO larger_logos SELECT digest, workspace_id, media_type, bytes FROM logos;
DROP TABLE logos;
ALTER TABLE larger_logos RENAME TO logos;

CREATE TRIGGER logo_is_put_up AFTER INSERT ON logos
BEGIN UPDATE workspaces SET logo_digest = NEW.digest WHERE id = NEW.workspace_id; END;
CREATE TRIGGER logo_is_taken_down AFTER DELETE ON logos
BEGIN UPDATE workspaces SET logo_digest = NULL WHERE id = OLD.workspace_id; END;
