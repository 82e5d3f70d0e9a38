//! The use cases without HTTP, each area in the folder of its name: the product's own ports, a clock that stands still, and a
//! real database of each engine. Needs `MENDAN_TEST_POSTGRES_URL`; see `mendan_store::testing`.
//!
//! `support::world` sets a city up. What the offer promises is kept in many random worlds: a case is a town (`support::town`),
//! what is done in it (`support::acts`) and a change after publishing; when a promise breaks, the smallest case that breaks it is
//! printed. `allowed` says of every use case who may, `apart` that none tells or
//! changes anything of another city.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

mod allowed;
mod apart;
mod audit;
mod booking;
mod calendar;
mod call;
mod city;
mod desk;
mod draft;
mod feed;
mod forms;
mod founding;
mod import;
mod job;
mod live;
mod message;
mod offer;
mod partner;
mod range;
mod rescue;
mod staff;
mod support;
mod upkeep;
mod video;
