//! Arrow keys inside of `[data-arrows]`: up and down within a column, left and right to what stands beside it.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The link the arrow leads to from the active one. Columns are the sections of the container.
pub(super) fn neighbour(active: &Element, key: &str) -> Option<HtmlElement> {
    let grid = active.closest("[data-arrows]").ok()??;
    let columns: Vec<Vec<Element>> = all(&grid, "section").iter().map(|column| all(column, "ol a[href]")).collect();
    let column = columns.iter().position(|links| links.contains(active))?;
    let links = columns.get(column)?;
    let row = links.iter().position(|link| link == active)?;
    let next = match key {
        "ArrowUp" => links.get(row.checked_sub(1)?)?,
        "ArrowDown" => links.get(row + 1)?,
        "ArrowLeft" => beside(columns.get(..column)?.iter().rev(), active)?,
        "ArrowRight" => beside(columns.get(column + 1..)?.iter(), active)?,
        _ => return None,
    };
    next.clone().dyn_into().ok()
}

/// In the first column that has links, the one nearest in height.
fn beside<'a>(mut columns: impl Iterator<Item = &'a Vec<Element>>, active: &Element) -> Option<&'a Element> {
    let height = |element: &Element| element.get_bounding_client_rect().top();
    let wanted = height(active);
    let links = columns.find(|links| !links.is_empty())?;
    links.iter().min_by(|a, b| (height(a) - wanted).abs().total_cmp(&(height(b) - wanted).abs()))
}

fn all(within: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = within.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok()).collect()
}
