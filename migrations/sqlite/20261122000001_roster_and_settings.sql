-- What the roster and the settings ask for.

-- The roster counts gaps and looks for the newest recorded run of every creator; these hold nothing but that.
CREATE INDEX run_gap ON run (workspace, creator, period) WHERE state = 'gap';
CREATE INDEX run_recorded ON run (workspace, creator, period) WHERE recorded_at IS NOT NULL;

-- Whose session it is, so that all of one member can be ended. NULL while nobody is signed in.
ALTER TABLE session ADD COLUMN member TEXT;
UPDATE session SET member = CAST(data AS TEXT) ->> '$.data.member' WHERE json_valid(CAST(data AS TEXT));
CREATE INDEX session_member ON session (member) WHERE member IS NOT NULL;

-- Names were turned off and are being erased: fans up to this id are done. NULL = nothing left to erase.
ALTER TABLE workspace ADD COLUMN names_erased_to INTEGER;
