//! Data a page waits for.
//!
//! Every distinct `Resource<T>` and every distinct key costs the browser half its own copy of the reactive machinery.
//! So there is one resource type, whose value and key are erased, and typed access around it.

use std::any::Any;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::server::codee::{Decoder, Encoder};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::AppError;
use crate::html::Html;

/// The one resource type.
pub(crate) type Erased = Resource<Held, HeldCodec>;

/// The answer of a server function, without its type: as a value where it was fetched, as text where it came with the page.
#[derive(Clone)]
pub(crate) struct Held {
    value: Option<Arc<dyn Any + Send + Sync>>,
    /// JSON; empty in the browser for what the browser fetched itself.
    text: Arc<str>,
}

impl Held {
    fn of<T: Serialize + Send + Sync + 'static>(answer: Result<T, AppError>) -> Self {
        // Only the server hands its values on as text; HTML stands in the page already.
        let text = match cfg!(feature = "ssr") {
            false => String::new(),
            true if (&answer as &dyn Any).downcast_ref::<Result<Html, AppError>>().is_some_and(Result::is_ok) => {
                serde_json::to_string(&Ok::<_, AppError>(Html::IN_PLACE)).unwrap_or_default()
            }
            true => serde_json::to_string(&answer).unwrap_or_default(),
        };
        Self { value: Some(Arc::new(answer)), text: text.into() }
    }

    /// The answer; it must be asked for with the type it was made of.
    fn open<T: Clone + DeserializeOwned + 'static>(&self) -> Result<T, AppError> {
        match self.value.as_ref().and_then(|value| value.downcast_ref::<Result<T, AppError>>()) {
            Some(answer) => answer.clone(),
            None => serde_json::from_str(&self.text).unwrap_or_else(|error| Err(AppError::Connection(error.to_string()))),
        }
    }
}

/// Carries a [`Held`] inside the page.
pub(crate) struct HeldCodec;

impl Encoder<Held> for HeldCodec {
    type Error = std::convert::Infallible;
    type Encoded = String;

    fn encode(held: &Held) -> Result<String, Self::Error> {
        Ok(held.text.as_ref().to_owned())
    }
}

impl Decoder<Held> for HeldCodec {
    type Error = std::convert::Infallible;
    type Encoded = str;

    fn decode(text: &str) -> Result<Held, Self::Error> {
        Ok(Held { value: None, text: text.into() })
    }
}

type Pending = Pin<Box<dyn Future<Output = Held> + Send>>;

/// A key of any type, comparable with its like, and the question it stands for.
#[derive(Clone)]
struct Key {
    value: Arc<dyn Any + Send + Sync>,
    same: fn(&dyn Any, &dyn Any) -> bool,
    ask: Arc<dyn Fn() -> Pending + Send + Sync>,
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        (self.same)(self.value.as_ref(), other.value.as_ref())
    }
}

fn same<S: PartialEq + 'static>(one: &dyn Any, other: &dyn Any) -> bool {
    one.downcast_ref::<S>() == other.downcast_ref::<S>()
}

/// The answer of a server function for a key that may change; make it at page level.
pub(crate) struct Loaded<T> {
    held: Erased,
    answer: PhantomData<fn() -> T>,
}

impl<T> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Loaded<T> {}

impl<T> Loaded<T>
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
{
    /// Fetches for the key of now, and again whenever it changes.
    pub(crate) fn new<S, F>(key: impl Fn() -> S + Send + Sync + 'static, fetch: impl Fn(S) -> F + Send + Sync + 'static) -> Self
    where
        S: Clone + PartialEq + Send + Sync + 'static,
        F: Future<Output = Result<T, AppError>> + Send + 'static,
    {
        let fetch = Arc::new(fetch);
        #[cfg(feature = "ssr")]
        let fetch = Arc::new(noting_faults(fetch));
        let held = erased(Box::new(move || {
            let value = key();
            let (key, fetch) = (value.clone(), Arc::clone(&fetch));
            let ask = move || -> Pending {
                let answer = fetch(key.clone());
                Box::pin(async move { Held::of(answer.await) })
            };
            Key { value: Arc::new(value), same: same::<S>, ask: Arc::new(ask) }
        }));
        Self { held, answer: PhantomData }
    }

    /// Fetches again.
    pub(crate) fn refetch(self) {
        self.held.refetch();
    }

    /// Waits for the answer; for use inside a `Suspend`.
    pub(crate) async fn answer(self) -> Result<T, AppError> {
        self.held.await.open()
    }

    /// The resource, and what makes a view of its value.
    pub(crate) fn shown(self, show: impl Fn(Result<T, AppError>) -> AnyView + Send + Sync + 'static) -> (Erased, Show) {
        (self.held, Arc::new(move |held| show(held.open())))
    }
}

/// Every answer a page waits for passes here: where one is an error, the page is told that it is not whole.
#[cfg(feature = "ssr")]
fn noting_faults<S, T, F>(
    fetch: Arc<impl Fn(S) -> F + Send + Sync + 'static>,
) -> impl Fn(S) -> Pin<Box<dyn Future<Output = Result<T, AppError>> + Send>> + Send + Sync + 'static
where
    T: 'static,
    F: Future<Output = Result<T, AppError>> + Send + 'static,
{
    let faults = use_context::<crate::context::PageFaults>().unwrap_or_default();
    move |key| {
        let (answer, faults) = (fetch(key), faults.clone());
        Box::pin(async move { answer.await.inspect_err(|_| faults.note()) })
    }
}

/// Makes a view of a resource's value.
pub(crate) type Show = Arc<dyn Fn(Held) -> AnyView + Send + Sync>;

fn erased(key: Box<dyn Fn() -> Key + Send + Sync>) -> Erased {
    Resource::new_with_options(key, |key| (key.ask)(), false)
}
