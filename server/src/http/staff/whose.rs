//! Whose a page is. At one computer several sign in by turns, and a page that one of them left open is still hers when the next one
//! presses its button. So every form of a page that was made for somebody says for whom, by her id, which is no secret; the door
//! compares it with who is signed in. A form without it, of another tool, is of whoever is signed in.

use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::Request;
use futures::{StreamExt as _, stream};
use http::Method;
use http::header::CONTENT_TYPE;
use mendan_domain::ids::StaffId;
use mendan_service::forms::Fields;

/// The field; first in its form, so that it comes before a file.
pub const FIELD: &str = "whose_page";
/// Octets at the beginning of what was posted in which it is looked for.
const BEGINNING: usize = 4096;

/// The page with that field in each form that posts. Pages of the staff are made as a whole, so this one place forgets none.
pub fn with_field(page: &str, whose: StaffId) -> String {
    let field = format!("<input type=\"hidden\" name=\"{FIELD}\" value=\"{whose}\">");
    let mut made = String::with_capacity(page.len() + 32 * field.len());
    let mut rest = page;
    while let Some(at) = rest.find("<form ") {
        let length = length_of_tag(&rest[at..]);
        let (before, behind) = rest.split_at(at + length);
        made.push_str(before);
        if before[at..].contains("method=\"post\"") {
            made.push_str(&field);
        }
        rest = behind;
    }
    made.push_str(rest);
    made
}

/// Up to the end of the tag that it begins with; a `>` in quotes is none.
fn length_of_tag(text: &str) -> usize {
    let mut quoted = false;
    for (at, octet) in text.bytes().enumerate() {
        match octet {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// For whom the page was made whose form this is, where it says so; and the request, as it came.
pub async fn of(request: Request) -> (Option<StaffId>, Request) {
    if *request.method() != Method::POST {
        return (None, request);
    }
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let files = kind.starts_with("multipart/form-data");
    let (parts, body) = request.into_parts();
    if body.is_end_stream() {
        return (None, Request::from_parts(parts, body));
    }
    let mut coming = body.into_data_stream();
    let (mut read, mut length) = (Vec::new(), 0);
    while length < BEGINNING
        && let Some(piece) = coming.next().await
    {
        length += piece.as_ref().map_or(BEGINNING, Bytes::len);
        read.push(piece);
    }
    let beginning: Vec<u8> = read.iter().flatten().flat_map(|piece| piece.iter().copied()).take(BEGINNING).collect();
    let whose = if files { among_files(&beginning) } else { among_fields(&beginning) };
    let body = Body::from_stream(stream::iter(read).chain(coming));
    (whose, Request::from_parts(parts, body))
}

/// For whom the page was made whose fields these are.
pub fn of_fields(fields: &Fields) -> Option<StaffId> {
    fields.some(FIELD)?.parse().ok().map(StaffId)
}

fn among_fields(beginning: &[u8]) -> Option<StaffId> {
    let mut pairs = url::form_urlencoded::parse(beginning);
    pairs.find(|(name, _)| name == FIELD)?.1.parse().ok().map(StaffId)
}

/// In the first part of a form that brings a file along.
fn among_files(beginning: &[u8]) -> Option<StaffId> {
    let beginning = String::from_utf8_lossy(beginning);
    let (_, behind) = beginning.split_once(&format!("name=\"{FIELD}\"\r\n\r\n"))?;
    behind.split_once("\r\n")?.0.parse().ok().map(StaffId)
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;

    use super::*;

    const FIELD_OF_7: &str = "<input type=\"hidden\" name=\"whose_page\" value=\"7\">";

    #[test]
    fn each_form_that_posts_says_whose_it_is() {
        let page = "<form action=\"/a?x=1>0\" method=\"post\"><b></b></form><form method=\"get\">x</form><form method=\"post\">y";
        let made = with_field(page, StaffId(7));
        assert_eq!(made.matches(FIELD_OF_7).count(), 2);
        assert!(made.starts_with(&format!("<form action=\"/a?x=1>0\" method=\"post\">{FIELD_OF_7}<b>")), "{made}");
        assert_eq!(made.replace(FIELD_OF_7, ""), page);
        assert_eq!(with_field("no form", StaffId(7)), "no form");
        assert_eq!(with_field("<form method=\"post\"", StaffId(7)), format!("<form method=\"post\"{FIELD_OF_7}"));
    }

    #[tokio::test]
    async fn what_was_posted_goes_on_as_it_came() {
        let file = "--b\r\ncontent-disposition: form-data; name=\"whose_page\"\r\n\r\n7\r\n--b\r\ncontent-disposition: form-data; \
                    name=\"file\"; filename=\"a\"\r\n\r\n";
        let long = format!("{file}{}", "x".repeat(100_000));
        let form = "application/x-www-form-urlencoded";
        for (kind, body, whose) in [
            (form, "whose_page=7&q=%E3%81%8B", Some(7)),
            (form, "q=1&whose_page=7", Some(7)),
            (form, "q=1", None),
            (form, "whose_page=somebody", None),
            (form, "", None),
            ("multipart/form-data; boundary=b", long.as_str(), Some(7)),
            ("multipart/form-data; boundary=b", "--b\r\n", None),
        ] {
            let request = Request::builder().method("POST").header("content-type", kind);
            let pieces: Vec<Result<Bytes, std::io::Error>> =
                body.as_bytes().chunks(1000).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
            let request = request.body(Body::from_stream(stream::iter(pieces))).expect("a request");
            let (found, request) = of(request).await;
            assert_eq!(found, whose.map(StaffId), "{}", &body[..body.len().min(30)]);
            let on = to_bytes(request.into_body(), usize::MAX).await.expect("a body");
            assert!(on == body.as_bytes(), "as it came");
        }
    }
}
