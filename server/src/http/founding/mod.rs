//! How a city begins: the one-time link, the two forms behind it, and the steps that follow. There may be no city yet: these handlers
//! ask for none.

pub mod alone;
pub mod forms;
pub mod link;
pub mod preparing;
pub mod steps;

use crate::http::routes::Routes;
use crate::http::rule::Rule;

/// Its routes.
pub fn router() -> Routes {
    Routes::new()
        .get("/setup/{word}", Rule::Anyone, link::open)
        .post("/setup/{word}", Rule::Anyone, link::begin)
        .get("/setup/city", Rule::Anyone, forms::city)
        .post("/setup/city", Rule::Anyone, forms::found)
        .get("/setup/administrator", Rule::Anyone, forms::administrator)
        .post("/setup/administrator", Rule::Anyone, forms::enter)
        .merge(Routes::new().form("/staff/setup/begin/place", steps::place).proven_lately())
        .form("/staff/setup/begin/kinds", steps::kinds)
        .form("/staff/setup/begin/times", steps::times)
}
