//! Renders every page through the handler the server uses, over invented data.

mod fixture;
