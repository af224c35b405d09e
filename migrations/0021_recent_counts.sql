-- How often something was done in the last minutes, where an ordinary person could otherwise do it without end. A row is
-- over at `until`, and the sweep takes it. Only an addition: the version before goes on working.
CREATE TABLE recent_counts (
  what TEXT PRIMARY KEY,
  used INTEGER NOT NULL,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
