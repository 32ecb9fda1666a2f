use axum::body::Body;
use http::Request;
use http::header::CONTENT_LENGTH;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use super::*;

const SITE: [(&str, &[u8]); 5] = [
    ("pkg/abc/fanscope.js", b"plain script"),
    ("pkg/abc/fanscope.js.br", b"br"),
    ("pkg/abc/fanscope.js.gz", b"gzip"),
    ("pkg/abc/fanscope_bg.wasm", b"\0asm"),
    ("pkg/abc/favicon.svg", b"<svg/>"),
];

fn assets() -> Assets {
    Assets::of(SITE.into_iter().map(|(path, data)| (path.to_owned(), Cow::Borrowed(data))))
}

async fn get_with(path: &str, name: http::HeaderName, value: &str) -> (http::response::Parts, Bytes) {
    let router: Router = Arc::new(assets()).router();
    let request = Request::get(path).header(name, value).body(Body::empty()).expect("a request");
    let (parts, body) = router.oneshot(request).await.expect("an answer").into_parts();
    (parts, body.collect().await.expect("a body").to_bytes())
}

fn header(parts: &http::response::Parts, name: http::HeaderName) -> &str {
    parts.headers.get(name).map_or("", |value| value.to_str().expect("text"))
}

#[test]
fn the_folder_is_found_by_the_loader_script() {
    assert_eq!(assets().pkg_dir(), "pkg/abc");
    assert_eq!(Assets::of(std::iter::empty()).pkg_dir(), "pkg");
}

#[tokio::test]
async fn brotli_is_preferred_and_cached_for_ever() {
    let (parts, body) = get_with("/pkg/abc/fanscope.js", ACCEPT_ENCODING, "gzip, deflate, br, zstd").await;
    assert_eq!(parts.status, StatusCode::OK);
    assert_eq!(header(&parts, CONTENT_ENCODING), "br");
    assert_eq!(header(&parts, CONTENT_TYPE), "text/javascript; charset=utf-8");
    assert_eq!(header(&parts, CONTENT_LENGTH), "2");
    assert_eq!(header(&parts, VARY), "accept-encoding");
    assert_eq!(header(&parts, CACHE_CONTROL), "public, max-age=31536000, immutable");
    assert_eq!(&body[..], b"br");
}

#[tokio::test]
async fn a_refused_coding_is_not_sent() {
    let (parts, body) = get_with("/pkg/abc/fanscope.js", ACCEPT_ENCODING, "br;q=0, gzip;q=0.5").await;
    assert_eq!((header(&parts, CONTENT_ENCODING), &body[..]), ("gzip", &b"gzip"[..]));
    let (parts, body) = get_with("/pkg/abc/fanscope.js", ACCEPT_ENCODING, "identity").await;
    assert_eq!((header(&parts, CONTENT_ENCODING), &body[..]), ("", &b"plain script"[..]));
}

#[tokio::test]
async fn wasm_has_the_type_streaming_compilation_asks_for() {
    let (parts, _body) = get_with("/pkg/abc/fanscope_bg.wasm", ACCEPT_ENCODING, "br").await;
    assert_eq!(header(&parts, CONTENT_TYPE), "application/wasm");
}

#[tokio::test]
async fn a_form_the_browser_holds_is_not_sent_again() {
    let (first, _body) = get_with("/pkg/abc/fanscope.js", ACCEPT_ENCODING, "identity").await;
    let (again, body) = get_with("/pkg/abc/fanscope.js", IF_NONE_MATCH, header(&first, ETAG)).await;
    assert_eq!((again.status, body.len()), (StatusCode::NOT_MODIFIED, 0));
    let (brotli, _body) = get_with("/pkg/abc/fanscope.js", ACCEPT_ENCODING, "br").await;
    assert_ne!(header(&first, ETAG), header(&brotli, ETAG));
}

#[tokio::test]
async fn the_favicon_is_served_without_its_hash_too() {
    let (parts, body) = get_with("/favicon.svg", ACCEPT_ENCODING, "br").await;
    assert_eq!((parts.status, &body[..]), (StatusCode::OK, &b"<svg/>"[..]));
    assert_eq!(header(&parts, CACHE_CONTROL), "public, max-age=86400");
}

#[tokio::test]
async fn unknown_names_and_bare_compressed_files_are_not_found() {
    for path in ["/pkg/abc/nothing.js", "/pkg/old/fanscope.js", "/pkg/abc/fanscope.js.br", "/favicon.ico"] {
        assert_eq!(get_with(path, ACCEPT_ENCODING, "br").await.0.status, StatusCode::NOT_FOUND, "{path}");
    }
}
