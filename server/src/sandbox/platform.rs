//! The platform's memory and rules: consents, tokens, scopes, quota, faults.

pub(crate) mod client_token;
pub(crate) mod consent;
pub(crate) mod faults;
pub(crate) mod quota;
pub(crate) mod refusal;
pub(crate) mod scope;
pub(crate) mod state;
pub(crate) mod token;

use std::fmt;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use app::model::{PlatformDay, Timestamp};
use client_token::CLIENT_SECONDS;
use consent::{Consent, NotRenewed, Session};
use faults::Faults;
use refusal::{OauthRefusal, Refusal};
use state::State;
use token::{Signer, Token, TokenKind};

use super::SandboxError;

/// Counted calls after which the quota is written although nothing else changed.
const UNSAVED_CALLS: u32 = 1000;

/// The platform without its HTTP face.
pub(crate) struct Platform {
    memory: Mutex<Memory>,
    file: Option<PathBuf>,
    signer: Signer,
    pub(crate) faults: Faults,
}

struct Memory {
    state: State,
    unsaved_calls: u32,
}

impl fmt::Debug for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Platform").field("file", &self.file).finish_non_exhaustive()
    }
}

/// The answer to an exchange or a refresh.
#[derive(Clone, Debug)]
pub(crate) struct Tokens {
    pub(crate) open_id: String,
    pub(crate) access: String,
    pub(crate) access_seconds: i64,
    pub(crate) refresh: String,
    pub(crate) refresh_seconds: i64,
    pub(crate) scopes: Vec<String>,
}

impl Platform {
    pub(crate) fn new(state: State, file: Option<PathBuf>, signer: Signer, faults: Faults) -> Result<Self, SandboxError> {
        let platform = Self { memory: Mutex::new(Memory { state, unsaved_calls: 0 }), file, signer, faults };
        if let Some(path) = &platform.file {
            platform.memory().state.save(path)?;
        }
        Ok(platform)
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state and writes it before anybody hears of the change.
    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let mut memory = self.memory();
        let outcome = change(&mut memory.state);
        self.save(&mut memory);
        outcome
    }

