-- The ledgers of people, in order of arrival and of departure.

-- By the day somebody was first seen. It takes the place of `span_open`: an index by person over open spans cost as much and only
-- repeated what the key answers (the spans of one person lie side by side).
CREATE INDEX span_first ON span (workspace, creator, list, first_day, fan);

DROP INDEX span_open;

-- By the first day of absence.
CREATE INDEX span_left ON span (workspace, creator, list, left_day, fan) WHERE left_day IS NOT NULL;

-- Nobody is in a list twice at a time.
CREATE TRIGGER span_opens_once
BEFORE INSERT ON span
WHEN NEW.left_day IS NULL AND EXISTS (
  SELECT 1 FROM span s
  WHERE s.workspace = NEW.workspace AND s.creator = NEW.creator AND s.list = NEW.list AND s.fan = NEW.fan AND s.left_day IS NULL)
BEGIN
  SELECT RAISE(ABORT, 'this person is in the list already');
END;

CREATE TRIGGER span_reopens_once
BEFORE UPDATE OF left_day ON span
WHEN NEW.left_day IS NULL AND OLD.left_day IS NOT NULL AND EXISTS (
  SELECT 1 FROM span s
  WHERE s.workspace = NEW.workspace AND s.creator = NEW.creator AND s.list = NEW.list AND s.fan = NEW.fan AND s.left_day IS NULL)
BEGIN
  SELECT RAISE(ABORT, 'this person is in the list already');
END;
