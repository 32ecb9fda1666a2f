-- Grants, what they gave, and the runs that use them.

-- Tokens are sealed: v1 ‖ key id ‖ nonce ‖ ciphertext. NULL after a revocation.
CREATE TABLE grant (
  workspace          INTEGER NOT NULL,
  creator            INTEGER NOT NULL,
  access             BLOB,
  access_expires_at  INTEGER NOT NULL,
  refresh            BLOB,
  refresh_expires_at INTEGER NOT NULL,
  scopes             TEXT NOT NULL,
  -- Renewals of the refresh token since the newest consent.
  renewals_used      INTEGER NOT NULL,
  granted_at         INTEGER NOT NULL,
  first_granted_at   INTEGER NOT NULL,
  ended_at           INTEGER,
  ended_reason       TEXT NOT NULL,
  -- Changes with every write of a token.
  version            INTEGER NOT NULL,
  -- Who refreshes now, and until when.
  lease_holder       TEXT,
  lease_until        INTEGER,
  PRIMARY KEY (workspace, creator),
  FOREIGN KEY (workspace, creator) REFERENCES creator (workspace, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE capability (
  workspace  INTEGER NOT NULL,
  creator    INTEGER NOT NULL,
  capability TEXT NOT NULL,
  status     TEXT NOT NULL,
  code       INTEGER,
  message    TEXT NOT NULL,
  log_id     TEXT NOT NULL,
  -- When the status last changed.
  since      INTEGER NOT NULL,
  tried_at   INTEGER NOT NULL,
  PRIMARY KEY (workspace, creator, capability),
  FOREIGN KEY (workspace, creator) REFERENCES creator (workspace, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE run (
  number         INTEGER NOT NULL PRIMARY KEY,
  workspace      INTEGER NOT NULL,
  creator        INTEGER NOT NULL,
  -- Platform day.
  period         INTEGER NOT NULL,
  source         TEXT NOT NULL,
  state          TEXT NOT NULL CHECK (state IN ('running', 'committed', 'partial', 'gap')),
  -- The step under way.
  step           TEXT,
  -- How often it was claimed.
  attempts       INTEGER NOT NULL DEFAULT 0,
  -- Grows with every claim; a writer with an older one is refused.
  fence          INTEGER NOT NULL DEFAULT 0,
  owner_host     TEXT,
  owner_pid      INTEGER,
  owner_started  INTEGER,
  lease_until    INTEGER,
  pages          INTEGER NOT NULL DEFAULT 0,
  requests       INTEGER NOT NULL DEFAULT 0,
  -- Of the fan list: distinct rows, the size the platform reported, whether it was complete.
  listed         INTEGER,
  reported_total INTEGER,
  complete       INTEGER CHECK (complete IN (0, 1)),
  started_at     INTEGER,
  finished_at    INTEGER,
  -- The first commit. A run that has one is never a gap again, whatever becomes of a later try.
  recorded_at    INTEGER,
  error_code     INTEGER,
  reason         TEXT NOT NULL DEFAULT '',
  UNIQUE (workspace, creator, period, source),
  FOREIGN KEY (workspace, creator) REFERENCES creator (workspace, number) ON DELETE CASCADE
) STRICT;

-- Open runs are few; these find them without reading the others.
CREATE INDEX run_open ON run (period) WHERE state = 'running';
CREATE INDEX run_open_of ON run (workspace, creator, period) WHERE state = 'running';

CREATE TABLE run_step (
  run          INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
  capability   TEXT NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('pending', 'running', 'done', 'skipped', 'failed')),
  cursor       TEXT,
  pages        INTEGER NOT NULL DEFAULT 0,
  -- Distinct rows staged.
  rows         INTEGER NOT NULL DEFAULT 0,
  -- The size of the whole, where the platform said it.
  expected     INTEGER,
  requests     INTEGER NOT NULL DEFAULT 0,
  status       TEXT,
  paging_ended INTEGER NOT NULL DEFAULT 0 CHECK (paging_ended IN (0, 1)),
  list_cap     INTEGER,
  code         INTEGER,
  message      TEXT NOT NULL DEFAULT '',
  log_id       TEXT NOT NULL DEFAULT '',
  -- When its newest page was read.
  fetched_at   INTEGER,
  -- Done, and moved into the history by a commit: nothing of it is staged any more.
  recorded     INTEGER NOT NULL DEFAULT 0 CHECK (recorded IN (0, 1)),
  PRIMARY KEY (run, capability)
) STRICT, WITHOUT ROWID;

-- Pages land here; the commit moves them. list: 0 fans, 1 following; gender: 0 unknown, 1 male, 2 female.
CREATE TABLE staged_member (
  run      INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
  list     INTEGER NOT NULL,
  open_id  TEXT NOT NULL,
  gender   INTEGER NOT NULL,
  country  TEXT NOT NULL,
  province TEXT NOT NULL,
  city     TEXT NOT NULL,
  nickname TEXT,
  avatar   TEXT,
  PRIMARY KEY (run, list, open_id)
) STRICT, WITHOUT ROWID;

-- Profile, portrait and series, normalised JSON, one row per page until the commit.
CREATE TABLE staged_record (
  run        INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
  capability TEXT NOT NULL,
  page       INTEGER NOT NULL,
  fetched_at INTEGER NOT NULL,
  body       TEXT NOT NULL,
  PRIMARY KEY (run, capability, page)
) STRICT, WITHOUT ROWID;

-- Bodies as the platform sent them, zlib; kept some days for re-parsing. Answers that carry tokens never come here.
CREATE TABLE raw_response (
  run        INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
  capability TEXT NOT NULL,
  page       INTEGER NOT NULL,
  endpoint   TEXT NOT NULL,
  fetched_at INTEGER NOT NULL,
  body       BLOB NOT NULL,
  PRIMARY KEY (run, capability, page, endpoint)
) STRICT;

CREATE INDEX raw_response_age ON raw_response (fetched_at);
