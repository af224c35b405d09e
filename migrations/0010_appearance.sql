-- How a workspace shows itself at its door. Only additions: the version before goes on working on these tables.

-- What its admins chose to be called, over the operator's `name`, which provisioning may write again at any time.
ALTER TABLE workspaces ADD COLUMN display_name TEXT;
ALTER TABLE workspaces ADD COLUMN accent TEXT CHECK (accent GLOB '#[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]');
-- Follows `logos` by the triggers below, so that a door knows it without reading a further row.
ALTER TABLE workspaces ADD COLUMN logo_digest TEXT;

-- By the digest first: it is what a browser asks for.
CREATE TABLE logos (
  digest TEXT NOT NULL, -- SHA-256 of the bytes, base64url
  workspace_id TEXT NOT NULL UNIQUE REFERENCES workspaces (id) ON DELETE CASCADE,
  media_type TEXT NOT NULL CHECK (media_type IN ('image/png', 'image/jpeg', 'image/webp')),
  bytes BLOB NOT NULL CHECK (length(bytes) <= 16384),
  PRIMARY KEY (digest, workspace_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER logo_is_put_up AFTER INSERT ON logos
BEGIN UPDATE workspaces SET logo_digest = NEW.digest WHERE id = NEW.workspace_id; END;
CREATE TRIGGER logo_is_taken_down AFTER DELETE ON logos
BEGIN UPDATE workspaces SET logo_digest = NULL WHERE id = OLD.workspace_id; END;
