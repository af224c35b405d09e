-- To find the workspace that has a web origin as its own: no other may take that origin's host.
CREATE INDEX workspaces_by_origin ON workspaces (origin);
