//! The embedded platform: a faithful Douyin Open Platform over a seeded, clock-driven world.