    fn save(&self, memory: &mut Memory) {
        memory.unsaved_calls = 0;
        let Some(path) = &self.file else { return };
        if let Err(error) = memory.state.save(path) {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "the sandbox could not write its state; a restart would forget the last change"
            );
        }
    }

    pub(crate) fn set_clock_offset(&self, millis: i64) {
        self.change(|state| state.clock_offset_millis = Some(millis));
    }

    /// A copy of what the user of this `open_id` allowed; nothing when they never did.
    pub(crate) fn consent(&self, open_id: &str) -> Option<Consent> {
        self.memory().state.consents.get(open_id).cloned()
    }

    /// The day of the user's first consent.
    pub(crate) fn first_day(&self, open_id: &str) -> Option<PlatformDay> {
        self.memory().state.consents.get(open_id).and_then(Consent::first_day)
    }

    /// The user agrees; returns the code.
    pub(crate) fn agree(&self, open_id: &str, scopes: Vec<String>, now: Timestamp) -> String {
        let serial = self.change(|state| {
            state.serial += 1;
            let serial = state.serial;
            state.consents.entry(open_id.to_owned()).or_default().agree(serial, scopes, now.0);
            serial
        });
        self.signer.sign(&Token { kind: TokenKind::Code, open_id: open_id.to_owned(), serial, generation: 0 })
    }

    /// The user withdraws the consent in the app; the scopes it was for. Nothing when none stood.
    pub(crate) fn revoke(&self, open_id: &str, now: Timestamp) -> Option<Vec<String>> {
        self.change(|state| state.consents.get_mut(open_id).and_then(|consent| consent.revoke(now.0)))
    }

    /// Whether the app wants to be told of this event; it does unless it says otherwise.
    pub(crate) fn is_subscribed(&self, event: &str) -> bool {
        !self.memory().state.muted.contains(event)
    }

    /// The app says of which events it wants to be told.
    pub(crate) fn subscribe(&self, wanted: &[(&str, bool)]) {
        self.change(|state| {
            for (event, on) in wanted {
                if *on {
                    state.muted.remove(*event)
                } else {
                    state.muted.insert((*event).to_owned())
                };
            }
        });
    }

    /// Code for tokens.
    pub(crate) fn exchange(&self, code: &str, now: Timestamp) -> Result<Tokens, OauthRefusal> {
        let code = self.signer.read(TokenKind::Code, code).ok_or(OauthRefusal::Code)?;
        self.change(|state| {
            let consent = state.consents.get_mut(&code.open_id).ok_or(OauthRefusal::Code)?;
            let session = consent.exchange(code.serial, now.0).ok_or(OauthRefusal::Code)?;
            Ok(self.tokens(&code.open_id, session, now))
        })
    }

    /// A living or a new access token for a refresh token.
    pub(crate) fn refresh(&self, refresh: &str, now: Timestamp) -> Result<Tokens, OauthRefusal> {
        let token = self.signer.read(TokenKind::Refresh, refresh).ok_or(OauthRefusal::RefreshToken)?;
        self.change(|state| {
            let consent = state.consents.get_mut(&token.open_id).ok_or(OauthRefusal::RefreshToken)?;
            let session = consent.refresh(token.serial, token.generation, now.0).ok_or(OauthRefusal::RefreshToken)?;
            Ok(self.tokens(&token.open_id, session, now))
        })
    }

    /// A new refresh token for the old one, which dies.
    pub(crate) fn renew(&self, refresh: &str, now: Timestamp) -> Result<Tokens, OauthRefusal> {
        let token = self.signer.read(TokenKind::Refresh, refresh).ok_or(OauthRefusal::RefreshToken)?;
        self.change(|state| {
            let consent = state.consents.get_mut(&token.open_id).ok_or(OauthRefusal::RefreshToken)?;
            match consent.renew(token.serial, token.generation, now.0) {
                Ok(session) => Ok(self.tokens(&token.open_id, session, now)),
                Err(NotRenewed::Invalid) => Err(OauthRefusal::RefreshToken),
                Err(NotRenewed::LimitReached) => Err(OauthRefusal::NoRenewals),
            }
        })
    }

    fn tokens(&self, open_id: &str, session: &Session, now: Timestamp) -> Tokens {
        let sign = |kind, generation| self.signer.sign(&Token { kind, open_id: open_id.to_owned(), serial: session.serial, generation });
        Tokens {
            open_id: open_id.to_owned(),
            access: sign(TokenKind::Access, session.access),
            access_seconds: session.access_until - now.0,
            refresh: sign(TokenKind::Refresh, session.refresh),
            refresh_seconds: session.refresh_until - now.0,
            scopes: session.scopes.clone(),
        }
    }

    /// A new app token with its seconds; nothing when the app asks too often.
    pub(crate) fn client_token(&self, stable: bool, now: Timestamp) -> Option<(String, i64)> {
        let (generation, seconds) = self.change(|state| {
            if stable {
                state.client_tokens.stable(now.0)
            } else {
                state.client_tokens.issue(now.0).map(|generation| (generation, CLIENT_SECONDS))
            }
        })?;
        Some((self.signer.sign(&Token { kind: TokenKind::Client, open_id: String::new(), serial: 0, generation }), seconds))
    }

    /// The `open_id` and the scopes of a living access token. An app token is nobody's: it opens no user's data.
    pub(crate) fn bearer(&self, access: &str, now: Timestamp) -> Result<(String, Vec<String>), Refusal> {
        let memory = self.memory();
        if let Some(token) = self.signer.read(TokenKind::Client, access) {
            let lives = memory.state.client_tokens.lives(token.generation, now.0);
            return Err(if lives { Refusal::Mismatch } else { Refusal::TokenExpired });
        }
        let token = self.signer.read(TokenKind::Access, access).ok_or(Refusal::TokenInvalid)?;
        let session = memory.state.consents.get(&token.open_id).and_then(|consent| consent.session(token.serial));
        let session = session.ok_or(Refusal::TokenInvalid)?;
        if token.generation != session.access || now.0 >= session.access_until {
            return Err(Refusal::TokenExpired);
        }
        Ok((token.open_id, session.scopes.clone()))
    }

    /// Whether this is a living app token.
    pub(crate) fn app_bearer(&self, token: &str, now: Timestamp) -> Result<(), Refusal> {
        let read = self.signer.read(TokenKind::Client, token).ok_or(Refusal::TokenInvalid)?;
        let lives = self.memory().state.client_tokens.lives(read.generation, now.0);
        if lives { Ok(()) } else { Err(Refusal::TokenExpired) }
    }

    /// Counts a call of this scope against quota and burst limit.
    pub(crate) fn count(&self, scope: &str, now: Timestamp) -> Result<(), Refusal> {
        let manner = &self.faults.platform;
        let mut memory = self.memory();
        memory.state.quota.take(scope, manner.quota(scope), manner.burst, now)?;
        memory.unsaved_calls += 1;
        if memory.unsaved_calls >= UNSAVED_CALLS {
            self.save(&mut memory);
        }
        Ok(())
    }
}

impl Drop for Platform {
    fn drop(&mut self) {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        if memory.unsaved_calls > 0 {
            if let Some(path) = &self.file {
                let _the_process_ends_anyway = memory.state.save(path);
            }
            memory.unsaved_calls = 0;
        }
    }
}
