//! The built site: content-hashed, precompressed, inside the binary, cached by browsers for ever.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use bytes::Bytes;
use http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use http::{HeaderMap, HeaderValue, StatusCode, Uri};
use rust_embed::RustEmbed;
use sha2::{Digest as _, Sha256};

/// What `scripts/build` made. A release build carries the files; a development build reads them from disk.
#[derive(RustEmbed)]
#[folder = "$FANSCOPE_SITE_DIR"]
struct Site;

/// The content hash is part of the path, so what a path names never changes.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// `/favicon.*` has no hash: browsers ask for it unbidden.
const A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");

/// The assets of the site by path, each with its precompressed forms.
#[derive(Debug)]
pub(crate) struct Assets {
    pkg_dir: String,
    files: HashMap<String, Asset>,
}

#[derive(Debug)]
struct Asset {
    content_type: HeaderValue,
    plain: Form,
    brotli: Option<Form>,
    gzip: Option<Form>,
}

/// One stored form of an asset; each has an ETag of its own, as RFC 9110 §8.8.3.3 asks.
#[derive(Debug)]
struct Form {
    bytes: Bytes,
    etag: HeaderValue,
}

impl Assets {
    /// The site this binary was built with.
    pub(crate) fn load() -> Self {
        Self::of(Site::iter().filter_map(|path| Some((path.to_string(), Site::get(&path)?.data))))
    }

    fn of(files: impl Iterator<Item = (String, Cow<'static, [u8]>)>) -> Self {
        let mut forms: HashMap<String, Form> = files.map(|(path, data)| (path, Form::new(data))).collect();
        let plain: Vec<String> = forms.keys().filter(|path| !is_compressed(path)).cloned().collect();
        let pkg_dir = plain.iter().find_map(|path| path.strip_suffix("/fanscope.js")).map_or_else(|| "pkg".to_owned(), str::to_owned);
        let files = plain.into_iter().filter_map(|path| {
            let asset = Asset {
                content_type: content_type(&path),
                brotli: forms.remove(&format!("{path}.br")),
                gzip: forms.remove(&format!("{path}.gz")),
                plain: forms.remove(&path)?,
            };
            Some((path, asset))
        });
        let files = files.collect();
        Self { pkg_dir, files }
    }

    /// The folder of the hashed assets, without slashes around it: `pkg/<hash>`, or `pkg` when no site was built.
    pub(crate) fn pkg_dir(&self) -> &str {
        &self.pkg_dir
    }

    /// Routes for `/pkg/**` and the two favicons browsers ask for.
    pub(crate) fn router<S: Clone + Send + Sync + 'static>(self: Arc<Self>) -> Router<S> {
        Router::new()
            .route("/pkg/{*path}", get(hashed))
            .route("/favicon.svg", get(favicon))
            .route("/favicon.ico", get(favicon))
            .with_state(self)
    }

    fn answer(&self, path: &str, request: &HeaderMap, cache: HeaderValue) -> Response {
        let Some(asset) = self.files.get(path) else { return StatusCode::NOT_FOUND.into_response() };
        let (form, encoding) = asset.choose(request);
        let about = [(CACHE_CONTROL, cache), (ETAG, form.etag.clone()), (VARY, HeaderValue::from_static("accept-encoding"))];
        if is_known(request, &form.etag) {
            return (StatusCode::NOT_MODIFIED, about).into_response();
        }
        let mut response = (about, [(CONTENT_TYPE, asset.content_type.clone())], form.bytes.clone()).into_response();
        if let Some(encoding) = encoding {
            response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }
}

impl Asset {
    /// The smallest form the browser takes, and its name.
    fn choose(&self, request: &HeaderMap) -> (&Form, Option<&'static str>) {
        let mut choices = [("br", &self.brotli), ("gzip", &self.gzip)].into_iter();
        choices
            .find_map(|(name, form)| Some((form.as_ref().filter(|_| accepts(request, name))?, Some(name))))
            .unwrap_or((&self.plain, None))
    }
}

impl Form {
    fn new(data: Cow<'static, [u8]>) -> Self {
        let digest = hex::encode(&Sha256::digest(&data)[..12]);
        let bytes = match data {
            Cow::Borrowed(data) => Bytes::from_static(data),
            Cow::Owned(data) => Bytes::from(data),
        };
        let etag = HeaderValue::try_from(format!("\"{digest}\"")).unwrap_or(HeaderValue::from_static("\"\""));
        Self { bytes, etag }
    }
}

async fn hashed(State(assets): State<Arc<Assets>>, uri: Uri, request: HeaderMap) -> Response {
    assets.answer(uri.path().trim_start_matches('/'), &request, FOREVER)
}

async fn favicon(State(assets): State<Arc<Assets>>, uri: Uri, request: HeaderMap) -> Response {
    let path = format!("{}{}", assets.pkg_dir, uri.path());
    assets.answer(&path, &request, A_DAY)
}

/// Whether `Accept-Encoding` names `coding` with a weight above nothing (RFC 9110 §12.5.3).
fn accepts(request: &HeaderMap, coding: &str) -> bool {
    let codings = request.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    codings.into_iter().any(|entry| {
        let (name, weight) = entry.split_once(';').unwrap_or((entry, "q=1"));
        let weight = weight.trim().strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok());
        name.trim().eq_ignore_ascii_case(coding) && weight.is_none_or(|weight| weight > 0.0)
    })
}

fn is_known(request: &HeaderMap, etag: &HeaderValue) -> bool {
    let known = request.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    known.into_iter().any(|known| known.trim().trim_start_matches("W/").as_bytes() == etag.as_bytes())
}

fn is_compressed(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "br" || extension == "gz")
}

fn content_type(path: &str) -> HeaderValue {
    let mime = mime_guess::from_path(path).first_or_octet_stream();
    let is_text = mime.type_() == mime_guess::mime::TEXT;
    let value = if is_text { format!("{mime}; charset=utf-8") } else { mime.to_string() };
    HeaderValue::try_from(value).unwrap_or(HeaderValue::from_static("application/octet-stream"))
}

#[cfg(test)]
mod tests;
