-- Pages of lists are staged as they come, one row for each batch, instead of one row per person under a random text key: writing that
-- key was most of the time of a run. Who is in twice is found by the commit, which sorts everybody once.

-- people: {"places": [[country, province, city], …], "people": [[open_id, gender, index of the place], …]}.
-- names: [[nickname, avatar], …] beside it, NULL unless the workspace keeps names.
CREATE TABLE staged_list (
  run    INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
  list   INTEGER NOT NULL,
  page   INTEGER NOT NULL,
  people TEXT NOT NULL,
  names  TEXT,
  PRIMARY KEY (run, list, page)
) STRICT;

-- What runs under way have staged moves along.
INSERT INTO staged_list (run, list, page, people, names)
SELECT s.run, s.list, 0,
  json_object(
    'places', json_group_array(json_array(s.country, s.province, s.city) ORDER BY s.open_id),
    'people', json_group_array(json_array(s.open_id, s.gender, s.place) ORDER BY s.open_id)),
  iif(count(s.nickname) = 0, NULL, json_group_array(json_array(coalesce(s.nickname, ''), coalesce(s.avatar, '')) ORDER BY s.open_id))
FROM (
  SELECT m.*, row_number() OVER (PARTITION BY m.run, m.list ORDER BY m.open_id) - 1 AS place
  FROM staged_member m) s
GROUP BY s.run, s.list;

-- Gone at once: a process of the release before that still wrote here would have its rows left out of the commit, and their people would
-- be taken for departed. Without the table its run fails and is taken up again.
DROP TABLE staged_member;
