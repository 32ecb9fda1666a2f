-- Links by which a creator authorises again without being a member.

-- Bound to one creator, used once. Only the hash of what stands in the link is here; whoever opens it names no workspace, so that the hash
-- is unique in the instance.
CREATE TABLE authorisation_link (
  workspace  INTEGER NOT NULL,
  creator    INTEGER NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  -- The member who asks.
  made_by    TEXT NOT NULL,
  made_at    INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  -- When and how it came to its end before that; NULL = open.
  ended_at   INTEGER,
  ended_by   TEXT CHECK (ended_by IN ('use', 'withdrawal')),
  PRIMARY KEY (workspace, creator, token_hash),
  FOREIGN KEY (workspace, creator) REFERENCES creator (workspace, number) ON DELETE CASCADE,
  CHECK ((ended_at IS NULL) = (ended_by IS NULL))
) STRICT, WITHOUT ROWID;

-- A creator has one open link at most.
CREATE UNIQUE INDEX authorisation_link_once ON authorisation_link (workspace, creator) WHERE ended_at IS NULL;

-- The settings list the open ones, those that expire first.
CREATE INDEX authorisation_link_open ON authorisation_link (workspace, expires_at) WHERE ended_at IS NULL;

CREATE INDEX authorisation_link_expiry ON authorisation_link (expires_at);

-- A sign-in that was begun by such a link carries its hash: it renews one grant and signs nobody in.
ALTER TABLE sign_in ADD COLUMN link_hash TEXT;
