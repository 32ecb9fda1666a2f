//! Douyin Open Platform.
