//! What the browser shows and asks for: pure model, pages, and the ports the server implements.

pub mod model;
