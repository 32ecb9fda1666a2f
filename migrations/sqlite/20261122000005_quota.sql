-- Calls made, per app, window and scope. A window is named by the platform day on which it began (the platform's own hour).
CREATE TABLE quota_use (
  client_key   TEXT NOT NULL,
  window       INTEGER NOT NULL,
  scope        TEXT NOT NULL,
  used         INTEGER NOT NULL,
  -- When the platform first said that the quota is used up.
  exhausted_at INTEGER,
  PRIMARY KEY (client_key, window, scope)
) STRICT, WITHOUT ROWID;
