//! The `fanscope` command.
fn main() {}
