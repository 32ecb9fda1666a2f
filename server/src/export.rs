//! Datasets as CSV, streamed.
