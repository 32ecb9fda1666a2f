//! The whole code table of the platform notes, section 3.2, walked through the sandbox over HTTP: what each answer is taken for, and
//! what a run makes of it.

mod table;
mod walk;
