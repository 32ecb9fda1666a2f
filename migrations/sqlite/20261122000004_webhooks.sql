-- What the platform tells unasked. It belongs to the instance: one app has one address for it.

-- A message is taken once, by its id and by its bytes: the id is not part of what is signed, and nothing in it says when it was sent, so
-- that whoever sends old bytes again is known by them. They stay for good; a row is small and rare.
CREATE TABLE webhook_event (
  number      INTEGER NOT NULL PRIMARY KEY,
  -- The platform's Msg-Id; NULL when it sent none.
  message     TEXT UNIQUE,
  -- SHA-256 of the body.
  body_hash   BLOB NOT NULL UNIQUE,
  platform    TEXT NOT NULL,
  event       TEXT NOT NULL,
  -- The account it speaks of; empty when it names none.
  open_id     TEXT NOT NULL,
  -- Separated by commas.
  scopes      TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  handled_at  INTEGER
) STRICT;

CREATE INDEX webhook_unhandled ON webhook_event (number) WHERE handled_at IS NULL;
