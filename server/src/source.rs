//! Platform API families we read, behind one trait.
