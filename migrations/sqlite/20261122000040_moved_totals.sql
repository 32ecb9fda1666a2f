-- Lists that moved while they were read.

-- The platform gave one size of the list with one page and another with a later one: somebody came or went in between, and a row may have
-- slipped between two pages although as many people were read as the newest size says.
ALTER TABLE run_step ADD COLUMN moved INTEGER NOT NULL DEFAULT 0 CHECK (moved IN (0, 1));
