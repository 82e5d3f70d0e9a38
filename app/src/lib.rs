//! What people see: pages rendered on the server, and the few islands that run in the browser.
//!
//! Pages exist only under `ssr`: they ask the use cases directly, so nothing of them (nor of the domain) reaches the
//! browser. Forms are plain HTML, posted to handlers of the server crate; islands only make them more comfortable.
//! To add a page: one file under `pages/`, one line in `routes.rs`.

pub mod islands;

#[cfg(feature = "ssr")]
pub mod access;
#[cfg(feature = "ssr")]
pub mod components;
#[cfg(feature = "ssr")]
pub mod context;
#[cfg(feature = "ssr")]
pub mod cookie_check;
#[cfg(feature = "ssr")]
pub mod i18n;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod passkeys;
#[cfg(feature = "ssr")]
mod routes;
#[cfg(feature = "ssr")]
pub mod scripts;
#[cfg(feature = "ssr")]
mod shell;
#[cfg(feature = "ssr")]
pub mod ways;
#[cfg(feature = "ssr")]
pub use pages::audit;
#[cfg(feature = "ssr")]
pub use pages::city::to_read;
#[cfg(feature = "ssr")]
pub use pages::founding::alone::Alone;
#[cfg(feature = "ssr")]
pub use pages::import::heading;
#[cfg(feature = "ssr")]
pub use pages::kit::why;
#[cfg(feature = "ssr")]
pub use routes::App;
#[cfg(feature = "ssr")]
pub use shell::{alone, shell};
