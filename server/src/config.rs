//! Typed settings from flags and FANSCOPE_* variables, validated once.
