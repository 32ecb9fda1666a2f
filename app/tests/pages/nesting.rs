//! Hydration walks the tree the browser made of the HTML: whatever the browser re-parents would panic there.
//!
//! The written tags are compared with the tree an HTML5 parser builds: same elements, same depth, same order.
//! Scripts are left out: the serialised data stands behind the document's end, where hydration does not walk.

use scraper::{ElementRef, Html};

/// Elements without an end tag.
const VOID: [&str; 5] = ["input", "link", "meta", "br", "hr"];

/// Where the parser's tree differs from what was written, and what HTML forbids although parsers accept it.
pub(crate) fn faults(html: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    let mut parsed = Vec::new();
    walk(document.root_element(), 0, &mut parsed);
    let written = written(html);
    let mut faults: Vec<String> = Vec::new();
    if let Some((parsed, written)) = parsed.iter().zip(&written).find(|(parsed, written)| parsed != written) {
        faults.push(format!("the parser made {parsed:?} of {written:?}"));
    } else if parsed.len() != written.len() {
        faults.push(format!("{} elements parsed, {} written", parsed.len(), written.len()));
    }
    faults.extend(forbidden(&document));
    faults
}

/// Nested links, tables without body, two main landmarks, headings out of order.
fn forbidden(document: &Html) -> Vec<String> {
    let count = |selector: &str| document.select(&scraper::Selector::parse(selector).expect("a selector")).count();
    let mut faults = Vec::new();
    for selector in ["a a", "p > div", "p p", "button a", "a button", "table:not(:has(> tbody))", "table:not(:has(> caption))"] {
        if count(selector) > 0 {
            faults.push(selector.to_owned());
        }
    }
    if count("main") != 1 || count("h1") != 1 {
        faults.push(format!("{} main, {} h1", count("main"), count("h1")));
    }
    let headings = scraper::Selector::parse("h1, h2, h3").expect("a selector");
    let levels: Vec<u8> = document.select(&headings).map(|heading| heading.value().name().as_bytes()[1]).collect();
    if levels.windows(2).any(|pair| pair[1] > pair[0] + 1) {
        faults.push("a heading level is left out".to_owned());
    }
    faults
}

fn walk(element: ElementRef<'_>, depth: usize, into: &mut Vec<(usize, String)>) {
    let name = element.value().name();
    if name == "noscript" || name == "script" {
        return;
    }
    into.push((depth, name.to_owned()));
    for child in element.children().filter_map(ElementRef::wrap) {
        walk(child, depth + 1, into);
    }
}

/// The tags as they stand in the text, with their depth.
fn written(html: &str) -> Vec<(usize, String)> {
    let mut tags = Vec::new();
    let mut depth = 0;
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let end = rest.find('>').unwrap_or(rest.len());
        let tag = &rest[..end];
        rest = rest.get(end + 1..).unwrap_or_default();
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        if tag.starts_with('!') {
            continue;
        }
        if name == "script" || name == "noscript" {
            rest = skip(rest, &name);
            continue;
        }
        if tag.starts_with('/') {
            depth -= 1;
            continue;
        }
        let closed = VOID.contains(&name.as_str()) || tag.ends_with('/');
        tags.push((depth, name));
        if !closed {
            depth += 1;
        }
    }
    tags
}

/// What follows the end tag of an element whose content is not markup here.
fn skip<'html>(rest: &'html str, name: &str) -> &'html str {
    let end = format!("</{name}>");
    rest.find(&end).map_or("", |at| &rest[at + end.len()..])
}
