//! What the offer promises, whatever a city decides and whatever has happened in it: each promise is kept in many random
//! worlds, on both engines. Needs `MENDAN_TEST_POSTGRES_URL`; see `mendan_store::testing`.
//!
//! A case is a town (`town`), what is done in it (`acts`) and a change after publishing; `world` makes it real. When a promise
//! breaks, the smallest case that breaks it is printed.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

mod acts;
mod allowed;
mod at_once;
mod build;
mod case;
mod doubles;
mod fair;
mod guard;
mod kept;
mod offered;
mod once;
mod over;
mod queue;
mod refused;
mod town;
mod world;
