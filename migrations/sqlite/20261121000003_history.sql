-- What committed runs recorded. These are the wide tables: days, lists, dimensions and metrics are small integers (README.md).

-- Label sets of portrait dimensions. dimension: 0 gender, 1 age, 2 region, 3 active_days, 4 device, 5 interest.
CREATE TABLE bucket (
  number    INTEGER NOT NULL PRIMARY KEY,
  dimension INTEGER NOT NULL,
  -- As the platform sent it.
  label     TEXT NOT NULL,
  -- Version of the label set it belongs to.
  scheme    INTEGER NOT NULL,
  -- Canonical order within ordered dimensions.
  position  INTEGER NOT NULL,
  UNIQUE (dimension, label, scheme)
) STRICT;

-- One row per day with a portrait: its total, and when it was read.
CREATE TABLE portrait_day (
  workspace  INTEGER NOT NULL,
  creator    INTEGER NOT NULL,
  day        INTEGER NOT NULL,
  total_fans INTEGER,
  fetched_at INTEGER NOT NULL,
  PRIMARY KEY (workspace, creator, day),
  FOREIGN KEY (workspace, creator) REFERENCES creator (workspace, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE portrait (
  workspace INTEGER NOT NULL,
  creator   INTEGER NOT NULL,
  dimension INTEGER NOT NULL,
  day       INTEGER NOT NULL,
  bucket    INTEGER NOT NULL,
  value     INTEGER NOT NULL,
  PRIMARY KEY (workspace, creator, dimension, day, bucket),
  FOREIGN KEY (workspace, creator) REFERENCES creator (workspace, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE flow (
  workspace INTEGER NOT NULL,
  creator   INTEGER NOT NULL,
  day       INTEGER NOT NULL,
  metric    TEXT NOT NULL,
  all_sum   INTEGER,
  fans_sum  INTEGER,
  PRIMARY KEY (workspace, creator, day, metric),
  FOREIGN KEY (workspace, creator) REFERENCES creator (workspace, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- metric: 0 total_fans, 1 new_fans, 2 new_issue, 3 total_issue, 4 new_play, 5 new_like, 6 new_comment, 7 new_share, 8 profile_uv.
CREATE TABLE series (
  workspace  INTEGER NOT NULL,
  creator    INTEGER NOT NULL,
  metric     INTEGER NOT NULL,
  day        INTEGER NOT NULL,
  value      INTEGER NOT NULL,
  fetched_at INTEGER NOT NULL,
  PRIMARY KEY (workspace, creator, metric, day),
  FOREIGN KEY (workspace, creator) REFERENCES creator (workspace, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- The roll-up the roster and growth read. Each source's own total; the day's total is the first of series, portrait, complete list.
CREATE TABLE daily (
  workspace      INTEGER NOT NULL,
  creator        INTEGER NOT NULL,
  day            INTEGER NOT NULL,
  series_total   INTEGER,
  portrait_total INTEGER,
  listed         INTEGER,
  complete       INTEGER CHECK (complete IN (0, 1)),
  new_fans       INTEGER,
  lost_fans      INTEGER,
  net_fans       INTEGER,
  PRIMARY KEY (workspace, creator, day),
  FOREIGN KEY (workspace, creator) REFERENCES creator (workspace, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Where fans say they live; shared by all, so that a fan costs one small number instead of three words.
CREATE TABLE place (
  number   INTEGER NOT NULL PRIMARY KEY,
  country  TEXT NOT NULL,
  province TEXT NOT NULL,
  city     TEXT NOT NULL,
  UNIQUE (country, province, city)
) STRICT;

-- gender: 0 unknown, 1 male, 2 female. nickname and avatar are NULL unless the workspace turned names on.
CREATE TABLE fan (
  id        INTEGER NOT NULL PRIMARY KEY,
  workspace INTEGER NOT NULL REFERENCES workspace (number),
  platform  INTEGER NOT NULL,
  open_id   TEXT NOT NULL,
  gender    INTEGER NOT NULL,
  place     INTEGER NOT NULL,
  nickname  TEXT,
  avatar    TEXT,
  UNIQUE (workspace, platform, open_id)
) STRICT;

-- An interval in which somebody was in a list. list: 0 fans, 1 following. left_day: first day of absence, NULL = still there.
-- left_confidence: 0 not_seen (absent from one complete list), 1 confirmed (from two in a row).
CREATE TABLE span (
  workspace       INTEGER NOT NULL,
  creator         INTEGER NOT NULL,
  list            INTEGER NOT NULL,
  fan             INTEGER NOT NULL,
  first_day       INTEGER NOT NULL,
  left_day        INTEGER,
  left_confidence INTEGER,
  PRIMARY KEY (workspace, creator, list, fan, first_day),
  FOREIGN KEY (workspace, creator) REFERENCES creator (workspace, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Nobody is in a list twice at a time.
CREATE UNIQUE INDEX span_open ON span (workspace, creator, list, fan) WHERE left_day IS NULL;

-- Departures that the next complete list may confirm.
CREATE INDEX span_doubtful ON span (workspace, creator, list, fan) WHERE left_confidence = 0;
