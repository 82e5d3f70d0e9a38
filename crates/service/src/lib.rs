//! What Mendan does: one use case, one function, one transaction, whoever asks (page, API, desk, administrator).
//!
//! The crate owns the use cases and the ports they need ([`ports::Store`], [`ports::Clock`], [`ports::Entropy`],
//! [`video::provider::Providers`]). It knows neither SQL nor HTTP nor SMTP. Everything of an area stands in its folder, and
//! the same word names that area in every other layer.

pub mod audit;
pub mod booking;
pub mod calendar;
pub mod call;
pub mod city;
pub mod desk;
pub mod draft;
pub mod error;
pub mod expected;
pub mod feed;
pub mod forms;
pub mod founding;
pub mod handle;
pub mod import;
pub mod job;
pub mod live;
mod masked;
pub mod message;
pub mod model;
pub mod offer;
pub mod partner;
pub mod ports;
pub mod range;
pub mod rescue;
pub mod sealed;
pub mod secret;
pub mod staff;
pub mod unit;
pub mod upkeep;
pub mod video;
pub mod window;

mod services;

pub use error::{FieldError, Refusal};
pub use services::{
    Actor, By, Context, Founder, Keep, Partner, Ports, Resident, Services, Settings, Staff, System, permit,
};
pub use staff::sign_in::SignedIn;
