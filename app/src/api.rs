//! What the browser asks of the server: POST endpoints below `/api/`, one file per page, bodies of a few lines.

pub mod audience;
pub mod codec;
pub mod collection;
pub mod creator;
pub mod flow;
#[cfg(feature = "ssr")]
pub(crate) mod gate;
pub mod landing;
pub mod links;
pub mod overview;
pub mod people;
pub mod roster;
pub mod settings;
