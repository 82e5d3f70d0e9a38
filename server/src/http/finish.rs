//! What is done to a page when all of it is there: it is made as a whole, so nothing is forgotten.

use axum::body::{Body, to_bytes};
use axum::response::Response;
use mendan_domain::ids::StaffId;

use crate::http::staff::whose;

/// What stands between two pieces of a view, for the browser's part to find them again.
const MARK: &str = "<!>";
/// The only places in which it looks for them begin and end so.
const ISLAND: (&str, &str) = ("<leptos-island", "</leptos-island>");

/// The page without marks that nobody looks for, a tenth of it; a member's with whose it is in each of its forms.
pub async fn finished(response: Response, whose: Option<StaffId>) -> Response {
    let (parts, body) = response.into_parts();
    // A page that cannot be read as a whole was cut off by whoever made it.
    let Ok(octets) = to_bytes(body, usize::MAX).await else { return Response::from_parts(parts, Body::empty()) };
    let body = match std::str::from_utf8(&octets) {
        Ok(page) => {
            let page = without_marks(page);
            Body::from(whose.map_or_else(|| page.clone(), |whose| whose::with_field(&page, whose)))
        }
        Err(_) => Body::from(octets),
    };
    Response::from_parts(parts, body)
}

/// In texts and values a `<` stands as `&lt;`, so what looks like a mark is one.
fn without_marks(page: &str) -> String {
    let mut made = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(begins) = rest.find(ISLAND.0) {
        let (before, island) = rest.split_at(begins);
        made.push_str(&before.replace(MARK, ""));
        let length = length_of_island(island);
        made.push_str(&island[..length]);
        rest = &island[length..];
    }
    made.push_str(&rest.replace(MARK, ""));
    made
}

/// Up to the end of the island that it begins with; there may be others in it.
fn length_of_island(text: &str) -> usize {
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(end) = text[at..].find(ISLAND.1) {
        depth += text[at..at + end].matches(ISLAND.0).count();
        at += end + ISLAND.1.len();
        depth = depth.saturating_sub(1);
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_where_nobody_looks_for_them() {
        let island = "<leptos-island a><b>x<!></b><leptos-island></leptos-island><!></leptos-island>";
        let page = format!("<p>a<!>b<!></p>{island}<p title=\"&lt;!&gt;\">c<!></p>");
        assert_eq!(without_marks(&page), format!("<p>ab</p>{island}<p title=\"&lt;!&gt;\">c</p>"));
        assert_eq!(without_marks("a<!><leptos-island>b<!>"), "a<leptos-island>b<!>");
    }
}
