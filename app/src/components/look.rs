//! How the city looks: its colour as a stylesheet of its own behind ours, and its logo.

use leptos::prelude::*;
use mendan_service::city::settings::look::Sheet;

use crate::context::{Request, request};

/// Where the colours and logos of cities are served. What stands there never changes: an address holds what it shows.
const PLACE: &str = "/city";

/// The height at which a logo stands, pixels; the stylesheet knows it as `--target`.
const HEIGHT: u32 = 44;

/// The city's colour, if it has one of its own.
pub(crate) fn stylesheet() -> Option<AnyView> {
    let request = use_context::<Request>()?;
    let sheet = Sheet::of(request.catalogue().municipality.settings.look.colour?)?;
    let address = format!("{PLACE}/colour/{}.css", sheet.name);
    Some(view! { <link rel="stylesheet" href=address/> }.into_any())
}

/// The logo, if there is one.
#[component]
pub fn Logo(
    /// It stands alone: it is called as the city is. Beside the city's name it says nothing.
    #[prop(optional)]
    alt: bool,
) -> impl IntoView {
    let request = request();
    let city = &request.catalogue().municipality;
    let name = if alt { city.words(request.language).name } else { String::new() };
    city.settings.look.logo.as_ref().map(|logo| {
        let (wide, high) = logo.size;
        let width = (wide * HEIGHT).div_ceil(high.max(1));
        let address = format!("{PLACE}/logo/{}", logo.digest);
        view! { <img class="logo" src=address alt=name width=width height=HEIGHT/> }
    })
}
