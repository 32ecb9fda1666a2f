//! Records each creator once a platform day.
