//! The commands: flags in, a use of `startup`, an exit code out.
