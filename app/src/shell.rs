//! The document around every page. Language, title and body class come from the page itself.

use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags, provide_meta_context};

use crate::components::look::stylesheet;
use crate::pages::founding::alone::Alone;
use crate::routes::App;

/// The whole document. Pages with islands load them themselves, with [`crate::components::scripts::Scripts`].
pub fn shell(options: LeptosOptions) -> impl IntoView {
    document(options, || view! { <App/> }.into_any())
}

/// The document around a page that is no route of a city.
pub fn alone(options: LeptosOptions, page: Alone) -> impl IntoView {
    provide_meta_context();
    document(options, || page.view())
}

fn document(options: LeptosOptions, body: impl FnOnce() -> AnyView) -> impl IntoView {
    provide_context(options.clone());
    view! {
        <!DOCTYPE html>
        <html>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="format-detection" content="telephone=no"/>
                <link rel="icon" type="image/svg+xml" href="/favicon.svg"/>
                <HashedStylesheet options/>
                {stylesheet()}
                <MetaTags/>
            </head>
            <body>
                {body()}
            </body>
        </html>
    }
}
