//! What Mendan does: one use case, one function, one transaction, whoever asks (page, API, desk, administrator).
//!
//! The crate owns the use cases and the ports they need ([`ports::Store`], [`ports::Clock`], [`ports::Entropy`],
//! [`video::VideoProvider`]). It knows neither SQL nor HTTP nor SMTP. To add a use case: one file under `usecase/`,
//! an `impl Services` with one public function, and a line in the audit log inside its transaction.

pub mod alarm;
pub mod call;
pub mod catalogue;
pub mod error;
mod masked;
pub mod message;
pub mod model;
pub mod ports;
pub mod sealed;
pub mod secret;
pub mod told;
pub mod usecase;
pub mod video;
pub mod window;

mod services;

pub use error::{FieldError, Refusal};
pub use services::{Actor, Context, Ports, Services, Settings};
