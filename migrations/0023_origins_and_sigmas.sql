-- To find the workspace that has a web origin as its own: no other may take that origin's host.
CREATE INDEX IF NOT EXISTS workspaces_by_origin ON workspaces (origin);

-- A final sigma is a sigma in the key of an address (core/email.ts). Where two accounts would get the same key, both
-- stay as they are: nobody's account becomes another's. docs/operate.md says how to find them.
UPDATE OR IGNORE accounts SET email_key = replace(email_key, 'ς', 'σ') WHERE email_key LIKE '%ς%';
