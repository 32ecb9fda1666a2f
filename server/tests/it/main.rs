//! Integration tests: one binary, a file per behaviour.

mod support;

mod access;
mod collector;
mod export;
mod grants;
mod processes;
mod sandbox;
mod settings;
mod sign_in;
mod source;
mod storage;
mod truth;
mod webhook_sender;
mod webhooks;
