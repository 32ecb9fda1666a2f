-- Workspaces, who signs in, and the creators they see. Conventions: README.md beside this file.

CREATE TABLE setting (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Platforms as small numbers, because every fan carries one.
CREATE TABLE platform (
  number INTEGER NOT NULL PRIMARY KEY,
  name   TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE workspace (
  number     INTEGER NOT NULL PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE,
  -- Whether nicknames and avatars of fans are stored.
  names      INTEGER NOT NULL DEFAULT 0 CHECK (names IN (0, 1)),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE creator (
  number       INTEGER NOT NULL PRIMARY KEY,
  workspace    INTEGER NOT NULL REFERENCES workspace (number),
  id           TEXT NOT NULL UNIQUE,
  platform     INTEGER NOT NULL REFERENCES platform (number),
  client_key   TEXT NOT NULL,
  open_id      TEXT NOT NULL,
  -- Kept so that a change of app, which changes open_id, can be re-joined.
  union_id     TEXT,
  nickname     TEXT NOT NULL,
  avatar       TEXT NOT NULL,
  -- Grows with every commit; the ETag of charts.
  data_version INTEGER NOT NULL DEFAULT 0,
  created_at   INTEGER NOT NULL,
  -- Tenant first: the target of every foreign key of tenant data.
  UNIQUE (workspace, number),
  UNIQUE (workspace, platform, client_key, open_id)
) STRICT;

CREATE INDEX creator_account ON creator (platform, client_key, open_id);

CREATE TABLE member (
  number     INTEGER NOT NULL PRIMARY KEY,
  workspace  INTEGER NOT NULL REFERENCES workspace (number),
  id         TEXT NOT NULL UNIQUE,
  role       TEXT NOT NULL CHECK (role IN ('owner', 'creator')),
  -- The creator they are.
  creator    INTEGER REFERENCES creator (number) ON DELETE SET NULL,
  platform   INTEGER NOT NULL REFERENCES platform (number),
  client_key TEXT NOT NULL,
  open_id    TEXT NOT NULL,
  nickname   TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  -- One person signs in to one workspace.
  UNIQUE (platform, client_key, open_id)
) STRICT;

CREATE INDEX member_workspace ON member (workspace, number);
CREATE INDEX member_creator ON member (creator);

CREATE TABLE audit (
  workspace INTEGER NOT NULL REFERENCES workspace (number),
  number    INTEGER NOT NULL,
  member    TEXT,
  action    TEXT NOT NULL,
  subject   TEXT NOT NULL,
  at        INTEGER NOT NULL,
  PRIMARY KEY (workspace, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_is_append_only
BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit log is append-only');
END;

-- Browser sessions; the id is hashed before it comes here.
CREATE TABLE session (
  id_hash    TEXT NOT NULL PRIMARY KEY,
  data       BLOB NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX session_expiry ON session (expires_at);

-- Open sign-ins: the one-time state of OAuth, bound to a browser.
CREATE TABLE sign_in (
  number       INTEGER NOT NULL PRIMARY KEY,
  state_hash   TEXT NOT NULL UNIQUE,
  browser_hash TEXT NOT NULL,
  expires_at   INTEGER NOT NULL
) STRICT;

CREATE INDEX sign_in_browser ON sign_in (browser_hash, number);
CREATE INDEX sign_in_expiry ON sign_in (expires_at);
