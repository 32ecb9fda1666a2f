-- Renewals of refresh tokens.

-- When the newest renewal was asked for; NULL once its outcome is written. A renewal counts and kills the old token, so it stands here
-- before the platform is asked: whoever finds it finds out first whether the old token still lives.
ALTER TABLE grant ADD COLUMN renewal_begun_at INTEGER;
