-- The ledgers of people, in order of arrival and of departure.

-- By the day somebody was first seen. It takes the place of `span_open`: an index by person over open spans cost as much and only
-- repeated what the key answers (the spans of one person lie side by side). That nobody is in a list twice at a time is kept by the one
-- statement that opens spans.
CREATE INDEX span_first ON span (workspace, creator, list, first_day, fan);

DROP INDEX span_open;

-- By the first day of absence.
CREATE INDEX span_left ON span (workspace, creator, list, left_day, fan) WHERE left_day IS NOT NULL;
