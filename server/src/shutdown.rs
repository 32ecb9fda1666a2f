//! One signal ends every command within ten seconds.
