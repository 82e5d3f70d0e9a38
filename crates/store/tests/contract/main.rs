//! What the port promises, proved on both engines. Needs `MENDAN_TEST_POSTGRES_URL`; see `mendan_store::testing`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

mod agreement;
mod alarms;
mod audit;
mod bookings;
mod calls;
mod engines;
mod files;
mod founding;
mod guard;
mod holds;
mod idempotency;
mod imports;
mod jobs;
mod links;
mod mailbox;
mod moves;
mod offer;
mod openid;
mod outbox;
mod over;
mod plans;
mod races;
mod roles;
mod sample;
mod schema;
mod sealed;
mod search;
mod settings;
mod setup;
mod slots;
mod staff;
mod tenants;
mod together;
mod transactions;
mod undo;
mod unsent;
mod verdicts;
mod versions;
mod views;
mod waits;
mod world;
