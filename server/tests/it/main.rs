//! Integration tests: one binary, a file per behaviour.

mod support;

mod access;
mod collector;
mod crowd;
mod export;
mod fans_page;
mod forecast;
mod grants;
mod kept_pages;
mod policy;
mod processes;
mod reauthorise;
mod rekey;
mod sandbox;
mod settings;
mod sign_in;
mod source;
mod storage;
mod truth;
mod upkeep;
mod webhook_sender;
mod webhooks;
